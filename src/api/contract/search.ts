import type { PlanStatus } from './planTypes';

export interface SearchApi {
  plans(query: SearchQuery): Promise<readonly PlanHit[]>;
  conversations(query: SearchQuery): Promise<readonly ConversationHit[]>;
}

/** Matches all words of the text; "phrases" and word* are supported. 1 to 50 hits, 20 by default. */
export interface SearchQuery {
  readonly text: string;
  readonly projectId?: string;
  readonly limit?: number;
}

export interface PlanHit {
  readonly planId: string;
  readonly projectId: string;
  readonly title: string;
  readonly status: PlanStatus;
  readonly version: number;
  readonly isCurrent: boolean;
  readonly excerpt: string;
}

export interface ConversationHit {
  readonly sessionId: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly messageId: string | null;
  readonly excerpt: string;
}

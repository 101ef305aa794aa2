import type { Failure } from './errors';

/** A conversation; `projectId` is null until a project is chosen or created. */
export interface ConversationSession {
  readonly id: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly summary: string | null;
  readonly model: string | null;
  /** What stands unsent in the composer. */
  readonly draft: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
}

export type MessageRole = 'user' | 'assistant';
export type MessageModality = 'text' | 'voice';
export type MessageState = 'complete' | 'cancelled' | 'failed';

/** One tool call as people see it: what was read or searched. */
export interface ToolActivity {
  readonly tool: string;
  /** What it was asked, for people: a path, a search text. */
  readonly subject: string;
  /** Workspace path and lines to open, where there is one. */
  readonly path?: string;
  readonly line?: number;
  readonly endLine?: number;
  /** What came of it: `3 matches`, `not found`. */
  readonly outcome?: string;
  readonly failed?: boolean;
}

/** A question to the user, answered by a form. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
}

/** Tokens of a turn, as the provider told them or estimated where it did not. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly estimated: boolean;
}

/** One message; a failed or cancelled turn is kept as that state, its error never as content. */
export interface ConversationMessage {
  readonly id: string;
  readonly sessionId: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly modality: MessageModality;
  readonly state: MessageState;
  readonly error: Failure | null;
  readonly reasoning: string | null;
  readonly activity: readonly ToolActivity[];
  readonly questions: readonly Question[];
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly model: string | null;
  readonly usage: Usage | null;
  readonly latencyMs: number | null;
  readonly createdAt: number;
}

import type { ErrorCode, Page, Paging } from './common';

export interface PlanningApi {
  /** Sends a message and waits for the answer; a `projectId` of null chooses or creates a project when a plan comes of it. */
  chat(request: ChatRequest): Promise<ChatResult>;
  /** Asks for a plan in a conversation of its own; `generatedPlanId` is null where the agent asked something first, or answered in words alone. */
  generate(request: GenerateRequest): Promise<ChatResult>;
  readonly sessions: SessionsApi;
}

export interface ChatRequest {
  readonly message: string;
  readonly projectId: string | null;
  /** Goes on with a conversation; a new one begins without it. */
  readonly sessionId?: string;
  /** The plan that the message is about. */
  readonly planId?: string;
}

export interface ChatResult {
  readonly sessionId: string;
  readonly response: string;
  /** The plan that the answer made or changed. */
  readonly generatedPlanId: string | null;
  /** The version that it made: a change waits as a proposal. */
  readonly planVersion: number | null;
  /** What the agent asks before it goes on: the next message of the conversation answers. */
  readonly questions: readonly Question[];
}

/** A wish in words, or a template's fields by name. */
export type GenerateRequest =
  | { readonly prompt: string; readonly projectId: string | null }
  | {
      readonly template: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly projectId: string | null;
    };

export interface SessionsApi {
  list(filter?: SessionFilter): Promise<Page<Session>>;
  get(id: string): Promise<SessionWithMessages>;
  rename(id: string, title: string): Promise<Session>;
  /** Another message opens it again. */
  end(id: string, summary?: string): Promise<Session>;
  /** Deletes for ever, with the messages; plans that it made stay. */
  delete(id: string): Promise<void>;
}

/** Conversations of a project (null: of none) with the text in title or summary; those last used come first. */
export interface SessionFilter extends Paging {
  readonly projectId?: string | null;
  readonly text?: string;
}

export interface Session {
  readonly id: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly summary: string | null;
  readonly model: string | null;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
}

export interface SessionWithMessages extends Session {
  readonly messages: readonly Message[];
  /** The plans that its messages made or changed, each once. */
  readonly generatedPlanIds: readonly string[];
}

export interface Message {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly content: string;
  readonly modality: 'text' | 'voice';
  readonly state: 'complete' | 'cancelled' | 'failed';
  /** Why a turn failed; never part of the content. */
  readonly error: { readonly code: ErrorCode; readonly args: Readonly<Record<string, string | number>> } | null;
  readonly questions: readonly Question[];
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly model: string | null;
  readonly usage: {
    readonly promptTokens: number;
    readonly completionTokens: number;
    readonly estimated: boolean;
  } | null;
  readonly latencyMs: number | null;
  readonly createdAt: number;
}

export interface Question {
  readonly id: string;
  readonly text: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
}

import type { ErrorCode, Page, Paging } from './common';

export interface PlanningApi {
  /** Sends a message and waits for the answer; if `projectId` is null, a new plan chooses or creates a project. */
  chat(request: ChatRequest): Promise<ChatResult>;
  /** Requests a plan in a new conversation; `generatedPlanId` is null if the agent asked first or only replied. */
  generate(request: GenerateRequest): Promise<ChatResult>;
  readonly sessions: SessionsApi;
}

export interface ChatRequest {
  readonly message: string;
  readonly projectId: string | null;
  /** The conversation to continue; without it a new one begins. */
  readonly sessionId?: string;
  /** The plan that the message is about. */
  readonly planId?: string;
}

export interface ChatResult {
  readonly sessionId: string;
  readonly response: string;
  /** The plan that the answer created or changed. */
  readonly generatedPlanId: string | null;
  /** The version that the answer created; a change is a proposal until accepted. */
  readonly planVersion: number | null;
  /** What the agent needs to know before it goes on; the next message of the conversation answers. */
  readonly questions: readonly Question[];
}

/** A request in words, or a template's fields by name. */
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
  /** Another message reopens it. */
  end(id: string, summary?: string): Promise<Session>;
  /** Deletes permanently, with the messages; plans that it made are kept. */
  delete(id: string): Promise<void>;
}

/** Conversations of a project (null: without one) with the text in title or summary, most recently used first. */
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

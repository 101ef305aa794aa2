import type { Failure } from './errors';

/** A conversation; `projectId` is null until a project is chosen or created. */
export interface ConversationSession {
  readonly id: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly summary: string | null;
  /** How many of the oldest turns the summary covers. */
  readonly summaryTurns: number;
  readonly model: string | null;
  /** The unsent text of the composer. */
  readonly draft: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
}

export type MessageRole = 'user' | 'assistant';
export type MessageModality = 'text' | 'voice';
export type MessageState = 'complete' | 'cancelled' | 'failed';

/** One tool call as shown to the user: what was read or searched. */
export interface ToolActivity {
  readonly tool: string;
  /** The input as shown to the user: a path, a search text. */
  readonly subject: string;
  /** Workspace path and lines to open, if any. */
  readonly path?: string;
  readonly line?: number;
  readonly endLine?: number;
  /** The result: `3 matches`, `not found`. */
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

/** Tokens of a turn, as reported by the provider, otherwise estimated. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly estimated: boolean;
  /** US dollars by the provider's price list; absent if it states no price. */
  readonly cost?: number;
}

/** The template that a message was made with, and the sections of a plan that it names of its own. */
export interface UsedTemplate {
  readonly id: string;
  readonly sections?: readonly string[] | undefined;
}

/** Where a part of what a model sees comes from, in the order in which it reads: what is general first, what the request is about last. */
export const contextSources = [
  'project',
  'facts',
  'openEditors',
  'otherPlans',
  'decisions',
  'conversations',
  'workspace',
  'mention',
  'attachment',
  'plan',
  'history',
] as const;
export type ContextSource = (typeof contextSources)[number];

/** Why something is part of a model's context; the last seven say why it is not. */
export const contextReasons = [
  'chosen',
  'discussed',
  'sameProject',
  'named',
  'defines',
  'attached',
  'matches',
  'overview',
  'open',
  'earlier',
  'budget',
  'excluded',
  'ignored',
  'notFound',
  'unreadable',
  'failed',
  'nothing',
] as const;
export type ContextReason = (typeof contextReasons)[number];

/** One part of a model's context, without its text; lines count from 1. */
export interface SeenPart {
  readonly source: ContextSource;
  readonly title: string;
  readonly reason: ContextReason;
  /** The subject of the reason: a symbol, the words that matched. */
  readonly detail?: string;
  readonly tokens: number;
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** What a model saw for a turn, in reading order, and what was left out; `budget` is the limit in tokens. */
export interface SeenContext {
  readonly parts: readonly SeenPart[];
  readonly leftOut: readonly SeenPart[];
  readonly budget: number;
}

/** One message; a failed or cancelled turn is stored as that state, its error never as content. */
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
  /** Of a user's message; its answers and retries go on with it. */
  readonly template: UsedTemplate | null;
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly model: string | null;
  readonly usage: Usage | null;
  readonly latencyMs: number | null;
  /** What the model saw; null for the user's messages and for answers not written by a model. */
  readonly seen: SeenContext | null;
  readonly createdAt: number;
}

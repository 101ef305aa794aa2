import * as z from 'zod';
import {
  contextReasons,
  contextSources,
  type ConversationMessage,
  type MessageModality,
  type MessageRole,
  type MessageState,
  type Question,
  type SeenContext,
  type ToolActivity,
  type Usage,
  type UsedTemplate,
} from '../../domain/conversation';
import type { Failure } from '../../domain/errors';
import { newId } from '../../domain/ids';
import { readJson, writeJson } from '../jsonColumn';
import type { ConversationMessageTable } from '../schema';
import { checkInteger, checkOneOf, checkOptionalText, checkText } from '../validate';

/** The most characters of a message's content, and of its reasoning. */
export const maxText = 1_000_000;

/** A message to append; by default complete typed text with nothing attached. */
export interface NewMessage {
  /** Generated if left out. */
  readonly id?: string;
  readonly role: MessageRole;
  readonly content: string;
  /** True if it was the conversation's draft, which is empty once the message is stored. */
  readonly endsDraft?: boolean;
  readonly modality?: MessageModality;
  readonly state?: MessageState;
  readonly error?: Failure | null;
  readonly reasoning?: string | null;
  readonly activity?: readonly ToolActivity[];
  readonly questions?: readonly Question[];
  readonly template?: UsedTemplate | null;
  readonly planId?: string | null;
  readonly planVersion?: number | null;
  readonly model?: string | null;
  readonly usage?: Usage | null;
  readonly latencyMs?: number | null;
  readonly seen?: SeenContext | null;
}

/** The fields of a message that may still change. */
export interface MessagePatch {
  readonly state?: MessageState;
  readonly error?: Failure | null;
  readonly planId?: string | null;
  readonly planVersion?: number | null;
  readonly usage?: Usage | null;
}

/** The stored form of a message's tool calls. */
export const activityColumn = z.array(
  z.object({
    tool: z.string(),
    subject: z.string(),
    path: z.string().optional(),
    line: z.number().optional(),
    endLine: z.number().optional(),
    outcome: z.string().optional(),
    failed: z.boolean().optional(),
  }),
) as z.ZodType<readonly ToolActivity[]>;

/** The questions that a message asks. */
export const questionsColumn: z.ZodType<readonly Question[]> = z.array(
  z.object({ id: z.string(), text: z.string(), options: z.array(z.string()), multiple: z.boolean() }),
);

/** The template that a message was made with. */
export const templateColumn: z.ZodType<UsedTemplate> = z.object({
  id: z.string(),
  sections: z.array(z.string()).optional(),
});

/** The tokens of a turn. */
export const usageColumn = z.object({
  promptTokens: z.number(),
  completionTokens: z.number(),
  estimated: z.boolean(),
  cost: z.number().optional(),
}) as z.ZodType<Usage>;

const seenPart = z.object({
  source: z.enum(contextSources),
  title: z.string(),
  // A reason unknown to this version must not make the message unreadable.
  reason: z.enum(contextReasons).catch('nothing'),
  detail: z.string().optional(),
  tokens: z.number(),
  path: z.string().optional(),
  startLine: z.number().optional(),
  endLine: z.number().optional(),
});

/** What the model saw for a message. */
export const seenColumn = z.object({
  parts: z.array(seenPart),
  leftOut: z.array(seenPart),
  budget: z.number(),
}) as z.ZodType<SeenContext>;

/** The failure stored with a message. */
export const errorColumn = z.object({
  code: z.string(),
  args: z.record(z.string(), z.union([z.string(), z.number()])),
}) as unknown as z.ZodType<Failure>;

const checkVersion = (value: number | null): number | null =>
  value === null ? null : checkInteger('planVersion', value, 1);

/** Returns the complete message; throws `invalidInput`. */
export const checkNewMessage = (sessionId: string, input: NewMessage, now: number): ConversationMessage => ({
  id: checkText('id', input.id ?? newId(), 64, 1),
  sessionId,
  role: checkOneOf('role', input.role, ['user', 'assistant']),
  content: checkText('content', input.content, maxText),
  modality: checkOneOf('modality', input.modality ?? 'text', ['text', 'voice']),
  state: checkOneOf('state', input.state ?? 'complete', ['complete', 'cancelled', 'failed']),
  error: input.error ?? null,
  reasoning: checkOptionalText('reasoning', input.reasoning, maxText),
  activity: input.activity ?? [],
  questions: input.questions ?? [],
  template: input.template ?? null,
  planId: input.planId ?? null,
  planVersion: checkVersion(input.planVersion ?? null),
  model: checkOptionalText('model', input.model, 255),
  usage: input.usage ?? null,
  latencyMs: input.latencyMs == null ? null : checkInteger('latencyMs', Math.round(input.latencyMs), 0),
  seen: input.seen ?? null,
  createdAt: now,
});

/** Returns the message with the patch applied; throws `invalidInput`. */
export const checkMessagePatch = (message: ConversationMessage, patch: MessagePatch): ConversationMessage => ({
  ...message,
  ...(patch.state !== undefined && { state: checkOneOf('state', patch.state, ['complete', 'cancelled', 'failed']) }),
  ...(patch.error !== undefined && { error: patch.error }),
  ...(patch.planId !== undefined && { planId: patch.planId }),
  ...(patch.planVersion !== undefined && { planVersion: checkVersion(patch.planVersion) }),
  ...(patch.usage !== undefined && { usage: patch.usage }),
});

/** A message's columns, except its position. */
export const messageColumns = [
  'id',
  'sessionId',
  'role',
  'content',
  'modality',
  'state',
  'error',
  'reasoning',
  'activity',
  'questions',
  'template',
  'planId',
  'planVersion',
  'model',
  'usage',
  'latencyMs',
  'seen',
  'createdAt',
] as const satisfies readonly (keyof ConversationMessageTable)[];

/** A message's columns as stored, except its position. */
export type MessageRow = Pick<ConversationMessageTable, (typeof messageColumns)[number]>;

/** The row that keeps a message; throws `invalidInput` for activity, questions, template, usage, error or context of another shape. */
export const toMessageRow = (message: ConversationMessage): MessageRow => ({
  ...message,
  error: message.error === null ? null : writeJson(errorColumn, message.error, 'error'),
  activity: writeJson(activityColumn, message.activity, 'activity'),
  questions: writeJson(questionsColumn, message.questions, 'questions'),
  template: message.template === null ? null : writeJson(templateColumn, message.template, 'template'),
  usage: message.usage === null ? null : writeJson(usageColumn, message.usage, 'usage'),
  seen: message.seen === null ? null : writeJson(seenColumn, message.seen, 'seen'),
});

/** The message in a row; throws `storageCorrupt`. */
export const toMessage = (row: MessageRow): ConversationMessage => ({
  ...row,
  error: row.error === null ? null : readJson(errorColumn, row.error, 'conversation_message.error'),
  activity: readJson(activityColumn, row.activity, 'conversation_message.activity'),
  questions: readJson(questionsColumn, row.questions, 'conversation_message.questions'),
  template: row.template === null ? null : readJson(templateColumn, row.template, 'conversation_message.template'),
  usage: row.usage === null ? null : readJson(usageColumn, row.usage, 'conversation_message.usage'),
  seen: row.seen === null ? null : readJson(seenColumn, row.seen, 'conversation_message.seen'),
});

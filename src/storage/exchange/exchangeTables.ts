import * as z from 'zod';
import { maxLeadLength, systemClock } from '../../domain/clock';
import { planStatuses } from '../../domain/plan';
import { projectStatuses } from '../../domain/project';
import { reviewStates } from '../../domain/review';
import { objectColumn, tagsColumn } from '../jsonColumn';
import {
  activityColumn,
  errorColumn,
  questionsColumn,
  seenColumn,
  templateColumn,
  usageColumn,
} from '../conversations/messageRow';
import type { Schema } from '../schema';
import type { StoreEntity } from '../storeChange';

/** How the rows of one table are exchanged. */
export interface ExchangeTable {
  readonly name: Exclude<keyof Schema, 'meta' | 'deleted_comment'>;
  /** The columns that identify a row. */
  readonly key: readonly string[];
  /** The column whose greater value wins; without one, an existing row stays as it is. */
  readonly newer?: string;
  readonly row: z.ZodType<Record<string, string | number | null>> & { readonly shape: z.ZodRawShape };
  /** The entity that a change of a row is reported as, and the column of its parent. */
  readonly entity?: StoreEntity;
  readonly parent?: string;
}

const latest = (): number => systemClock() + maxLeadLength;

/** A time from another computer. One far in the future is refused: it would win over every change made here until then. */
export const pastTime = z
  .int()
  .min(0)
  .refine((time) => time <= latest(), "a time that is more than a day ahead of this computer's clock");

const text = z.string();
const id = z.string().min(1).max(64);
const optional = z.string().nullable();
const optionalNumber = z.int().nullable();
/** A text column holding JSON of the given shape. */
const json = (schema: z.ZodType) =>
  z.string().refine((value) => {
    try {
      return schema.safeParse(JSON.parse(value)).success;
    } catch {
      return false;
    }
  }, 'not the JSON that belongs here');
const dates = { createdAt: pastTime, updatedAt: pastTime };
const row = (columns: z.ZodRawShape) => z.strictObject(columns) as unknown as ExchangeTable['row'];

/** Every table, ordered so that each row comes after those it refers to. */
export const exchangeTables: readonly ExchangeTable[] = [
  {
    name: 'project',
    key: ['id'],
    newer: 'updatedAt',
    entity: 'project',
    row: row({
      id,
      name: z.string().min(1).max(255),
      description: text,
      status: z.enum(projectStatuses),
      tags: json(tagsColumn),
      repositoryPath: optional,
      ...dates,
    }),
  },
  {
    name: 'conversation_session',
    key: ['id'],
    newer: 'updatedAt',
    entity: 'session',
    parent: 'projectId',
    row: row({
      id,
      projectId: id.nullable(),
      title: text,
      summary: optional,
      summaryTurns: z.int().min(0).default(0),
      model: optional,
      draft: text,
      startedAt: pastTime,
      updatedAt: pastTime,
      endedAt: pastTime.nullable(),
    }),
  },
  {
    name: 'dev_plan',
    key: ['id'],
    newer: 'updatedAt',
    entity: 'plan',
    parent: 'projectId',
    row: row({
      id,
      projectId: id,
      title: z.string().min(1).max(255),
      status: z.enum(planStatuses),
      currentVersion: z.int().min(1),
      sessionId: id.nullable(),
      template: optional,
      metadata: json(objectColumn),
      ...dates,
    }),
  },
  {
    name: 'dev_plan_version',
    key: ['id'],
    entity: 'version',
    parent: 'planId',
    row: row({
      id,
      planId: id,
      number: z.int().min(1),
      title: optional,
      content: text.min(1),
      summary: text,
      author: z.enum(['user', 'agent', 'import']),
      baseVersion: optionalNumber,
      state: z.enum(['accepted', 'proposed', 'rejected', 'superseded']),
      model: optional,
      tokens: optionalNumber,
      metadata: json(objectColumn.refine(({ savedAt = 0 }) => !(Number(savedAt) > latest()))),
      createdAt: pastTime,
    }),
  },
  {
    name: 'task_progress',
    key: ['planId', 'taskId'],
    newer: 'at',
    entity: 'progress',
    parent: 'planId',
    row: row({
      planId: id,
      taskId: id,
      done: z.int().min(0).max(1),
      who: text,
      why: text,
      evidence: optional,
      at: pastTime,
    }),
  },
  {
    name: 'status_change',
    key: ['id'],
    row: row({
      id,
      planId: id,
      fromStatus: z.enum(planStatuses),
      toStatus: z.enum(planStatuses),
      who: text,
      why: text,
      at: pastTime,
    }),
  },
  {
    name: 'conversation_message',
    key: ['id'],
    entity: 'message',
    parent: 'sessionId',
    row: row({
      id,
      sessionId: id,
      position: z.int().min(1),
      role: z.enum(['user', 'assistant']),
      content: text,
      modality: z.enum(['text', 'voice']),
      state: z.enum(['complete', 'cancelled', 'failed']),
      error: json(errorColumn).nullable(),
      reasoning: optional,
      activity: json(activityColumn),
      questions: json(questionsColumn),
      template: json(templateColumn).nullable().default(null),
      planId: id.nullable(),
      planVersion: optionalNumber,
      model: optional,
      usage: json(usageColumn).nullable(),
      latencyMs: optionalNumber,
      seen: json(seenColumn).nullable().default(null),
      createdAt: pastTime,
    }),
  },
  {
    name: 'review',
    key: ['id'],
    entity: 'review',
    parent: 'planId',
    row: row({
      id,
      planId: id,
      version: z.int().min(1),
      state: z.enum(reviewStates),
      who: text,
      note: text,
      at: pastTime,
    }),
  },
  {
    name: 'comment_thread',
    key: ['id'],
    newer: 'updatedAt',
    entity: 'thread',
    parent: 'planId',
    row: row({
      id,
      planId: id,
      version: z.int().min(1),
      taskId: optional,
      section: optional,
      quote: text,
      context: json(objectColumn),
      state: z.enum(['open', 'resolved']),
      ...dates,
    }),
  },
  {
    name: 'comment',
    key: ['id'],
    newer: 'updatedAt',
    row: row({ id, threadId: id, author: text, body: text, ...dates }),
  },
  {
    name: 'saved_prompt',
    key: ['id'],
    newer: 'updatedAt',
    entity: 'prompt',
    row: row({ id, title: text, prompt: text, ...dates }),
  },
  { name: 'counter', key: ['name', 'day'], newer: 'value', row: row({ name: text, day: z.int(), value: z.int() }) },
];

import * as z from 'zod';
import { planStatuses } from '../domain/plan';
import { reviewStates } from '../domain/review';
import { pastTime as time } from '../storage/exchange/exchangeTables';

const id = z.string().min(1).max(64);
const text = z.string();
/** The `textHash` of the text that a record is about. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const dates = { createdAt: time, updatedAt: time };

/** The records that a review file may contain, by kind, in the order in which they are written. */
export const recordKinds = {
  /** Where a plan that is not here yet belongs. */
  about: z.strictObject({
    project: z.string().min(1).max(255),
    template: text.nullable(),
    /** Of the template, where it names its own. */
    sections: z.array(text).readonly().optional(),
    createdAt: time,
  }),
  /** The accepted text that was written beside the file last; `earlier` are those before it, newest first. */
  text: z.strictObject({ hash, summary: text, at: time, earlier: z.array(hash).readonly().optional() }),
  status: z.strictObject({ id, from: z.enum(planStatuses), to: z.enum(planStatuses), who: text, why: text, at: time }),
  review: z.strictObject({ id, text: hash, state: z.enum(reviewStates), who: text, note: text, at: time }),
  progress: z.strictObject({
    id,
    done: z.boolean(),
    who: text,
    why: text,
    evidence: text.nullable(),
    at: time,
  }),
  thread: z.strictObject({
    id,
    text: hash,
    taskId: text.nullable(),
    section: text.nullable(),
    quote: text,
    before: text,
    after: text,
    state: z.enum(['open', 'resolved']),
    ...dates,
  }),
  comment: z.strictObject({ id, thread: id, author: text, body: text.min(1), ...dates }),
  /** A deleted comment: it does not come back from somebody who still has it. */
  deleted: z.strictObject({ id }),
  /** The text that the last decision is about, if it is no longer the plan's text: needed to judge the approval. */
  reviewed: z.strictObject({ id: hash, content: text.min(1), createdAt: time }),
} as const;

export type RecordKind = keyof typeof recordKinds;
export type SharedRecord<Kind extends RecordKind> = z.infer<(typeof recordKinds)[Kind]>;

/** One record of any kind. */
export type SharedEntry = { [Kind in RecordKind]: readonly [Kind, SharedRecord<Kind>] }[RecordKind];

/** What a team shares about a plan apart from its text: each record once, in the order of `sortEntries`. */
export interface SharedPlan {
  readonly planId: string;
  readonly entries: readonly SharedEntry[];
}

/** The records of one kind. */
export const recordsOf = <Kind extends RecordKind>({ entries }: SharedPlan, kind: Kind): SharedRecord<Kind>[] =>
  entries.flatMap((entry) => (entry[0] === kind ? [entry[1] as SharedRecord<Kind>] : []));

const idOf = ([, record]: SharedEntry): string => ('id' in record ? record.id : '');
const keyOf = (entry: SharedEntry): string => `${entry[0]} ${idOf(entry)}`;

const beganAt = ([, record]: SharedEntry): number =>
  'createdAt' in record ? record.createdAt : 'at' in record ? record.at : 0;

/** When a record was last changed. */
const changedAt = (entry: SharedEntry): number => ('updatedAt' in entry[1] ? entry[1].updatedAt : beganAt(entry));

/** False for a record that no file may contain, because it was made here while the clock was far ahead. */
export const isShareable = (entry: SharedEntry): boolean =>
  time.safeParse(Math.max(beganAt(entry), changedAt(entry))).success;

/** A record with its fields in a canonical order, so that equal records are equal as JSON. */
const canonical = ([kind, record]: SharedEntry): SharedEntry =>
  [kind, Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))] as unknown as SharedEntry;

/** The later of two states of a record; for equal times the one with the greater JSON, so that everybody chooses the same. */
const newer = (one: SharedEntry, other: SharedEntry): SharedEntry => {
  const later = changedAt(one) - changedAt(other);
  return later > 0 || (later === 0 && JSON.stringify(one) >= JSON.stringify(other)) ? one : other;
};

const order = Object.keys(recordKinds);

const compare = (one: SharedEntry, other: SharedEntry): number =>
  order.indexOf(one[0]) - order.indexOf(other[0]) ||
  beganAt(one) - beganAt(other) ||
  (idOf(one) < idOf(other) ? -1 : 1);

/**
 * Records in a canonical order: by kind, then by time of creation. Only the newest state of a record is kept; deleted
 * comments are dropped.
 */
export const sortEntries = (entries: readonly SharedEntry[]): readonly SharedEntry[] => {
  const deleted = new Set(entries.flatMap(([kind, record]) => (kind === 'deleted' ? [record.id] : [])));
  const kept = new Map<string, SharedEntry>();
  for (const entry of entries.map(canonical)) {
    if (entry[0] === 'comment' && deleted.has(entry[1].id)) continue;
    const known = kept.get(keyOf(entry));
    kept.set(keyOf(entry), known ? newer(known, entry) : entry);
  }
  return Array.from(kept.values()).sort(compare);
};

/** Merges what two sides know about a plan; commutative, associative and idempotent. */
export const mergeShared = (one: SharedPlan, other: SharedPlan): SharedPlan => ({
  planId: one.planId,
  entries: sortEntries([...one.entries, ...other.entries]),
});

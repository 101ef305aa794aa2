import * as z from 'zod';
import { planStatuses } from '../domain/plan';
import { reviewStates } from '../domain/review';
import { pastTime as time } from '../storage/exchange/exchangeTables';

const id = z.string().min(1).max(64);
const text = z.string();
/** Which text something is about: its `textHash`. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const dates = { createdAt: time, updatedAt: time };

/** What a review file may hold, by kind, in the order in which it is written. */
export const recordKinds = {
  /** Where a plan that is not here yet belongs. */
  about: z.strictObject({
    project: z.string().min(1).max(255),
    template: text.nullable(),
    /** Of the template, where it names its own. */
    sections: z.array(text).readonly().optional(),
    createdAt: time,
  }),
  /** The accepted text that was written beside the file last. */
  text: z.strictObject({ hash, summary: text, at: time }),
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
  /** A comment that was deleted: it does not come back, whoever still has it. */
  deleted: z.strictObject({ id }),
  /** A text that the last decision is about, where it is no longer the plan's text: whoever judges the approval needs it. */
  reviewed: z.strictObject({ id: hash, content: text.min(1), createdAt: time }),
} as const;

export type RecordKind = keyof typeof recordKinds;
export type SharedRecord<Kind extends RecordKind> = z.infer<(typeof recordKinds)[Kind]>;

/** One record of any kind. */
export type SharedEntry = { [Kind in RecordKind]: readonly [Kind, SharedRecord<Kind>] }[RecordKind];

/** What a team shares about a plan beside its text: each record once, in the order of `sortEntries`. */
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

/** False for a record that no file may hold: it was made here while the clock was far ahead. */
export const isShareable = (entry: SharedEntry): boolean =>
  time.safeParse(Math.max(beganAt(entry), changedAt(entry))).success;

/** A record with its fields in the one order that they have, so that equal records are equal as JSON. */
const canonical = ([kind, record]: SharedEntry): SharedEntry =>
  [kind, Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))] as unknown as SharedEntry;

/** Of two states of a record the one changed later; of the same time the one whose JSON is greater, so that all choose alike. */
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
 * Records in the one order that they have: by kind, then as they came to be. Of a record given twice the newest stays, of a
 * deleted comment nothing.
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

/** Joins what two sides know of a plan: commutative, associative, and the same again changes nothing. */
export const mergeShared = (one: SharedPlan, other: SharedPlan): SharedPlan => ({
  planId: one.planId,
  entries: sortEntries([...one.entries, ...other.entries]),
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readReviewFile, writeReviewFile } from '../../../src/mirror/reviewFile';
import {
  type RecordKind,
  type SharedEntry,
  type SharedPlan,
  mergeShared,
  recordKinds,
  recordsOf,
  sortEntries,
} from '../../../src/mirror/sharedPlan';

// Few ids and times, so that both sides often have the same record, some with the same time.
const id = fc.constantFrom('a', 'b', 'c', 'd');
const time = fc.nat({ max: 5 });
const hash = fc.constantFrom('0'.repeat(64), 'f'.repeat(64));
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const optional = fc.option(text, { nil: null });
const status = fc.constantFrom('draft' as const, 'approved' as const, 'archived' as const);
const who = { who: text, why: text, at: time };

const records = {
  about: fc.record({ project: words, template: optional, createdAt: time }),
  text: fc.record(
    { hash, summary: text, at: time, earlier: fc.array(hash, { maxLength: 2 }) },
    { requiredKeys: ['hash', 'summary', 'at'] },
  ),
  status: fc.record({ id, from: status, to: status, ...who }),
  review: fc.record({
    id,
    text: hash,
    state: fc.constantFrom('approved' as const, 'commented' as const),
    who: text,
    note: text,
    at: time,
  }),
  progress: fc.record({ id, done: fc.boolean(), evidence: optional, ...who }),
  thread: fc.record({
    id,
    text: hash,
    taskId: optional,
    section: optional,
    quote: text,
    before: text,
    after: text,
    state: fc.constantFrom('open' as const, 'resolved' as const),
    createdAt: time,
    updatedAt: time,
  }),
  comment: fc.record({ id, thread: id, author: text, body: words, createdAt: time, updatedAt: time }),
  deleted: fc.record({ id }),
  reviewed: fc.record({ id: hash, content: words, createdAt: time }),
} satisfies Record<RecordKind, fc.Arbitrary<unknown>>;

const entry: fc.Arbitrary<SharedEntry> = fc.oneof(
  ...(Object.keys(recordKinds) as RecordKind[]).map((kind) =>
    records[kind].map((record) => [kind, record] as unknown as SharedEntry),
  ),
);
const shared: fc.Arbitrary<SharedPlan> = fc
  .array(entry, { maxLength: 12 })
  .map((entries) => ({ planId: 'plan', entries: sortEntries(entries) }));

describe('what a team shares about a plan', () => {
  it('is merged alike in any order, in any grouping, however often', () => {
    fc.assert(
      fc.property(shared, shared, shared, (a, b, c) => {
        assert.deepEqual(mergeShared(a, b), mergeShared(b, a));
        assert.deepEqual(mergeShared(mergeShared(a, b), c), mergeShared(a, mergeShared(b, c)));
        assert.deepEqual(mergeShared(a, a), a);
        assert.deepEqual(mergeShared(mergeShared(a, b), b), mergeShared(a, b));
      }),
      { numRuns: 500 },
    );
  });

  it('loses no record but deleted comments, and keeps the newest state of each', () => {
    fc.assert(
      fc.property(shared, shared, (a, b) => {
        const merged = mergeShared(a, b);
        const deleted = new Set(recordsOf(merged, 'deleted').map((record) => record.id));
        for (const comment of [...recordsOf(a, 'comment'), ...recordsOf(b, 'comment')]) {
          const kept = recordsOf(merged, 'comment').filter((record) => record.id === comment.id);
          assert.equal(kept.length, deleted.has(comment.id) ? 0 : 1);
          assert.ok(kept.every(({ updatedAt }) => updatedAt >= comment.updatedAt));
        }
        for (const kind of ['status', 'review', 'progress', 'thread', 'reviewed'] as const)
          assert.deepEqual(
            new Set(recordsOf(merged, kind).map((record) => record.id)),
            new Set([...recordsOf(a, kind), ...recordsOf(b, kind)].map((record) => record.id)),
          );
      }),
    );
  });
});

describe('a review file', () => {
  it('gives back what was written, in any layout and with line ends of any kind', () => {
    fc.assert(
      fc.property(shared, (plan) => {
        const file = writeReviewFile(plan);
        for (const layout of [file, file.replaceAll('\n', '\r\n'), JSON.stringify(JSON.parse(file), null, 2)])
          assert.deepEqual(readReviewFile(layout, 'x'), plan);
        assert.equal(writeReviewFile(readReviewFile(file, 'x')), file);
      }),
      { numRuns: 300 },
    );
  });

  it('is the merge of both sides where git puts the lines of both one below the other', () => {
    fc.assert(
      fc.property(shared, shared, (a, b) => {
        const lines = [a, b].flatMap((side) => writeReviewFile(side).split('\n').slice(1, -2));
        const [first] = writeReviewFile(a).split('\n');
        const union = [first, ...lines, 'null]}', ''].join('\n');
        assert.deepEqual(readReviewFile(union, 'x'), mergeShared(a, b));
      }),
    );
  });
});

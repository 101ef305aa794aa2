import assert from 'node:assert/strict';
import { allTasks, type PlanDraft } from '../../../src/domain/grammar/planModel';
import { readDraft, readRevision } from '../../../src/generation/draftSchema';

const read = (input: object): PlanDraft => {
  const found = readDraft({ title: 'x', ...input });
  assert.ok('value' in found, JSON.stringify(found));
  return found.value;
};
const issues = (input: object): readonly string[] => {
  const found = readDraft({ title: 'x', ...input });
  assert.ok('issues' in found, JSON.stringify(found));
  return found.issues;
};
const titles = (...given: readonly (string | object)[]): readonly string[] =>
  allTasks(read({ tasks: given })).map(({ title }) => title);

describe('what a draft says in its own way', () => {
  it('keeps words that look like ids, and drops ids', () => {
    const words = ['`S3` bucket', '**S3** bucket', '[EC2] instance', 'UTF-8: read it', '[P1] Fix login'];
    assert.deepEqual(titles(...words), words);
    assert.deepEqual(titles('**T4** Add it', 'T5: Test it', { id: 'A1', title: '**A1** Ship it' }), [
      'Add it',
      'Test it',
      'Ship it',
    ]);
    const edits = [{ type: 'updateTask', task: 'API-1', title: 'API-1: Ship it' }];
    assert.deepEqual(readRevision({ edits }), {
      value: { summary: '', edits: [{ type: 'updateTask', task: 'API-1', title: 'Ship it' }] },
    });
    const [, second] = allTasks(read({ tasks: ['**A1** Add it', { title: '**A2** Test it', dependsOn: ['A1'] }] }));
    assert.deepEqual(second?.dependsOn, ['1']);
  });

  it('breaks lines where they were escaped twice, not inside of paths and code', () => {
    const body = (text: string): string | undefined =>
      read({ tasks: ['a'], sections: { Risks: text } }).sections[0]?.body;
    assert.equal(body('One.\\nTwo.\\n\\n- three\\n- four'), 'One.\nTwo.\n\n- three\n- four');
    assert.equal(body('- one\\r\\n- two'), '- one\n- two');
    assert.equal(body('```ts\\nconst a = 1;\\nrun(a);\\n```'), '```ts\nconst a = 1;\nrun(a);\n```');
    for (const text of [
      'Key files:\\n`src/a.ts` does x\\n`src/b.ts` does y',
      'Stack\\n**Speed** matters',
      'Uses the limiter,\\nthen the cache',
      'Uses the limiter (new)\\nthen `the` cache',
      '- a\\n[link](b)',
    ])
      assert.equal(body(text), text.replaceAll('\\n', '\n'));
    for (const text of ['Escape line breaks as `\\n` in src\\new\\nav.ts', 'Split at \\n and \\t.', 'See C:\\new'])
      assert.equal(body(text), text);
  });

  it('takes the files that are set as code among words', () => {
    const paths = (...files: readonly (string | object)[]): readonly string[] =>
      allTasks(read({ tasks: [{ title: 'a', files }] }))[0]!.files.map(({ path, kind }) => `${path} ${kind}`);
    assert.deepEqual(paths('`src/a.ts` — add a retry', { path: '`src/b.ts`, lines 10-20' }), [
      'src/a.ts modify',
      'src/b.ts modify',
    ]);
    assert.deepEqual(paths({ path: '`a.ts` and `b.ts`', kind: 'new' }), ['a.ts new', 'b.ts new']);
    assert.deepEqual(paths('`src/a.ts` (new) — adds `retry`', 'src/b.ts: `retry()` in `fetchUser`, `Makefile'), [
      'src/a.ts new',
      'src/b.ts modify',
    ]);
    assert.deepEqual(paths('`src/a.ts` (new)', './b.ts (deleted)', ' `` '), ['src/a.ts new', 'b.ts delete']);
  });

  it('takes an id that several tasks have for the one in the same phase, or asks', () => {
    const phase = (title: string, ...tasks: readonly object[]): object => ({ title, tasks });
    const one = { id: 1, title: 'one' };
    const draft = read({ phases: [phase('A', one), phase('B', one, { id: 2, title: 'two', dependsOn: [1] })] });
    assert.deepEqual(
      allTasks(draft).map(({ dependsOn }) => dependsOn),
      [[], [], ['2']],
    );
    const first = read({
      phases: [
        phase('A', one, { id: 2, title: 'two' }),
        phase('B', { ...one, dependsOn: [1] }, { id: 2, title: 'two' }),
      ],
    });
    assert.deepEqual(
      allTasks(first).map(({ dependsOn }) => dependsOn),
      [[], [], ['1'], []],
      'never the task itself',
    );
    const unclear = [phase('A', one), phase('B', one), phase('C', { id: 2, title: 'two', dependsOn: [1] })];
    assert.match(
      issues({ phases: unclear }).join(),
      /^phases\[2\]\.tasks\[0\]\.dependsOn: "1 \(2 tasks have it\)" is no/,
    );
  });

  it('asks for the tasks of a phase that it does not find, and takes sections that stand beside the others', () => {
    const good = { title: 'A', tasks: ['a'] };
    for (const lost of [
      { title: 'B', subtasks: [{ title: 'b' }] },
      { title: 'B', description: 'Ship it.' },
    ])
      assert.deepEqual(issues({ phases: [good, lost] }), ['phases[1].tasks: give a list of tasks']);
    assert.deepEqual(issues({ phases: [{ title: 'B', subtasks: [{ title: 'b' }] }] }), [
      'phases[0].tasks: give a list of tasks',
    ]);
    const { sections } = read({
      phases: [good],
      sections: [{ title: 'Overview & Goals', body: 'Why.' }],
      risks: ['One.'],
      open_questions: 'Who?',
      testingStrategy: 'Run it.',
      deployment: [],
      tags: ['x'],
    });
    assert.deepEqual(sections, [
      { title: 'Overview & Goals', body: 'Why.' },
      { title: 'Risks', body: '- One.' },
      { title: 'Open Questions', body: 'Who?' },
      { title: 'Testing Strategy', body: 'Run it.' },
    ]);
    assert.match(issues({ phases: [good], risks: [{ risk: 'One.' }] }).join(), /^sections\[0\]\.body: give a text/);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import type { PlanTask } from '../../../../src/domain/grammar/planModel';

const example = `# Rate limiting for the public API

> One paragraph that says what changes and why.

## Overview & Goals
- Keep one client from starving the others.

## Implementation Phases

### Phase 1: Token bucket

- [ ] **T1** Add the bucket store (3h)
  - Files: \`src/limits/bucket.ts\` (new), \`src/app.ts\`
  - Depends on: T4
  - Done when: the 11th request within a second gets 429
- [x] **T4** Read the limits
`;

const inPhases = (text: string): readonly PlanTask[] =>
  parsePlan(`# P\n\n## Implementation Phases\n\n### Phase 1: One\n\n${text}`).phases.flatMap(({ tasks }) => tasks);

const only = (text: string): PlanTask => {
  const tasks = inPhases(text);
  assert.equal(tasks.length, 1, JSON.stringify(tasks.map(({ title }) => title)));
  return tasks[0] as PlanTask;
};

describe('parsePlan', () => {
  it('finds the tasks below the second of two headings that mean the same', () => {
    const plan = parsePlan('# P\n\n## Implementation\n\nProse.\n\n## Tasks\n\n- [ ] a\n- [ ] b\n');
    assert.deepEqual(
      plan.phases.flatMap(({ tasks }) => tasks.map(({ title }) => title)),
      ['a', 'b'],
    );
  });

  it('understands the grammar', () => {
    const plan = parsePlan(example);
    assert.equal(plan.title, 'Rate limiting for the public API');
    assert.equal(plan.summary, 'One paragraph that says what changes and why.');
    assert.deepEqual(
      plan.sections.map(({ title, items, line }) => [title, items, line]),
      [
        ['Overview & Goals', 1, 4],
        ['Implementation Phases', 2, 7],
      ],
    );
    const [phase] = plan.phases;
    assert.equal(phase?.title, 'Phase 1: Token bucket');
    const [first, second] = phase?.tasks ?? [];
    assert.deepEqual(
      [
        first?.id,
        first?.title,
        first?.estimate,
        first?.done,
        first?.dependsOn,
        first?.doneWhen,
        first?.notes,
        first?.line,
      ],
      ['T1', 'Add the bucket store', '3h', false, ['T4'], 'the 11th request within a second gets 429', '', 11],
    );
    assert.deepEqual(
      first?.files.map(({ path, kind, line, range }) => [path, kind, line, example.slice(range.start, range.end)]),
      [
        ['src/limits/bucket.ts', 'new', null, 'src/limits/bucket.ts'],
        ['src/app.ts', 'modify', null, 'src/app.ts'],
      ],
    );
    assert.deepEqual([second?.id, second?.done], ['T4', true]);
    assert.equal(example.slice(second?.boxRange?.start, second?.boxRange?.end), 'x');
    assert.equal(example.slice(first?.range.start, second?.range.start).split('\n').length, 5);
    assert.equal(example.slice(second?.range.start), '- [x] **T4** Read the limits\n');
  });

  it('counts in UTF-16 units of the source with BOM, CRLF and astral characters', () => {
    const source = `\uFEFF${example.replace('limiting', 'limiting 🚦').replaceAll('\n', '\r\n')}`;
    const task = parsePlan(source).phases[0]?.tasks[0];
    assert.equal(parsePlan(source).title, 'Rate limiting 🚦 for the public API');
    assert.equal(source.slice(task?.files[0]?.range.start, task?.files[0]?.range.end), 'src/limits/bucket.ts');
    assert.ok(source.slice(task?.range.start, task?.range.end).endsWith('gets 429\r\n'));
    assert.equal(task?.doneWhen, 'the 11th request within a second gets 429');
  });

  const heads: readonly (readonly [string, string | null, string, string | null, boolean])[] = [
    ['- [ ] **T1** Add it (3h)', 'T1', 'Add it', '3h', false],
    ['* [X] T1: Add it [2 h]', 'T1', 'Add it', '2 h', true],
    ['+ **API-12** Add it (~2.5 days)', 'API-12', 'Add it', '~2.5 days', false],
    ['1. [ ] Add it', null, 'Add it', null, false],
    ['2) **T7: Add it** (1-2d)', 'T7', 'Add it', '1-2d', false],
    ['- **T7: Add it** with care (est. 30 min)', 'T7', 'Add it with care', '30 min', false],
    ['- **Add it** (2d)', null, 'Add it', '2d', false],
    ['- [ ] T3 Add it', 'T3', 'Add it', null, false],
    ['- [ ] [T3] Add it', 'T3', 'Add it', null, false],
    ['- [ ] S3 bucket for uploads', null, 'S3 bucket for uploads', null, false],
    ['- [ ] `S3` bucket for uploads', null, '`S3` bucket for uploads', null, false],
    ['- [ ] `T3` Add it', 'T3', 'Add it', null, false],
    ['- [ ] [P1] Add it', null, '[P1] Add it', null, false],
    ['- (P2) Add it (3h)', null, '(P2) Add it', '3h', false],
    ['- [ ] Keep (see notes)', null, 'Keep (see notes)', null, false],
    ['- [ ]', null, '', null, false],
    ['\t- [ ] **T1** Add it', 'T1', 'Add it', null, false],
  ];
  for (const [line, id, title, estimate, done] of heads)
    it(`reads the task ${JSON.stringify(line)}`, () => {
      const task = only(line.startsWith('\t') ? `- Backend\n${line}` : line);
      assert.deepEqual([task.id, task.title, task.estimate, task.done], [id, title, estimate, done]);
    });

  const files: readonly (readonly [string, readonly (readonly [string, string, number | null])[]])[] = [
    ['`a/b.ts:12-40`', [['a/b.ts', 'modify', 12]]],
    ['`a/b.ts:0`', [['a/b.ts', 'modify', null]]],
    [
      'src/a.ts (new), src/b.ts (delete) and `Makefile`',
      [
        ['src/a.ts', 'new', null],
        ['src/b.ts', 'delete', null],
        ['Makefile', 'modify', null],
      ],
    ],
    [
      '[bucket](src/bucket.ts#L4-L9), new: `docs/My File.md`',
      [
        ['src/bucket.ts', 'modify', 4],
        ['docs/My File.md', 'new', null],
      ],
    ],
    ['none yet', []],
    ['see https://example.com/a/b.ts', []],
    [
      '\n    - `a.ts` (new file)\n    - b/c.go',
      [
        ['a.ts', 'new', null],
        ['b/c.go', 'modify', null],
      ],
    ],
  ];
  for (const [text, expected] of files)
    it(`finds the files of ${JSON.stringify(text)}`, () => {
      const task = only(`- [ ] **T1** Add it\n  - Files: ${text}\n`);
      assert.deepEqual(
        task.files.map(({ path, kind, line }) => [path, kind, line]),
        expected,
      );
    });

  const fields: readonly (readonly [string, string, readonly string[], string | null, string])[] = [
    ['bold labels', '- **Depends on:** T2, T3\n  - **Done when**: it runs', ['T2', 'T3'], 'it runs', ''],
    ['other labels', '- Dependencies: T2\n  - Acceptance criteria:\n    - one\n    - [ ] two', ['T2'], 'one; two', ''],
    ['lines without markers', 'Depends on: none\n  Acceptance: it\n  runs', [], 'it runs', ''],
    [
      'notes around',
      'Some words.\n  - Done when: it runs\n\n  More words.\n      code',
      [],
      'it runs',
      'Some words.\n\nMore words.\n    code',
    ],
    [
      'labels of sub-tasks',
      '- [ ] Sub\n    - Done when: never\n  - Done when: it runs',
      [],
      'it runs',
      '- [ ] Sub\n  - Done when: never',
    ],
    [
      'labels in code',
      '```\n  Done when: never\n  ```\n  - Done when: it runs',
      [],
      'it runs',
      '```\nDone when: never\n```',
    ],
  ];
  for (const [name, text, dependsOn, doneWhen, notes] of fields)
    it(`reads fields: ${name}`, () => {
      const task = only(`- [ ] **T1** Add it\n  ${text}\n`);
      assert.deepEqual([task.dependsOn, task.doneWhen, task.notes], [dependsOn, doneWhen, notes]);
    });

  it('keeps fields that are indented too little with their task', () => {
    const tasks = inPhases('1. [ ] One\n  - Files: `a.ts`\n\n  - Done when: it runs\n2. [ ] Two\n');
    assert.deepEqual(
      tasks.map(({ title, files, doneWhen }) => [title, files.length, doneWhen]),
      [
        ['One', 1, 'it runs'],
        ['Two', 0, null],
      ],
    );
  });

  it('tells tasks from other list items', () => {
    const tasks = inPhases(
      '- Goal: ship it\n- [ ] One\n- Unmarked\n- Group\n  - [ ] Inner\n    - [ ] Sub\n\nText\n\n* Another list\n\n> - [ ] quoted\n\n```\n- [ ] code\n```\n\n<!--\n- [ ] hidden\n-->\n',
    );
    assert.deepEqual(
      tasks.map(({ title }) => title),
      ['One', 'Unmarked', 'Inner'],
    );
  });

  it('takes every outer list item where none has a box or an id', () => {
    assert.deepEqual(
      inPhases('1. One\n   - detail\n2. Two\n').map(({ title, notes }) => [title, notes]),
      [
        ['One', '- detail'],
        ['Two', ''],
      ],
    );
  });

  it('names sections of the grammar whatever their spelling', () => {
    const plan = parsePlan(
      '# P\n## 1. OVERVIEW and goals\n## **4) Implementation Plan:**\n- [ ] One\n## Überblick\n## Testing ##\nRisks\n-----\n',
    );
    assert.deepEqual(
      plan.sections.map(({ title }) => title),
      ['Overview & Goals', 'Implementation Phases', 'Überblick', 'Testing Strategy', 'Risks'],
    );
    assert.deepEqual(
      plan.phases.map(({ title, tasks }) => [title, tasks.length]),
      [['', 1]],
    );
  });

  it('gives each section its text without outer blank lines', () => {
    const plan = parsePlan('# P\n\n## Risks\n\n\n- a\n  b\n\n## Decisions\n## Open questions\nx');
    assert.deepEqual(
      plan.sections.map(({ body }) => body),
      ['- a\n  b', '', 'x'],
    );
    for (const { body, bodyRange } of plan.sections)
      assert.equal(plan.source.slice(bodyRange.start, bodyRange.end), body);
  });

  it('reads an imported list of tasks by its sections, below front matter', () => {
    const plan = parsePlan(
      '---\ntitle: x\n---\n# To do\n\n## Setup\n- [ ] One\n\n## About\n- no task\n\n## Build\n- [x] Two\n',
    );
    assert.equal(plan.title, 'To do');
    assert.deepEqual(
      plan.phases.map(({ title, tasks }) => [title, tasks.map((task) => task.title)]),
      [
        ['Setup', ['One']],
        ['Build', ['Two']],
      ],
    );
  });

  it('understands something of every text, with ranges inside it and in order', () => {
    const piece = fc.constantFrom(
      '# ',
      '## Implementation Phases\n',
      '### P\n',
      '- [ ] ',
      '**T1** ',
      'Files: `a`',
      '\n',
      '\r\n',
      '\t',
      '  ',
      '```\n',
      '<!--',
      '> ',
      '1. ',
      '\uFEFF',
      'Done when: x',
      '---\n',
      'a: b\n',
      '[',
      '(3h)',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        const plan = parsePlan(source);
        let end = 0;
        for (const task of plan.phases.flatMap(({ tasks }) => tasks)) {
          assert.ok(task.range.start >= end && task.range.end > task.range.start && task.range.end <= source.length);
          for (const { range, path } of task.files) {
            assert.equal(source.slice(range.start, range.end), path);
            assert.ok(range.start > task.range.start && range.end <= task.range.end);
          }
          end = task.range.end;
        }
      }),
      { numRuns: 500 },
    );
  });
});

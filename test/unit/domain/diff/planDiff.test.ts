import assert from 'node:assert/strict';
import fc from 'fast-check';
import { comparePlans, countChanges, summarizeChanges, touchesScope } from '../../../../src/domain/diff/planDiff';
import { keptOrder } from '../../../../src/domain/diff/planDiffMatch';
import type { SayChange } from '../../../../src/domain/diff/planDiffWords';
import { editPlan } from '../../../../src/domain/edit/planEdit';
import type { PlanEdit } from '../../../../src/domain/grammar/planModel';
import { renderPlan } from '../../../../src/domain/grammar/planRender';
import { drafts, habits, withHabits } from '../grammar/planTexts';

const base = `# Limits

> Why.

## Requirements & Constraints

- Answer within 10 ms.
- No new service.

## Implementation Phases

### Phase 1: Bucket

- [ ] **T1** Add the bucket store (3h)
  - Files: \`src/bucket.ts\` (new)
  - Done when: the 11th request gets 429
- [ ] **T2** Read the limits from configuration
  - Depends on: T1
- [ ] **T3** Count by API key

### Phase 2: Wire it in

- [ ] **T4** Put the middleware first
- [ ] **T5** Describe the limits

## Risks

- None.
`;

/** Changes in a short form: kind, task or title, detail, before, after. */
const short = (after: string, before = base): readonly string[] =>
  comparePlans(before, after).map(({ kind, taskId, title, detail, before: old, after: fresh }) =>
    [kind, taskId ?? title, detail, old ?? '-', fresh ?? '-'].join(' | ').replaceAll('\n', ' / '),
  );
const after = (...edits: readonly PlanEdit[]): string => editPlan(base, edits).source;
const draft = { estimate: null, files: [], dependsOn: [], doneWhen: 'it runs', notes: '' };

describe('comparePlans', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['nothing', base, []],
    [
      'line breaks, blank lines and list marks',
      base.replace(/\n/g, '\r\n').replace('- None', '- None').replace('\r\n## Risks', '\r\n\r\n\r\n## Risks'),
      [],
    ],
    [
      'an added task',
      after({
        type: 'addTask',
        phase: 'Bucket',
        after: 'T1',
        task: { ...draft, title: 'Cover admin routes', files: [{ path: 'a.ts', kind: 'new' }] },
      }),
      ['added | T6 | Phase 1: Bucket | - | files: a.ts (new) / what "done" means: it runs'],
    ],
    [
      'a removed task, and the dependency that went with it',
      after({ type: 'removeTask', task: 'T1' }),
      [
        'removed | T1 | Phase 1: Bucket | estimate: 3h / files: src/bucket.ts (new) / what "done" means: the 11th request gets 429 | -',
        'rescoped | T2 | dependencies | T1 | ',
      ],
    ],
    [
      'a task moved to another phase',
      after({ type: 'moveTask', task: 'T1', phase: 'Wire it in', after: 'T4' }),
      ['moved | T1 | to Phase 2: Wire it in, after T4 | Phase 1: Bucket, first | Phase 2: Wire it in, after T4'],
    ],
    [
      'a task moved within its phase: one of three',
      after({ type: 'moveTask', task: 'T1', phase: 'Bucket', after: 'T3' }),
      ['moved | T1 | after T3 | Phase 1: Bucket, first | Phase 1: Bucket, after T3'],
    ],
    [
      'wording and scope of one task',
      after({
        type: 'updateTask',
        task: 'T1',
        title: 'Add a store',
        estimate: '4h',
        doneWhen: 'the 12th request gets 429',
        files: [{ path: 'src/bucket.ts', kind: 'modify' }],
      }),
      [
        'rescoped | T1 | files, what "done" means | files: src/bucket.ts (new) / what "done" means: the 11th request gets 429 | files: src/bucket.ts / what "done" means: the 12th request gets 429',
        'reworded | T1 | title, estimate | title: Add the bucket store / estimate: 3h | title: Add a store / estimate: 4h',
      ],
    ],
    [
      'an acceptance in other case and punctuation',
      after({ type: 'updateTask', task: 'T1', doneWhen: 'The 11th request, gets 429.' }),
      ['reworded | T1 | what "done" means | the 11th request gets 429 | The 11th request, gets 429.'],
    ],
    ['a box', base.replace('[ ] **T4**', '[x] **T4**'), ['ticked | T4 | done | - | -']],
    [
      'title and summary',
      after({ type: 'setTitle', title: 'Caps' }, { type: 'setSummary', summary: 'So.' }),
      ['reworded | Caps | title | Limits | Caps', 'reworded | Caps | summary | Why. | So.'],
    ],
    [
      'the text of a section',
      after({ type: 'replaceSection', section: 'Risks', body: '- One.' }),
      ['reworded | Risks | text | - None. | - One.'],
    ],
    [
      'text beside the tasks',
      base.replace('### Phase 2: Wire it in', '### Phase 2: Wire it in\n\nCarefully.'),
      ['reworded | Implementation Phases | text |  | Carefully.'],
    ],
    [
      'items of the requirements',
      after({
        type: 'replaceSection',
        section: 'Requirements & Constraints',
        body: '- answer within 10 ms\n- Works offline',
      }),
      ['rescoped | Requirements & Constraints | items | No new service. | Works offline'],
    ],
    [
      'wording of the requirements',
      after({
        type: 'replaceSection',
        section: 'Requirements & Constraints',
        body: '- No new service\n- answer within 10 ms',
      }),
      [
        'reworded | Requirements & Constraints | text | - Answer within 10 ms. / - No new service. | - No new service / - answer within 10 ms',
      ],
    ],
    [
      'sections that come, go and move',
      base.replace('## Risks\n\n- None.\n', '').replace('## Requirements', '## Decisions\n\nOne.\n\n## Requirements'),
      ['reworded | Decisions | new section | - | One.', 'reworded | Risks | section removed | - None. | -'],
    ],
    [
      'a phase that was renamed',
      after({ type: 'renamePhase', phase: 'Bucket', title: 'Store' }),
      ['reworded | Phase 1: Store | phase | Phase 1: Bucket | Phase 1: Store'],
    ],
    [
      'an empty phase',
      after({ type: 'addPhase', title: 'Roll-out', after: null }),
      ['reworded | Phase 3: Roll-out | new phase | - | Phase 3: Roll-out'],
    ],
  ];
  for (const [name, text, expected] of cases)
    it(`tells ${name}`, () => {
      assert.deepEqual(short(text), expected);
    });

  it('keeps sections apart that have the same heading', () => {
    const twice = `${base}\n## Notes\n\nOne.\n\n## Notes\n\nTwo.\n\n## Requirements & Constraints\n\n- Works offline.\n`;
    assert.deepEqual(short(twice.replace('Two.', 'Three.'), twice), ['reworded | Notes | text | Two. | Three.']);
    assert.deepEqual(short(twice.replace('- Works offline.', '- Works.'), twice), [
      'rescoped | Requirements & Constraints | items | Works offline. | Works.',
    ]);
  });

  it('tells a moved phase of ten tasks as one change', () => {
    const phase = (number: number, first: number): string =>
      `### Phase ${number}: Part ${'ABC'[Math.floor(first / 10)]}\n\n${Array.from({ length: 10 }, (_, at) => `- [ ] **T${first + at + 1}** Task ${first + at + 1}`).join('\n')}\n`;
    const text = (...phases: readonly string[]): string => `# P\n\n## Implementation Phases\n\n${phases.join('\n')}`;
    const before = text(phase(1, 0), phase(2, 10), phase(3, 20));
    assert.deepEqual(short(text(phase(1, 20), phase(2, 0), phase(3, 10)), before), [
      'moved | Phase 1: Part C | first | after Phase 2: Part B | first',
    ]);
    const merged = text(phase(1, 0), phase(2, 10) + phase(3, 20).replace(/^.*\n\n/, ''));
    assert.deepEqual(short(merged, before), [
      'moved | Phase 3: Part C | 10 tasks to Phase 2: Part B | Phase 3: Part C | Phase 2: Part B',
    ]);
  });

  it('finds tasks again that had no id, by title and by likeness', () => {
    const before =
      '# P\n\n## Tasks\n\n- Add the bucket store\n- Read the limits from configuration\n- Write the docs\n';
    const changed =
      '# P\n\n## Tasks\n\n- [x] **T1** Read the limits from the environment\n- [ ] **T2** Add the bucket store\n- [ ] **T3** Ship\n';
    assert.deepEqual(short(changed, before), [
      'added | T3 | Phase 1 | - | ',
      'removed | Write the docs | Phase 1 |  | -',
      'moved | T1 | first | Phase 1, after Add the bucket store | Phase 1, first',
      'reworded | T1 | title | Read the limits from configuration | Read the limits from the environment',
      'ticked | T1 | done | - | -',
    ]);
  });

  it('tells what was split and what was merged', () => {
    const split = after(
      { type: 'removeTask', task: 'T4' },
      { type: 'addTask', phase: 'Wire it in', after: null, task: { ...draft, title: 'Put the auth middleware first' } },
      { type: 'addTask', phase: 'Wire it in', after: null, task: { ...draft, title: 'Put the log middleware first' } },
    );
    const details = (before: string, text: string): readonly string[] =>
      comparePlans(before, text).map(({ kind, taskId, detail }) => `${kind} ${taskId} ${detail}`);
    assert.deepEqual(details(base, split), [
      'added T6 Phase 2: Wire it in, split from T4',
      'added T7 Phase 2: Wire it in, split from T4',
      'removed T4 Phase 2: Wire it in, split into T6, T7',
    ]);
    assert.deepEqual(details(split, base), [
      'added T4 Phase 2: Wire it in, merged from T6, T7',
      'removed T6 Phase 2: Wire it in, merged into T4',
      'removed T7 Phase 2: Wire it in, merged into T4',
    ]);
  });

  it('says it in the words that it is given', () => {
    const say: SayChange = (key, ...args) => `<${[key, ...args].join(' ')}>`;
    const edited = after(
      { type: 'moveTask', task: 'T3', phase: 'Wire it in', after: 'T4' },
      { type: 'updateTask', task: 'T1', estimate: '5h', doneWhen: 'the 21st request gets 429' },
    );
    assert.deepEqual(
      comparePlans(base, edited, say).map(({ detail }) => detail),
      ['<to Phase 2: Wire it in, <after T4>>', '<doneWhen>', '<estimate>'],
    );
  });

  it('tells nothing of how a plan is written, and each change of one that was edited', () => {
    fc.assert(
      fc.property(drafts, habits, (plan, habit) => {
        const text = renderPlan(plan);
        const written = withHabits(text, { ...habit, strangers: false, flat: false });
        assert.deepEqual(comparePlans(text, written), []);
        const tasks = plan.phases.flatMap((phase) => phase.tasks);
        if (tasks.length === 0) return;
        const { source } = editPlan(written, [{ type: 'updateTask', task: 'T1', title: 'Another title' }]);
        assert.deepEqual(
          comparePlans(text, source).map(({ kind, taskId, detail }) => [kind, taskId, detail]),
          [['reworded', 'T1', 'title']],
        );
        assert.deepEqual(
          comparePlans(text, editPlan(written, [{ type: 'removeTask', task: 'T1' }]).source)[0]?.kind,
          'removed',
        );
      }),
    );
  });
});

describe('summaries of changes', () => {
  const changes = comparePlans(base, after({ type: 'removeTask', task: 'T1' }, { type: 'removeTask', task: 'T5' }));

  it('counts by kind', () => {
    assert.equal(summarizeChanges(changes), '2 removed, 1 re-scoped');
    assert.deepEqual(countChanges(changes), { added: 0, removed: 2, moved: 0, rescoped: 1, reworded: 0, ticked: 0 });
    assert.equal(summarizeChanges([]), 'no changes');
  });

  it('knows which changes an approval does not cover', () => {
    assert.equal(changes.every(touchesScope), true);
    assert.equal(
      comparePlans(
        base,
        after(
          { type: 'moveTask', task: 'T1', phase: '2', after: null },
          { type: 'updateTask', task: 'T1', title: 'x', estimate: null },
        ),
      ).some(touchesScope),
      false,
    );
  });
});

describe('keptOrder', () => {
  it('keeps as many as possible', () => {
    assert.deepEqual(keptOrder([3, 0, 1, 2]), new Set([1, 2, 3]));
    assert.deepEqual(keptOrder([]), new Set());
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(20), { maxLength: 7 }), (numbers) => {
        const rising = (at: readonly number[]): boolean =>
          at.every((one, index) => index === 0 || (numbers[at[index - 1] ?? 0] ?? 0) < (numbers[one] ?? 0));
        const kept = Array.from(keptOrder(numbers)).sort((a, b) => a - b);
        assert.ok(rising(kept));
        let best = 0;
        for (let mask = 0; mask < 1 << numbers.length; mask++) {
          const chosen = numbers.map((_, at) => at).filter((at) => mask & (1 << at));
          if (rising(chosen)) best = Math.max(best, chosen.length);
        }
        assert.equal(kept.length, best);
      }),
    );
  });
});

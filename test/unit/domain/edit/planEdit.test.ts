import assert from 'node:assert/strict';
import { UserError } from '../../../../src/domain/errors';
import { editPlan } from '../../../../src/domain/edit/planEdit';
import { applyEdits } from '../../../../src/domain/edit/planEditText';
import type { DraftTask, PlanEdit } from '../../../../src/domain/grammar/planModel';

const plan = (tasks: string): string =>
  `# P\n\n## Implementation Phases\n\n### Phase 1: One\n\n${tasks}\n\n### Phase 2: Two\n`;
const draft: DraftTask = { title: 'New', estimate: null, files: [], dependsOn: [], doneWhen: '', notes: '' };
const edited = (source: string, ...edits: readonly PlanEdit[]): string => editPlan(source, edits).source;

const refuses = (source: string, edit: PlanEdit, reason: RegExp): void => {
  assert.throws(
    () => editPlan(source, [edit]),
    (error) => error instanceof UserError && error.code === 'invalidInput' && reason.test(String(error.args['reason'])),
  );
};

describe('editPlan', () => {
  it('takes a field away and puts another one in its place', () => {
    const source = plan('- [ ] **T1** A\n\n  - Depends on: T2\n\n- [ ] **T2** B');
    const made = edited(source, { type: 'updateTask', task: 'T1', dependsOn: [], doneWhen: 'it runs' });
    assert.match(made, /\*\*T1\*\* A\n\s*- Done when: it runs\n/);
    assert.doesNotMatch(made, /Depends on/);
  });

  const cases: readonly (readonly [string, string, PlanEdit, string])[] = [
    [
      'keeps the words of files that stay',
      '- [ ] **T1** One\n  - Files: `a.ts:12-40`, `b.ts` (new), c.ts',
      {
        type: 'updateTask',
        task: 'T1',
        files: [
          { path: 'd.ts', kind: 'delete' },
          { path: 'a.ts', kind: 'modify' },
          { path: 'b.ts', kind: 'new' },
        ],
      },
      '- [ ] **T1** One\n  - Files: `d.ts` (delete), `a.ts:12-40`, `b.ts` (new)',
    ],
    [
      'closes bold that began before the id',
      '- **T1: One** more (3h)',
      { type: 'updateTask', task: 't1', title: 'Other' },
      '- **T1: Other** (3h)',
    ],
    [
      'keeps bold around a title',
      '- [ ] T1: **One** (3h)',
      { type: 'updateTask', task: 'T1', title: 'Other', estimate: '4h' },
      '- [ ] T1: **Other** (4h)',
    ],
    [
      'removes an estimate',
      '- [ ] **T1** One (3h)',
      { type: 'updateTask', task: 'T1', estimate: null },
      '- [ ] **T1** One',
    ],
    [
      'adds an estimate',
      '- [ ] **T1** **One**',
      { type: 'updateTask', task: 'T1', estimate: '2d' },
      '- [ ] **T1** **One** (2d)',
    ],
    [
      'changes a labelled estimate',
      '- [ ] **T1** One\n  - Effort: 3h',
      { type: 'updateTask', task: 'T1', estimate: '2d' },
      '- [ ] **T1** One\n  - Effort: 2d',
    ],
    [
      'adds fields in their order and in the style of their neighbours',
      '- [ ] **T1** One\n  * **Depends on:** T2\n- [ ] **T2** Two',
      { type: 'updateTask', task: 'T1', files: [{ path: 'a.ts', kind: 'new' }], doneWhen: 'it runs' },
      '- [ ] **T1** One\n  * Files: `a.ts` (new)\n  * **Depends on:** T2\n  * Done when: it runs\n- [ ] **T2** Two',
    ],
    [
      'adds a field below wrapped text',
      '- [ ] **T1** One\n  goes on\n\n  Notes',
      { type: 'updateTask', task: 'T1', doneWhen: 'it runs' },
      '- [ ] **T1** One\n  goes on\n  - Done when: it runs\n\n  Notes',
    ],
    [
      'replaces a list of criteria',
      '- [ ] **T1** One\n  - Acceptance:\n    - a\n    - b\n  - Notes',
      { type: 'updateTask', task: 'T1', doneWhen: 'it runs' },
      '- [ ] **T1** One\n  - Acceptance: it runs\n  - Notes',
    ],
    [
      'counts on in a numbered list',
      '9. [ ] **T9** One\n   - Done when: x',
      { type: 'addTask', phase: 'one', after: 'T9', task: { ...draft, dependsOn: ['T9'], notes: 'Text' } },
      '9. [ ] **T9** One\n   - Done when: x\n10. [ ] **T10** New\n    - Depends on: T9\n\n    Text',
    ],
    [
      'adds a task between tasks with blank lines, in a nested list',
      '* Group\n\n  * [ ] **T1** One\n\n  * [ ] **T2** Two',
      { type: 'addTask', phase: 'phase 1', after: 'T1', task: draft },
      '* Group\n\n  * [ ] **T1** One\n\n  * [ ] **T3** New\n\n  * [ ] **T2** Two',
    ],
    [
      'drops a removed task from lists of dependencies, keeps words around',
      '- [ ] **T1** One\n- [ ] **T2** Two\n  - Depends on: T1\n- [ ] **T3** Three\n  - Depends on: T2, T1 and T4\n- [ ] **T4** Four\n  - Depends on: T1 (its schema), T2',
      { type: 'removeTask', task: 'T1' },
      '- [ ] **T2** Two\n- [ ] **T3** Three\n  - Depends on: T2, T4\n- [ ] **T4** Four\n  - Depends on:  (its schema), T2',
    ],
    [
      'replaces notes wherever they stand, and nothing else',
      '- [ ] **T1** One\n  goes on\n  - Files: `a.ts`\n\n  Old\n\n  - Done when: x\n    - y\n\n  Older\n- [ ] **T2** Two',
      { type: 'updateTask', task: 'T1', notes: 'New\n\n- text\n' },
      '- [ ] **T1** One\n  - Files: `a.ts`\n\n  - Done when: x\n    - y\n\n  New\n\n  - text\n- [ ] **T2** Two',
    ],
    [
      'leaves notes that stay as they are written',
      '- [ ] **T1** One\n\n   Old\n   words\n- [ ] **T2** Two',
      { type: 'updateTask', task: 'T1', title: 'Other', notes: 'Old\nwords' },
      '- [ ] **T1** Other\n\n   Old\n   words\n- [ ] **T2** Two',
    ],
    [
      'adds a task before the first one, as that is written',
      '1. [ ] **T1** One\n\n2. [ ] **T2** Two',
      { type: 'addTask', phase: 'One', after: null, before: 'T1', task: draft },
      '1. [ ] **T3** New\n\n1. [ ] **T1** One\n\n2. [ ] **T2** Two',
    ],
    [
      'adds a task before a later one',
      '- [ ] **T1** One\n- [ ] **T2** Two',
      { type: 'addTask', phase: 'One', after: null, before: 'T2', task: draft },
      '- [ ] **T1** One\n- [ ] **T3** New\n- [ ] **T2** Two',
    ],
    [
      'moves a task before the first one',
      '- [ ] **T1** One\n- [x] **T2** Two\n  text',
      { type: 'moveTask', task: 'T2', phase: 'One', after: null, before: 'T1' },
      '- [x] **T2** Two\n  text\n- [ ] **T1** One',
    ],
    [
      'leaves a task that is before the other one already',
      '- [ ] **T1** One\n- [ ] **T2** Two',
      { type: 'moveTask', task: 'T1', phase: 'One', after: null, before: 'T2' },
      '- [ ] **T1** One\n- [ ] **T2** Two',
    ],
    [
      'moves a task with its indentation',
      '- Group\n    - [x] **T1** One\n      text\n        code\n- [ ] **T2** Two',
      { type: 'moveTask', task: 'T1', phase: '1', after: 'T2' },
      '- Group\n- [ ] **T2** Two\n- [x] **T1** One\n  text\n    code',
    ],
  ];
  for (const [name, before, edit, after] of cases)
    it(name, () => {
      assert.equal(edited(plan(before), edit), plan(after));
    });

  it('adds the first task of a phase below its heading, and one at the end of a text without a final line break', () => {
    const source = plan('- [ ] **T1** One').trimEnd();
    const once = edited(source, { type: 'addTask', phase: 'Two', after: null, task: draft });
    assert.equal(once, `${source}\n\n- [ ] **T2** New`);
    assert.equal(
      edited(once, { type: 'addTask', phase: 'Two', after: null, task: draft }),
      `${once}\n- [ ] **T3** New`,
    );
  });

  it('lets a later edit name a task that an earlier one added, by title', () => {
    const source = edited(
      plan('- [ ] **T1** One'),
      { type: 'addTask', phase: 'One', after: null, task: draft },
      { type: 'updateTask', task: 'T1', dependsOn: ['new'] },
    );
    assert.equal(source, plan('- [ ] **T1** One\n  - Depends on: T2\n- [ ] **T2** New'));
  });

  it('never gives an id again', () => {
    const source = plan('- [ ] **T1** One\n- [ ] **T2** Two\n- See T4.');
    const { source: after } = editPlan(
      source,
      [
        { type: 'removeTask', task: 'T2' },
        { type: 'addTask', phase: 'One', after: 'T1', task: draft },
        { type: 'addTask', phase: 'One', after: 'T1', task: draft },
      ],
      ['T5', 'API-7'],
    );
    assert.match(after, /\*\*T1\*\* One\n- \[ \] \*\*T7\*\* New\n- \[ \] \*\*T6\*\* New\n/);
  });

  it('numbers a new last phase like the others', () => {
    assert.equal(
      edited(plan('- [ ] **T1** One'), { type: 'addPhase', title: 'Three', after: null }),
      `${plan('- [ ] **T1** One')}\n### Phase 3: Three\n`,
    );
    assert.equal(
      edited(plan('- [ ] **T1** One'), { type: 'addPhase', title: 'Three', after: 'One' }),
      plan('- [ ] **T1** One\n\n### Three'),
    );
  });

  it('adds a phase before another one, the first included', () => {
    const tasks = '- [ ] **T1** One';
    assert.equal(
      edited(plan(tasks), { type: 'addPhase', title: 'Zero', after: null, before: 'One' }),
      plan(tasks).replace('### Phase 1', '### Zero\n\n### Phase 1'),
    );
    assert.equal(
      edited(plan(tasks), { type: 'addPhase', title: 'Between', after: null, before: 'Two' }),
      plan(`${tasks}\n\n### Between`),
    );
    refuses(
      '## Implementation Phases\n\n- [ ] **T1** One\n',
      { type: 'addPhase', title: 'Zero', after: null, before: '1' },
      /no heading/,
    );
  });

  it('adds a section of any title at the end, and removes one', () => {
    const source = plan('- [ ] **T1** One');
    const made = edited(source, { type: 'replaceSection', section: 'Rollback', body: 'Undo it.' });
    assert.equal(made, `${source}\n## Rollback\n\nUndo it.\n`);
    assert.equal(edited(made, { type: 'removeSection', section: 'rollback' }), source);
    const risky = source.replace('## Imp', '## Risks\n\n- One\n\n## Imp');
    assert.equal(edited(risky, { type: 'removeSection', section: 'Risks' }), source);
  });

  it('adds what is missing: title, summary, sections of the grammar, the phases', () => {
    assert.equal(
      edited(
        '',
        { type: 'setTitle', title: 'P' },
        { type: 'setSummary', summary: 'Why\nso.' },
        { type: 'replaceSection', section: 'decisions', body: 'One.\n\n# Two' },
        { type: 'addPhase', title: 'Start', after: null },
        { type: 'appendToSection', section: 'Overview and Goals', body: '- a' },
        { type: 'appendToSection', section: 'Overview', body: '- b' },
        { type: 'addTask', phase: 'Start', after: null, task: draft },
      ),
      '# P\n\n> Why so.\n\n## Overview & Goals\n\n- a\n- b\n\n## Implementation Phases\n\n### Phase 1: Start\n\n- [ ] **T1** New\n\n## Decisions\n\nOne.\n\n### Two\n',
    );
  });

  it('keeps CRLF in what it adds', () => {
    const source = plan('- [ ] **T1** One').replaceAll('\n', '\r\n');
    const after = edited(
      source,
      { type: 'addTask', phase: 'One', after: null, task: { ...draft, doneWhen: 'x', notes: 'a\n\nb' } },
      { type: 'replaceSection', section: 'Risks', body: 'a\nb' },
    );
    assert.doesNotMatch(after, /(?<!\r)\n|\r(?!\n)/);
  });

  it('refuses what does not exist, naming what does', () => {
    const source = plan('- [ ] **T1** One\n- [ ] **T2** Two');
    refuses(source, { type: 'removeTask', task: 'T9' }, /T9.*T1, T2/);
    refuses(
      source,
      { type: 'addTask', phase: 'Three', after: null, task: draft },
      /Three.*"Phase 1: One", "Phase 2: Two"/,
    );
    refuses(source, { type: 'moveTask', task: 'T1', phase: 'Two', after: 'T2' }, /T2.*none/);
    refuses(source, { type: 'moveTask', task: 'T1', phase: 'One', after: 'T1' }, /itself/);
    refuses(source, { type: 'updateTask', task: 'T1', dependsOn: ['Three'] }, /Three.*T1, T2/);
    refuses(source, { type: 'updateTask', task: 'T1', title: ' ' }, /empty/);
    refuses(source, { type: 'moveTask', task: 'T1', phase: 'One', after: null, before: 'T1' }, /itself/);
    refuses(source, { type: 'addTask', phase: 'Two', after: null, before: 'T1', task: draft }, /T1.*none/);
    refuses(source, { type: 'appendToSection', section: 'Budget', body: 'x' }, /Budget.*"Implementation Phases"/);
    refuses(source, { type: 'replaceSection', section: 'Budget', body: '' }, /Budget.*"Implementation Phases"/);
    refuses('## First\n\n- [ ] **T1** One\n', { type: 'removeSection', section: 'First' }, /removePhase/);
    refuses('## First\n\n- [ ] **T1** One\n', { type: 'replaceSection', section: 'First', body: 'x' }, /removePhase/);
    refuses('## First\n\n- [ ] **T1** One\n', { type: 'appendToSection', section: 'First', body: '- x' }, /addTask/);
    refuses(source, { type: 'removeSection', section: 'Budget' }, /Budget.*"Implementation Phases"/);
    refuses(source, { type: 'removeSection', section: 'Implementation phases' }, /removeTask/);
    refuses(source, { type: 'replaceSection', section: 'Implementation phases', body: 'x' }, /addTask/);
  });
});

describe('applyEdits', () => {
  it('takes edits in any order and refuses overlaps', () => {
    const edits = [
      { range: { start: 3, end: 4 }, text: 'D' },
      { range: { start: 1, end: 1 }, text: '-' },
      { range: { start: 1, end: 3 }, text: '' },
    ];
    assert.equal(applyEdits('abcde', edits), 'a-De');
    assert.throws(() => applyEdits('abcde', [...edits, { range: { start: 2, end: 3 }, text: '' }]), RangeError);
    assert.throws(() => applyEdits('abc', [{ range: { start: 2, end: 4 }, text: '' }]), RangeError);
  });
});

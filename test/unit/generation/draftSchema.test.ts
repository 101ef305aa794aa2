import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PlanDraft } from '../../../src/domain/grammar/planModel';
import { readDraft, readRevision } from '../../../src/generation/draftSchema';

const task = { title: 'Add it', estimate: null, files: [], dependsOn: [], doneWhen: '', notes: '' };
const draft: PlanDraft = {
  title: 'Limits',
  summary: 'Why.',
  sections: [{ title: 'Risks', body: '- None.' }],
  phases: [
    {
      title: 'Phase 1: Bucket',
      tasks: [{ ...task, estimate: '3h', files: [{ path: 'src/a.ts', kind: 'new' }], doneWhen: 'it runs' }],
    },
  ],
};

const valueOf = (input: unknown): PlanDraft => {
  const read = readDraft(input);
  assert.ok('value' in read, JSON.stringify(read));
  return read.value;
};
const issuesOf = (input: unknown): readonly string[] => {
  const read = readDraft(input);
  assert.ok('issues' in read, JSON.stringify(read));
  return read.issues;
};

describe('readDraft', () => {
  it('takes what was asked for as it is, as an object or as JSON text', () => {
    assert.deepEqual(valueOf(draft), draft);
    assert.deepEqual(valueOf(JSON.stringify(draft)), draft);
    assert.deepEqual(valueOf({ plan: draft }), draft);
  });

  it('understands other names, lists for texts and texts for lists', () => {
    assert.deepEqual(
      valueOf({
        name: 'Limits',
        description: 'Why.',
        sections: { Risks: ['None.'], 'Implementation Phases': 'see below' },
        phases: [
          {
            name: 'Bucket',
            tasks: [
              {
                name: '[ ] **T1** Add it (3h)',
                files: './src/a.ts (create)',
                acceptance_criteria: ['it runs'],
                depends_on: 'none',
              },
            ],
          },
          { name: 'Empty', tasks: [] },
        ],
      }),
      draft,
    );
  });

  it('takes a bare list of tasks for one phase', () => {
    assert.deepEqual(
      valueOf({ title: 'Limits', tasks: ['1. Add it', { title: 'Ship it', estimate: 2, depends_on: ['Add it'] }] })
        .phases,
      [
        {
          title: 'Phase 1: Implementation',
          tasks: [task, { ...task, title: 'Ship it', estimate: '2h', dependsOn: ['1'] }],
        },
      ],
    );
  });

  it('turns the ids of the model into positions', () => {
    const phases = (...tasks: readonly object[]): unknown => [
      { title: 'A', tasks: tasks.slice(0, 1) },
      { title: 'B', tasks: tasks.slice(1) },
    ];
    const dependencies = (...tasks: readonly object[]): readonly (readonly string[])[] =>
      valueOf({ title: 'x', phases: phases(...tasks) }).phases.flatMap((phase) =>
        phase.tasks.map(({ dependsOn }) => dependsOn),
      );
    assert.deepEqual(dependencies({ id: 'T7', title: 'a' }, { id: 'T9', title: 'b', dependsOn: ['T7'] }), [[], ['1']]);
    assert.deepEqual(dependencies({ id: 3, title: 'a' }, { title: 'b', dependsOn: [3] }), [[], ['1']]);
    assert.deepEqual(dependencies({ title: 'a' }, { title: 'b', dependsOn: 'Task 1, a' }), [[], ['1', '1']]);
    assert.deepEqual(dependencies({ title: 'a' }, { title: 'b', dependsOn: [{ id: 'T1' }] }), [[], ['1']]);
  });

  it('reads section texts: repeated headings, line breaks escaped twice, one section twice', () => {
    assert.deepEqual(
      valueOf({
        ...draft,
        sections: [
          { title: 'Risks', content: '## Risks\n\nOne.' },
          { heading: 'Overview and Goals', text: 'A.\\nB.' },
          { title: '2. Risks', items: ['Two.'] },
        ],
      }).sections,
      [
        { title: 'Risks', body: '\nOne.\n\n- Two.' },
        { title: 'Overview and Goals', body: 'A.\nB.' },
      ],
    );
  });

  it('drops estimates that are none', () => {
    const estimates = ['3 h', '(2d)', 'medium', '', 1.5, null].map(
      (estimate) => valueOf({ title: 'x', tasks: [{ title: 'a', estimate }] }).phases[0]?.tasks[0]?.estimate,
    );
    assert.deepEqual(estimates, ['3 h', '2d', null, null, '1.5h', null]);
  });

  const refused: readonly (readonly [string, unknown, readonly RegExp[]])[] = [
    ['an error text', 'Error: 429 Too Many Requests', [/^the draft: .*object/]],
    ['nothing', '', [/^the draft: /]],
    ['an error object', { error: { message: 'overloaded' } }, [/^title: give a text/, /^phases: give a list/]],
    ['a cut JSON text', '{"title": "x", "phases": [', [/^the draft: /]],
    ['no tasks at all', { title: 'x', phases: [{ title: 'a', tasks: [] }] }, [/^phases: give at least one phase/]],
    [
      'JSON where words belong',
      {
        ...draft,
        sections: [
          { title: 'Risks', body: '{"risk": 1}' },
          { title: 'Decisions', body: { a: 1 } },
        ],
      },
      [/^sections\[0\]\.body: is JSON/, /^sections\[1\]\.body: give a text/],
    ],
    [
      'a task without a title',
      { title: 'x', tasks: [{ doneWhen: 'y' }] },
      [/^phases\[0\]\.tasks\[0\]\.title: give a text/],
    ],
    [
      'an unknown kind of file',
      { title: 'x', tasks: [{ title: 'a', files: [{ path: 'b', kind: 'rename' }] }] },
      [/files\[0\]\.kind: .*"modify"\|"new"\|"delete"/],
    ],
    [
      'a dependency on nothing',
      { title: 'x', tasks: [{ title: 'a', dependsOn: ['Deploy'] }] },
      [/dependsOn: "Deploy" is no task; give positions from 1 to 1/],
    ],
  ];
  for (const [name, input, expected] of refused)
    it(`refuses ${name}, saying why`, () => {
      const issues = issuesOf(input);
      assert.equal(issues.length, expected.length, issues.join('\n'));
      expected.forEach((pattern, at) => assert.match(issues[at] ?? '', pattern));
    });

  it('answers every input with a value or reasons', () => {
    const key = fc.constantFrom(
      'title',
      'phases',
      'tasks',
      'sections',
      'body',
      'files',
      'dependsOn',
      'kind',
      'path',
      'estimate',
      'id',
    );
    const input = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, 1, true, '', 'x', '[1]', '{"a":1}', '- y'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(key, tie('any'), { maxKeys: 5 }),
      ),
    })).any;
    fc.assert(
      fc.property(input, (value) => {
        for (const read of [readDraft(value), readRevision(value)])
          assert.ok('value' in read || read.issues.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('readRevision', () => {
  const cases: readonly (readonly [string, unknown, readonly object[]])[] = [
    ['one edit', { type: 'removeTask', task: ' T1 ' }, [{ type: 'removeTask', task: 'T1' }]],
    ['a bare list', [{ type: 'set_title', title: 'x' }], [{ type: 'setTitle', title: 'x' }]],
    ['JSON text', { edits: '[{"type":"setSummary","summary":"x"}]' }, [{ type: 'setSummary', summary: 'x' }]],
    [
      'other names',
      {
        edits: [
          { action: 'replace_section', section_title: 'Risks', content: ['a', 'b'] },
          { type: 'move-task', task_id: 'T1', phase: 2, after: '' },
          { type: 'addPhase', title: 'Zero', before: 'One', after: null },
          { type: 'remove_section', heading: '## Risks' },
        ],
      },
      [
        { type: 'replaceSection', section: 'Risks', body: '- a\n- b' },
        { type: 'moveTask', task: 'T1', phase: '2', after: null },
        { type: 'addPhase', title: 'Zero', after: null, before: 'One' },
        { type: 'removeSection', section: 'Risks' },
      ],
    ],
    [
      'a new task given apart, whole or flat',
      {
        edits: [
          { type: 'addTask', phase: 'A', newTask: { title: 'Add it' } },
          { type: 'addTask', phase: 'A', after: 'T1', task: task },
          { type: 'addTask', phase: 'A', title: 'Add it', dependsOn: ['T3'] },
        ],
      },
      [
        { type: 'addTask', phase: 'A', after: null, task },
        { type: 'addTask', phase: 'A', after: 'T1', task },
        { type: 'addTask', phase: 'A', after: null, task: { ...task, dependsOn: ['T3'] } },
      ],
    ],
    [
      'changes apart, and only those given',
      {
        edits: [
          { type: 'updateTask', task: 'T1', changes: { title: '**T1** New (2h)', depends_on: 'T2, none' } },
          { type: 'updateTask', task: { id: 'T2', estimate: '' } },
          { type: 'updateTask', task: 'T3', acceptance: ['a', 'b'], files: ['x.ts (new)'], description: ['c'] },
        ],
      },
      [
        { type: 'updateTask', task: 'T1', title: 'New', estimate: '2h', dependsOn: ['T2'] },
        { type: 'updateTask', task: 'T2', estimate: null },
        { type: 'updateTask', task: 'T3', files: [{ path: 'x.ts', kind: 'new' }], doneWhen: 'a; b', notes: '- c' },
      ],
    ],
  ];
  for (const [name, input, expected] of cases)
    it(`reads ${name}`, () => {
      const read = readRevision(input);
      assert.ok('value' in read, JSON.stringify(read));
      assert.deepEqual(
        read.value.edits.map((edit) =>
          'task' in edit && typeof edit.task === 'object' ? { ...edit, task: { ...edit.task } } : { ...edit },
        ),
        expected,
      );
    });

  it('keeps the words about the change', () => {
    const read = readRevision({ summary: 'Covers admins.', edits: [{ type: 'setTitle', title: 'x' }] });
    assert.ok('value' in read);
    assert.equal(read.value.summary, 'Covers admins.');
  });

  it('says what is wrong with an edit', () => {
    const read = readRevision({
      edits: [
        { type: 'explode' },
        { type: 'addTask', phase: 'A' },
        3,
        { type: 'replaceSection', section: 'Risks', body: '[{"a":1}]' },
        { type: 'moveTask', task: 'T1', phase: 'A', after: 'T2', before: 'T3' },
      ],
    });
    assert.ok('issues' in read);
    assert.match(
      read.issues.join('\n'),
      /edits\[0\]\.type: .*removeTask.*\nedits\[1\]\.task\.title: give a text\nedits\[2\]: .*\nedits\[3\]\.body: is JSON[^\n]*\nedits\[4\]: give either after or before/,
    );
  });
});

import assert from 'node:assert/strict';
import { type Behaviour, call, check, say } from '../../support/behaviours';
import { draft } from '../../support/scriptedProvider';

const plan = draft('Limits');
const task = plan.phases[0]!.tasks[0]!;
const made = { state: 'complete', plans: 1 } as const;
/** A plan of two tasks, cut inside the second one. */
const cutPlan = JSON.stringify({ ...plan, phases: [{ title: 'Begin', tasks: [task, { ...task, title: 'Second' }] }] });

/** The draft without its last section and any acceptance, and with an empty first section. */
const incomplete = {
  ...plan,
  sections: plan.sections.slice(0, -1).map((section, at) => (at === 0 ? { ...section, body: '' } : section)),
  phases: [{ title: 'Begin', tasks: [{ ...task, doneWhen: '' }] }],
};
const addition = (title: string, path: string) => ({
  edits: [
    { type: 'addTask', phase: 'Begin', newTask: { ...task, title, files: [{ path, kind: 'modify' }], doneWhen: '' } },
  ],
});
const correction = {
  edits: [{ type: 'updateTask', task: 'T2', files: [{ path: 'src/app.ts', kind: 'modify' }], doneWhen: 'it runs' }],
};
const revised = { state: 'complete', withPlan: true, versions: ['proposed', 'accepted'] } as const;

const rows: readonly Behaviour[] = [
  {
    name: 'a plan with a wrong path stands when the model only says that it is corrected',
    answers: [call('create_plan', draft('Limits', 'src/ap.ts')), say('Corrected.')],
    ...made,
    content: /`src\/ap\.ts`/,
  },
  {
    name: 'a plan with a wrong path stands when the turn is stopped while it is corrected',
    answers: [
      call('create_plan', draft('Limits', 'src/ap.ts')),
      [{ text: 'Correcting.' }, { wait: new Promise(() => undefined) }],
    ],
    stopAt: 'text',
    ...made,
    text: 'Correcting.',
    content: /`src\/ap\.ts`/,
  },
  {
    name: 'a corrected plan takes the place of the one that went back although a call beside it is cut',
    answers: [
      call('create_plan', draft('Limits', 'src/ap.ts')),
      [
        ...call('create_plan', plan).slice(0, 1),
        { toolCall: { id: 'cut', name: 'read_file', arguments: '{"pa' } },
        { finish: 'length' },
        { done: true },
      ],
    ],
    ...made,
    requests: 2,
    content: /`src\/app\.ts`/,
  },
  {
    name: 'a plan that was cut is corrected as a whole',
    answers: [
      [
        { toolCall: { id: 'c', name: 'create_plan', arguments: cutPlan.replace(/("Second").*/, '$1,"esti') } },
        { finish: 'length' },
        { done: true },
      ],
      call('create_plan', {
        phases: [
          { title: 'Begin', tasks: [{ ...task, title: 'Second', files: [{ path: 'src/ap.ts', kind: 'modify' }] }] },
        ],
      }),
      call('create_plan', { ...plan, phases: [{ title: 'Begin', tasks: [{ ...task, title: 'Only one' }] }] }, 'Here.'),
    ],
    ...made,
    content: /^# Limits(?![^]*Build Limits)(?![^]*T2)[^]*\*\*T1\*\* Only one/,
  },
  {
    name: 'a plan that lacks sections or acceptance goes back once',
    answers: [call('create_plan', incomplete), call('create_plan', plan, 'Here.')],
    ...made,
    requests: 2,
    content: /Done when/,
    sent: (bodies) =>
      assert.match(
        bodies[1].messages.at(-1).content,
        /- The section "Overview & Goals" is empty\.\n- The section "Maintenance & Monitoring" is missing\.\n- T1 does not say when it is done\./,
      ),
  },
  {
    name: 'a plan that still lacks them stands',
    answers: [call('create_plan', incomplete), call('create_plan', incomplete, 'Here.')],
    ...made,
    requests: 2,
  },
  {
    name: 'what a revision brings in goes back once, and the correction builds on it',
    answers: [
      call('revise_plan', addition('Ship it', 'src/ap.ts'), 'Added.'),
      call('revise_plan', correction, 'Corrected.'),
    ],
    ...revised,
    text: 'Added.\n\nCorrected.',
    requests: 2,
    content: /\*\*T2\*\* Ship it \(2h\)\n {2}- Files: `src\/app\.ts`\n {2}- Done when: it runs/,
    sent: (bodies) =>
      assert.match(
        bodies[1].messages.at(-1).content,
        /- T2 does not say when it is done\.\n- The file src\/ap\.ts does not exist; the nearest is src\/app\.ts\./,
      ),
  },
  {
    name: 'a revision stands when the model only says that it is corrected',
    answers: [call('revise_plan', addition('Ship it', 'src/ap.ts')), say('Corrected.')],
    ...revised,
    content: /Ship it/,
  },
  {
    name: 'a revision goes back no second time',
    answers: [
      call('revise_plan', addition('Ship it', 'src/ap.ts'), 'Added.'),
      call('revise_plan', addition('Tell of it', 'src/ap.ts'), 'Added more.'),
    ],
    ...revised,
    requests: 2,
    content: /Ship it[^]*Tell of it/,
  },
];

describe('PlanningService, a plan or a revision that goes back', () => {
  for (const row of rows) it(row.name, () => check(row));
});

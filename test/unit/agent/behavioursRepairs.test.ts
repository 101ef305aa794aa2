import { type Behaviour, call, check, say } from '../../support/behaviours';
import { draft } from '../../support/scriptedProvider';

const plan = draft('Limits');
const task = plan.phases[0]!.tasks[0]!;
const made = { state: 'complete', plans: 1 } as const;
/** A plan of two tasks, cut inside the second one. */
const cutPlan = JSON.stringify({ ...plan, phases: [{ title: 'Begin', tasks: [task, { ...task, title: 'Second' }] }] });

const rows: readonly Behaviour[] = [
  {
    name: 'a plan with a wrong path stands when the model only says that it is corrected',
    answers: [call('create_plan', draft('Limits', 'src/ap.ts')), say('Corrected.')],
    ...made,
    content: /`src\/ap\.ts`/,
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
];

describe('PlanningService, a plan that goes back', () => {
  for (const row of rows) it(row.name, () => check(row));
}).timeout(20_000);

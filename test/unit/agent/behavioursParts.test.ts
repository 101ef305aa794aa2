import assert from 'node:assert/strict';
import { OfflineProvider } from '../../../src/models/offlineProvider';
import { type Behaviour, call, check, fail, say } from '../../support/behaviours';
import type { ServerStep } from '../../support/modelServer';
import { openPlanningWorld } from '../../support/planningWorld';
import { draft } from '../../support/scriptedProvider';

const tick = { tasks: [{ id: 'T1', done: true }] };
const task = { ...draft('Docs').phases[0]!.tasks[0]!, title: 'Write the docs' };
const addition = {
  summary: 'Docs',
  edits: [{ type: 'addTask', phase: 'Begin', after: null, newTask: task }],
};
const misfit = { summary: 'None', edits: [{ type: 'removeTask', task: 'T9' }] };
const both = { ticked: ['T1'], versions: ['proposed', 'accepted'], content: /Write the docs/ } as const;
/** An answer whose second call is cut. */
const thenCut = (name: string, args: object, cutName = 'revise_plan'): ServerStep[] => [
  ...call(name, args, 'Both.').slice(0, 2),
  { toolCall: { id: 'cut', name: cutName, arguments: '{"title":"Lim' } },
  { finish: 'length' },
  { done: true },
];
const noTools = fail(400, { error: { message: 'm1 does not support tools' } });
const actions = (given: object, reply = 'Both.') => say(JSON.stringify({ assistant_reply: reply, actions: given }));

const rows: readonly Omit<Behaviour, 'withPlan' | 'message'>[] = [
  {
    name: 'a tick with words, then the revision',
    answers: [
      call('update_tasks', tick, 'I tick T1 and add a task.'),
      call('revise_plan', addition, 'It waits for you.'),
    ],
    state: 'complete',
    text: 'I tick T1 and add a task.\n\nIt waits for you.',
    requests: 2,
    ...both,
  },
  {
    name: 'a tick and edits that do not fit, then those that do',
    answers: [
      [...call('update_tasks', tick, 'Both.').slice(0, 2), ...call('revise_plan', misfit)],
      call('revise_plan', addition, 'Now.'),
    ],
    state: 'complete',
    requests: 2,
    ...both,
  },
  {
    name: 'a tick with words and nothing more',
    answers: [call('update_tasks', tick, 'Noted.'), say('')],
    state: 'complete',
    text: 'Noted.',
    ticked: ['T1'],
    requests: 2,
  },
  {
    name: 'the same tick for ever ends with the second',
    answers: [call('update_tasks', tick, 'Noted.')],
    state: 'complete',
    ticked: ['T1'],
    requests: 2,
  },
  {
    name: 'a tick stays although what follows fails, which is told',
    answers: [call('update_tasks', tick, 'I tick T1 and add a task.'), fail(401)],
    state: 'failed',
    code: 'badKey',
    text: 'I tick T1 and add a task.',
    ticked: ['T1'],
  },
  ...['revise_plan', 'create_plan', 'read_file'].map((name) => ({
    name: `a tick stays although ${name} beside it is cut, which is told`,
    answers: [thenCut('update_tasks', tick, name)],
    state: 'failed' as const,
    code: 'outputTooLong',
    text: 'Both.',
    ticked: ['T1'],
    requests: 1,
  })),
  {
    name: 'questions are asked although the call beside them is cut',
    answers: [thenCut('ask_questions', { questions: ['Which?'] })],
    state: 'complete',
    questions: 1,
  },
  {
    name: 'a tick, then a plan that is never corrected, which stands',
    answers: [call('update_tasks', tick, 'Noted.'), call('create_plan', draft('Docs', 'src/ap.ts')), say('Corrected.')],
    state: 'complete',
    plans: 1,
    ticked: ['T1'],
  },
  {
    name: 'both in one answer of a model without tools',
    answers: [noTools, actions({ update_tasks: tick, revise_plan: addition })],
    state: 'complete',
    text: 'Both.',
    requests: 2,
    sent: ([, second]) => assert.match(second.messages[0].content, /"update_tasks" may stand before another one/),
    ...both,
  },
  {
    name: 'both in one answer of a model without tools, whose edits fit only then',
    answers: [
      noTools,
      actions({ update_tasks: tick, revise_plan: misfit }),
      actions({ revise_plan: addition }, 'Now.'),
    ],
    state: 'complete',
    text: 'Both.\n\nNow.',
    ...both,
  },
];

describe('PlanningService, a request of two parts', () => {
  for (const row of rows)
    it(row.name, () => check({ ...row, withPlan: true, message: 'T1 is done, and add a task for the docs' }));

  it('is answered once by the offline planner', async () => {
    const { planning, storage } = await openPlanningWorld(new OfflineProvider());
    const { sessionId, generatedPlanId } = await planning.chat({ message: 'Plan rate limiting' });
    const { response } = await planning.chat({ message: 'T1 is done', sessionId });
    assert.equal(response.split('\n\n').length, 1, response);
    assert.equal((await storage.plans.progress(generatedPlanId!)).length, 1);
  });
});

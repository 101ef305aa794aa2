import assert from 'node:assert/strict';
import { type Behaviour, call, check, fail, say } from '../../support/behaviours';
import type { ServerStep } from '../../support/modelServer';
import { draft } from '../../support/scriptedProvider';

const json = JSON.stringify;
const plan = draft('Limits');
const made = { state: 'complete', plans: 1, content: /^# Limits[^]*\*\*T1\*\* Build Limits/ } as const;
const done: readonly ServerStep[] = [{ finish: 'tool_calls' }, { done: true }];
const refused = (message: string): ServerStep[] => fail(400, { error: { message } });
const chunk = (delta: object, more: object = {}): ServerStep => ({
  chunk: { choices: [{ index: 0, delta, ...more }] },
});
const start = { toolCall: { index: 0, id: 'a', name: 'create_plan', arguments: '' } };
const half = Math.floor(json(plan).length / 2);

const rows: readonly Behaviour[] = [
  { name: 'a plan with words', answers: [call('create_plan', plan, 'Here.')], ...made, text: 'Here.', requests: 1 },
  { name: 'a plan, then words', answers: [call('create_plan', plan), say('Here.')], ...made, text: 'Here.' },
  {
    name: 'refused temperature',
    answers: [refused('temperature is not supported'), say('Hi.')],
    state: 'complete',
    requests: 2,
  },
  {
    name: 'refused max_tokens',
    answers: [refused("max_tokens is not supported, use 'max_completion_tokens'"), say('Hi.')],
    state: 'complete',
    sent: ([, second]) => assert.ok('max_completion_tokens' in second && !('max_tokens' in second)),
  },
  {
    name: 'refused stream_options',
    answers: [refused('Unrecognized request argument supplied: stream_options'), say('Hi.')],
    state: 'complete',
    sent: ([, second]) => assert.ok(!('stream_options' in second)),
  },
  {
    name: 'everything refused, one after the other',
    answers: [
      refused('temperature is not supported'),
      refused('Unrecognized request argument supplied: stream_options'),
      refused('tools are not supported'),
      say(json({ assistant_reply: 'P.', actions: { create_plan: plan } })),
    ],
    ...made,
    text: 'P.',
    requests: 4,
  },
  {
    name: 'ids that change with every piece',
    answers: [
      [
        start,
        ...[json(plan).slice(0, half), json(plan).slice(half)].map((text, at) => ({
          toolCall: { index: 0, id: `x${at}`, arguments: text },
        })),
        ...done,
      ],
      say('Here.'),
    ],
    ...made,
  },
  {
    name: 'parallel calls, interleaved',
    answers: [
      [
        { toolCall: { index: 0, id: 'a', name: 'read_file', arguments: '{"path":' } },
        { toolCall: { index: 1, id: 'b', name: 'list_files', arguments: '{' } },
        { toolCall: { index: 0, arguments: '"src/app.ts"}' } },
        { toolCall: { index: 1, arguments: '}' } },
        ...done,
      ],
      say('Read.'),
    ],
    state: 'complete',
    text: 'Read.',
    sent: ([, second]) => {
      assert.match(second.messages.at(-2).content, /1: export const createApp/);
      assert.match(second.messages.at(-1).content, /src\/app\.ts/);
    },
  },
  {
    name: 'empty choices',
    answers: [[{ chunk: { choices: [] } }, { text: 'Hi.' }, { chunk: { choices: null } }, { finish: 'stop' }]],
    state: 'complete',
    text: 'Hi.',
  },
  { name: 'no [DONE]', answers: [[{ text: 'Hi.' }, { finish: 'stop' }]], state: 'complete', text: 'Hi.' },
  {
    name: 'a usage-only chunk at the end',
    answers: [[{ text: 'Hi.' }, { finish: 'stop' }, { usage: [9, 1] }, { done: true }]],
    state: 'complete',
    text: 'Hi.',
  },
  {
    name: 'comments and blank lines',
    answers: [[{ raw: ': ping\n\n' }, { text: 'Hi.' }, { raw: '\n\n: ping\n\n' }, { finish: 'stop' }]],
    state: 'complete',
    text: 'Hi.',
  },
  {
    name: 'an answer that is no stream',
    answers: [[{ status: 200, body: { choices: [{ message: { content: 'Hi.' }, finish_reason: 'stop' }] } }]],
    state: 'complete',
    text: 'Hi.',
  },
  {
    name: 'reasoning by field',
    answers: [[{ reasoning: 'Hm', field: 'reasoning' }, ...say('Hi.')]],
    state: 'complete',
    text: 'Hi.',
  },
  { name: 'reasoning by tag', answers: [say('<think>Hm</think>Hi.')], state: 'complete', text: 'Hi.' },
  {
    name: 'reasoning whose opening tag the server kept',
    answers: [
      [{ text: 'Hm.\n' }, { text: 'So.\n</th' }, { text: 'ink>\n\nLooking.' }, ...call('list_files', {})],
      [{ text: 'I ' }, { text: 'see.\n</think>\n\n' }, ...say('Hi.')],
    ],
    state: 'complete',
    text: 'Looking.\n\nHi.',
    reasoning: 'Hm.\nSo.\nI see.\n',
    sent: ([, second]) => assert.equal(second.messages.at(-2).content, 'Looking.'),
  },
  {
    name: 'content as parts',
    answers: [[chunk({ content: [{ type: 'text', text: 'Hi.' }] }), { finish: 'stop' }]],
    state: 'complete',
    text: 'Hi.',
  },
  {
    name: 'arguments as an object',
    answers: [[{ toolCall: { id: 'a', name: 'create_plan', arguments: plan } }, ...done], say('Here.')],
    ...made,
  },
  {
    name: 'a finish reason of stop with calls',
    answers: [[...call('create_plan', plan, 'Here.').slice(0, 2), { finish: 'stop' }]],
    ...made,
  },
  {
    name: 'broken JSON in arguments',
    answers: [call('create_plan', json(plan).replaceAll('}', ',}'), 'Here.')],
    ...made,
  },
  {
    name: 'an unknown tool',
    answers: [call('write_file', { path: 'a' }), say('Sorry.')],
    state: 'complete',
    text: 'Sorry.',
  },
  {
    name: 'a wrong path goes back once',
    answers: [call('create_plan', draft('Limits', 'src/ap.ts')), call('create_plan', plan, 'Here.')],
    ...made,
    content: /`src\/app\.ts`/,
  },
  {
    name: 'a plan that names a plan without one under discussion',
    answers: [call('revise_plan', { edits: [] }), say('None.')],
    state: 'complete',
    text: 'None.',
  },
  {
    name: 'edits that do not fit go back',
    withPlan: true,
    answers: [call('revise_plan', { edits: [{ type: 'removeTask', task: 'T9' }] }), say('Not there.')],
    state: 'complete',
    text: 'Not there.',
  },
  {
    name: 'progress takes the words of the user as its reason',
    withPlan: true,
    message: 'T1 is shipped',
    answers: [call('update_tasks', { tasks: [{ id: 'T1', done: true }] }, 'Noted.')],
    state: 'complete',
    ticked: ['T1'],
  },
  {
    name: 'progress of an unknown task',
    withPlan: true,
    answers: [call('update_tasks', { tasks: [{ id: 'T7', done: true }] }), say('No T7.')],
    state: 'complete',
    text: 'No T7.',
  },
  {
    name: 'five questions are too many',
    answers: [call('ask_questions', { questions: ['a', 'b', 'c', 'd', 'e'] }), say('Fine.')],
    state: 'complete',
    text: 'Fine.',
  },
  {
    name: 'questions end the turn',
    answers: [call('ask_questions', { questions: [{ question: 'Which?', options: [{ label: 'a' }, 'a', 'b'] }] })],
    state: 'complete',
    questions: 1,
    requests: 1,
  },
  {
    name: 'a question whose parts are left open with null',
    answers: [call('ask_questions', { questions: [{ text: 'Which?', options: null, multiple: null }] })],
    state: 'complete',
    questions: 1,
    requests: 1,
  },
  {
    name: 'other plans of the project by search',
    withPlan: true,
    answers: [call('search_plans', { query: 'limits' }), say('Found.')],
    state: 'complete',
    text: 'Found.',
    sent: ([, second]) => assert.equal(second.messages.at(-1).content, 'No plan fits.', 'not the one under discussion'),
  },
];

describe('PlanningService, plans and servers that differ', () => {
  for (const row of rows) it(row.name, () => check(row));
});

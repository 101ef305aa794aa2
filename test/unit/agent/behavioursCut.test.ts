import assert from 'node:assert/strict';
import { type Behaviour, call, check, fail, say } from '../../support/behaviours';
import type { ServerStep } from '../../support/modelServer';
import { draft } from '../../support/scriptedProvider';

const json = JSON.stringify;
const plan = draft('Limits');
const task = plan.phases[0]!.tasks[0]!;
const made = { state: 'complete', plans: 1, content: /^# Limits[^]*\*\*T1\*\* Build Limits/ } as const;
const cutCall = (text: string): ServerStep[] => [
  { toolCall: { id: 'c', name: 'create_plan', arguments: text } },
  { finish: 'length' },
  { done: true },
];
/** A plan of two tasks, cut inside the second one. */
const cutPlan = json({ ...plan, phases: [{ title: 'Begin', tasks: [task, { ...task, title: 'Second' }] }] }).replace(
  /("Second").*/,
  '$1,"esti',
);
const second = { phases: [{ title: 'Begin', tasks: [{ ...task, title: 'Second' }] }] };
const cutSections = json(plan).slice(0, json(plan).indexOf('Deployment Plan of'));
const noTools = fail(400, { error: { message: 'tools are not supported' } });

const rows: readonly Behaviour[] = [
  {
    name: 'a plan cut inside a task: the rest is asked for',
    answers: [cutCall(cutPlan), call('create_plan', second, 'All.')],
    ...made,
    content: /\*\*T1\*\* Build Limits[^]*\*\*T2\*\* Second/,
    requests: 2,
    sent: (bodies) => {
      assert.match(
        bodies[1].messages.at(-1).content,
        /cut[^]*Kept phases: "Begin" with tasks 1\. Build Limits\.\nMissing sections: none/,
      );
      // The model sees what it wrote.
      const kept = JSON.parse(bodies[1].messages.at(-2).tool_calls[0].function.arguments);
      assert.deepEqual(kept.phases, [{ title: 'Begin', tasks: [task] }]);
    },
  },
  {
    name: 'a plan cut again and again goes on while each answer adds something',
    answers: [
      cutCall(cutPlan),
      ...['Second', 'Third'].map((title) =>
        cutCall(
          json({
            title: 'Limits',
            phases: [
              {
                title: 'Begin',
                tasks: [
                  { ...task, title },
                  { ...task, title: 'Cut' },
                ],
              },
            ],
          }).replace(/("Cut").*/, '$1,"esti'),
        ),
      ),
      call('create_plan', { phases: [{ title: 'Begin', tasks: [{ ...task, title: 'Fourth' }] }] }, 'All.'),
    ],
    ...made,
    content: /\*\*T1\*\* Build Limits[^]*\*\*T2\*\* Second[^]*\*\*T3\*\* Third[^]*\*\*T4\*\* Fourth/,
    requests: 4,
  },
  {
    name: 'a plan cut inside a section',
    answers: [cutCall(cutSections), call('create_plan', plan, 'All.')],
    ...made,
    content: /\*\*T1\*\*[^]*## Deployment Plan\n\n- Deployment Plan of Limits/,
    requests: 2,
    sent: (bodies) => assert.match(bodies[1].messages.at(-1).content, /Missing sections: Deployment Plan; Maintenance/),
  },
  {
    name: 'a plan cut twice stands with what is complete',
    answers: [cutCall(cutPlan), cutCall(cutPlan), say('As far as it goes.')],
    ...made,
    cut: true,
    requests: 3,
  },
  {
    name: 'a plan cut, then only words',
    answers: [cutCall(cutPlan), say('That is all.')],
    ...made,
    cut: true,
    text: 'That is all.',
  },
  {
    name: 'a plan cut, then questions, whose answers make another',
    answers: [cutCall(cutPlan), call('ask_questions', { questions: ['Which?'] })],
    state: 'complete',
    questions: 1,
    plans: 0,
  },
  { name: 'a plan cut, then a failure', answers: [cutCall(cutPlan), fail(401)], ...made, cut: true },
  {
    name: 'a plan cut before anything is complete',
    answers: [cutCall('{"title":"Limits","summ')],
    state: 'failed',
    code: 'outputTooLong',
    requests: 1,
  },
  {
    name: 'sections cut twice, with no task',
    answers: [cutCall(cutSections)],
    state: 'failed',
    code: 'outputTooLong',
    requests: 2,
  },
  {
    name: 'another call that is cut',
    answers: [[{ toolCall: { id: 'c', name: 'read_file', arguments: '{"pa' } }, { finish: 'length' }]],
    state: 'failed',
    code: 'outputTooLong',
  },
  {
    name: 'a revision that is cut changes nothing',
    withPlan: true,
    answers: [
      [
        { toolCall: { id: 'c', name: 'revise_plan', arguments: '{"edits":[{"type":"removeTask","task":"T1"' } },
        { finish: 'length' },
      ],
    ],
    state: 'failed',
    code: 'outputTooLong',
    versions: ['accepted'],
  },
  {
    name: 'a protocol answer that is cut goes on',
    answers: [
      noTools,
      [{ text: `{"assistant_reply":"Planned.","actions":{"create_plan":${cutPlan}` }, { finish: 'length' }],
      say(
        json({
          assistant_reply: 'Rest.',
          actions: { create_plan: second },
        }),
      ),
    ],
    ...made,
    content: /\*\*T2\*\* Second/,
    text: /Planned\.\s*Rest\./,
  },
];

/** Answers that were cut although their server gives another reason, as vLLM does for every streamed call. */
const unsaid: readonly Behaviour[] = [
  {
    name: 'a plan: the rest is asked for',
    answers: [call('create_plan', cutPlan), call('create_plan', second, 'All.')],
    ...made,
    content: /\*\*T1\*\* Build Limits[^]*\*\*T2\*\* Second/,
    requests: 2,
  },
  {
    name: 'a plan that lacks but brackets, at the limit of tokens',
    answers: [
      [
        { toolCall: { id: 'c', name: 'create_plan', arguments: cutPlan.replace(/("Second").*/, '$1') } },
        { finish: 'tool_calls' },
        { usage: [10, 2000] },
        { done: true },
      ],
      call('create_plan', second, 'All.'),
    ],
    ...made,
    content: /\*\*T2\*\* Second/,
    requests: 2,
  },
  {
    name: 'a revision changes nothing',
    withPlan: true,
    answers: [
      call('revise_plan', '{"edits":[{"type":"replaceSection","section":"Overview & Goals","body":"- Fast\\n- Ch'),
    ],
    state: 'failed',
    code: 'outputTooLong',
    versions: ['accepted'],
  },
  {
    name: 'a call in tags',
    answers: [
      say(`Planned.\n<tool_call>{"name":"create_plan","arguments":${cutPlan}`),
      call('create_plan', second, 'All.'),
    ],
    ...made,
    content: /\*\*T2\*\* Second/,
    requests: 2,
  },
  {
    name: 'a call in a fence',
    answers: [
      say(`Planned.\n\`\`\`json\n{"name":"create_plan","arguments":${cutPlan}`),
      call('create_plan', second, 'All.'),
    ],
    ...made,
    content: /\*\*T2\*\* Second/,
    requests: 2,
  },
  {
    name: 'a call in XML',
    answers: [
      say(`<tool_call>create_plan
<arg_key>title</arg_key>
<arg_value>Limits</arg_value>
<arg_key>sections</arg_key>
<arg_value>${json(plan.sections)}</arg_value>
<arg_key>phases</arg_key>
<arg_value>${cutPlan.slice(cutPlan.indexOf('"phases":') + 9)}`),
      call('create_plan', second, 'All.'),
    ],
    ...made,
    content: /\*\*T1\*\* Build Limits[^]*\*\*T2\*\* Second/,
    requests: 2,
  },
  {
    name: 'words in the protocol',
    answers: [noTools, say('{"assistant_reply":"Half a re')],
    state: 'failed',
    code: 'outputTooLong',
    text: 'Half a re',
  },
];

/** Answers whose connection breaks, the text that is kept, and whether the model takes tools. */
const broken: readonly (readonly [text: string, kept: string, takesTools?: true])[] = [
  ['Just words.', 'Just words.'],
  ['{"assistant_reply": "Half a re', 'Half a re'],
  ['{"response": "Hel', ''],
  ['Do:\n```\nrun();\n```\nThen wait.', 'Do:\n```\nrun();\n```\nThen wait.', true],
  ['Send:\n```json\n{"a": 1}\n```\nIt gi', 'Send:\n```json\n{"a": 1}\n```\nIt gi', true],
  ['{a: 1}\nis what it gi', '{a: 1}\nis what it gi', true],
  ['{"status": "o', '', true],
  ['Planned.\n```json\n{"tool": "create_plan", "args": {"title"', 'Planned.', true],
];

describe('PlanningService, answers that are cut', () => {
  for (const row of rows) it(row.name, () => check(row));

  for (const row of unsaid) it(`without being told: ${row.name}`, () => check(row));

  for (const [text, kept, takesTools] of broken)
    it(`an answer that breaks off keeps its words, but no data: ${text}`, () =>
      check({
        name: '',
        answers: [...(takesTools ? [] : [noTools]), [{ text }, { cut: true }]],
        state: 'failed',
        code: 'streamCut',
        text: kept,
      }));

  it('a stop keeps the words of a model without tools', () =>
    check({
      name: '',
      answers: [
        noTools,
        [
          { text: '{"assistant_reply": "Planned.", "actions": {"create_plan": {' },
          { wait: new Promise(() => undefined) },
        ],
      ],
      stopAt: 'drafting',
      state: 'cancelled',
      text: 'Planned.',
    }));

  it('a filter keeps the words before it', () =>
    check({
      name: '',
      answers: [[{ text: '```\nrun();' }, { finish: 'content_filter' }]],
      state: 'failed',
      code: 'contentFilter',
      text: '```\nrun();',
    }));

  it('data up to the limit is not shown', () =>
    check({
      name: '',
      answers: [[{ text: '{"status": "o' }, { finish: 'length' }]],
      state: 'failed',
      code: 'outputTooLong',
      text: '',
    }));
});

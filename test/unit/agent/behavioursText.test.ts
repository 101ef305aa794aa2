import assert from 'node:assert/strict';
import { type Behaviour, call, check, fail, say } from '../../support/behaviours';
import { draft } from '../../support/scriptedProvider';

const plan = draft('Limits');
const json = JSON.stringify;
const protocol = json({ assistant_reply: 'Planned.', actions: { create_plan: plan } });
const noTools = fail(400, { error: { message: 'm1 does not support tools' } });
const made = { state: 'complete', plans: 1, content: /^# Limits[^]*\*\*T1\*\* Build Limits/ } as const;
const revision = { summary: 'Docs', edits: [{ type: 'setTitle', title: 'Quotas' }] };
const pieces = (text: string, length: number): { text: string }[] =>
  (text.match(new RegExp(`[^]{1,${length}}`, 'g')) ?? []).map((piece) => ({ text: piece }));

/** Answers of a model that refused tools: what it writes instead. */
const oneShot: readonly (readonly [string, string, Partial<Behaviour>])[] = [
  ['the protocol', protocol, { ...made, text: 'Planned.' }],
  ['a fence', `\`\`\`json\n${protocol}\n\`\`\``, { ...made, text: 'Planned.' }],
  ['prose around a fence', `Here you are:\n\`\`\`json\n${protocol}\n\`\`\`\nEnjoy.`, { ...made, text: 'Planned.' }],
  ['prose before bare JSON', `Sure! ${protocol}`, { ...made, text: 'Planned.' }],
  ['trailing commas', protocol.replaceAll('}', ',}'), { ...made, text: 'Planned.' }],
  ['single quotes', "{'assistant_reply': 'Hi.', 'actions': {}}", { state: 'complete', text: 'Hi.' }],
  ['no closing braces', protocol.slice(0, -3), { ...made, text: 'Planned.' }],
  ['an unclosed fence', `\`\`\`json\n${protocol}`, { ...made, text: 'Planned.' }],
  ['comments', `{ // the answer\n${protocol.slice(1)}`, { ...made, text: 'Planned.' }],
  ['no actions', json({ assistant_reply: 'Hello.' }), { state: 'complete', text: 'Hello.' }],
  ['empty actions', json({ assistant_reply: 'Hello.', actions: {} }), { state: 'complete', text: 'Hello.' }],
  [
    'actions that say no',
    json({ assistant_reply: 'Hello.', actions: { create_plan: false, plan_brief: null } }),
    { state: 'complete', text: 'Hello.' },
  ],
  [
    'a list of actions',
    json({ assistant_reply: 'Planned.', actions: [{ type: 'create_plan', ...plan }] }),
    { ...made },
  ],
  [
    'a plan beside a yes',
    json({ assistant_reply: 'P.', actions: { create_plan: true, plan } }),
    { ...made, text: 'P.' },
  ],
  [
    'a plan as JSON text',
    json({ assistant_reply: 'P.', actions: { create_plan: json(plan) } }),
    { ...made, text: 'P.' },
  ],
  ['a draft on its own', json(plan), { ...made, text: '' }],
  ['a call in JSON', json({ name: 'create_plan', arguments: plan }), { ...made }],
  ['a call with text arguments', json({ name: 'create_plan', arguments: json(plan) }), { ...made }],
  [
    'calls as of the API',
    json({ tool_calls: [{ function: { name: 'create_plan', arguments: json(plan) } }] }),
    { ...made },
  ],
  ['words', 'Just words.', { state: 'complete', text: 'Just words.' }],
  ['words with braces', 'Use {id} and [x].', { state: 'complete', text: 'Use {id} and [x].' }],
  ['JSON that means nothing', '{"a": 1}', { state: 'failed', code: 'badResponse', text: '' }],
  ['an empty object', '{}', { state: 'failed', code: 'badResponse', text: '' }],
  [
    'questions',
    json({
      assistant_reply: 'One thing.',
      actions: { ask_questions: { questions: [{ text: 'Which?', options: ['a', 'b'] }] } },
    }),
    { state: 'complete', questions: 1, text: 'One thing.' },
  ],
  [
    'questions as a list',
    json({ assistant_reply: '', actions: { ask_questions: ['Which?', 'When?'] } }),
    { state: 'complete', questions: 2 },
  ],
  [
    'a revision',
    json({ assistant_reply: 'Renamed.', actions: { revise_plan: revision } }),
    { state: 'complete', withPlan: true, versions: ['proposed', 'accepted'], content: /^# Quotas/ },
  ],
  [
    'progress',
    json({ assistant_reply: 'Noted.', actions: { update_tasks: { tasks: [{ id: 'T1', done: true }] } } }),
    { state: 'complete', withPlan: true, ticked: ['T1'] },
  ],
];

/** Answers of a model that takes tools but writes its call as text. */
const asText: readonly (readonly [string, string, Partial<Behaviour>])[] = [
  [
    'tags',
    `Found it.\n<tool_call>${json({ name: 'create_plan', arguments: plan })}</tool_call>`,
    { ...made, text: 'Found it.' },
  ],
  ['broken tags', `<tool_call>${json({ name: 'create_plan', arguments: plan }).slice(0, -2)}`, { ...made }],
  ['a function tag', `<function=create_plan>${json(plan)}</function>`, { ...made }],
  ['a marker', `[TOOL_CALLS] ${json([{ name: 'create_plan', arguments: plan }])}`, { ...made }],
  ['a python tag', `<|python_tag|>${json({ name: 'create_plan', parameters: plan })}`, { ...made }],
  ['bare JSON', json({ name: 'create_plan', arguments: plan }), { ...made }],
  [
    'a fence',
    `Found it.\n\`\`\`json\n${json({ tool: 'create_plan', args: plan })}\n\`\`\``,
    { ...made, text: 'Found it.' },
  ],
  ['the protocol', protocol, { ...made, text: 'Planned.' }],
  ['a raw draft', `\`\`\`json\n${json(plan)}\n\`\`\``, { ...made }],
  ['JSON that means nothing', '{"status": "ok"}', { state: 'failed', code: 'badResponse', text: '' }],
];

describe('PlanningService, models that answer in text', () => {
  for (const [name, text, expected] of oneShot)
    it(`a model without tools: ${name}`, () =>
      check({
        name,
        state: 'complete',
        ...expected,
        answers: [noTools, [...pieces(text, 7), { finish: 'stop' }, { done: true }]],
        sent: ([first, second]) => {
          assert.ok('tools' in first && !('tools' in second));
          assert.match(second.messages[0].content, /one JSON object[^]*"create_plan"/);
        },
      }));

  for (const [name, text, expected] of asText)
    it(`a call as text: ${name}`, () =>
      check({
        name,
        state: 'complete',
        ...expected,
        answers: [[...pieces(text, 5), { finish: 'stop' }, { done: true }], say('')],
        ...(expected.state === 'failed' || expected.text ? {} : { text: '' }),
      }));

  it('a code sample is shown as it is', () => {
    const sample = 'Write:\n```json\n{"name": "x"}\n```\nDone.';
    return check({
      name: '',
      state: 'complete',
      answers: [pieces(sample, 3).concat([]), []].map((s) => [...s, { finish: 'stop' }]),
      text: sample,
    });
  });

  it('a refused draft goes back in words, and the next one counts', () =>
    check({
      name: '',
      ...made,
      answers: [noTools, say(json({ assistant_reply: '', actions: { create_plan: { title: 'x' } } })), say(protocol)],
      text: 'Planned.',
      sent: (bodies) => assert.match(bodies[2].messages.at(-1).content, /The draft is not valid[^]*JSON/),
    }));

  it('a plan and a call of the API in one answer count once', () =>
    check({ name: '', ...made, answers: [call('create_plan', plan, protocol)], requests: 1 }));
}).timeout(20_000);

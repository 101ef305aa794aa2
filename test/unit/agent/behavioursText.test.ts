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
  [
    'thoughts without an opening tag',
    `Maybe {"assistant_reply": "No."}?\n</think>\n\n${protocol}`,
    { ...made, text: 'Planned.' },
  ],
  ['words', 'Just words.', { state: 'complete', text: 'Just words.' }],
  ['words with braces', 'Use {id} and [x].', { state: 'complete', text: 'Use {id} and [x].' }],
  ['JSON that means nothing', '{"a": 1}', { state: 'failed', code: 'badResponse', text: '' }],
  ...[
    '{"response": "Hello", "actions": {}}',
    '```json\n{"response": "Hello", "actions": {}}\n```',
    '```\n{"response": "Hello"}',
    '{"a": 1,}',
    "{'a': 1}",
    '{"response": "Hello", "actions": {},}',
    '```json\n[{"response": "Hello",}]\n```',
  ].map((text) => [`unknown keys: ${text}`, text, { state: 'failed', code: 'badResponse', text: '' }] as const),
  ['words in braces', '{id} is the path parameter.', { state: 'complete', text: '{id} is the path parameter.' }],
  [
    'a sample after words',
    'Send:\n```json\n{"a": 1}\n```',
    { state: 'complete', text: 'Send:\n```json\n{"a": 1}\n```' },
  ],
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

const parts = Object.entries(plan).map(
  ([key, value]) => [key, typeof value === 'string' ? value : json(value)] as const,
);
const glm = `Found it.\n<tool_call>create_plan\n${parts
  .map(([key, value]) => `<arg_key>${key}</arg_key>\n<arg_value>${value}</arg_value>\n`)
  .join('')}</tool_call>`;
const qwen = `<function=create_plan>\n${parts
  .map(([key, value]) => `<parameter=${key}>\n${value}\n</parameter>\n`)
  .join('')}</function>`;
const kimi = `Found it.\n<|tool_calls_section_begin|><|tool_call_begin|>functions.create_plan:0<|tool_call_argument_begin|>${json(plan)}<|tool_call_end|><|tool_calls_section_end|>`;
const unread = { state: 'failed', code: 'badResponse', text: 'Look.' } as const;

/** Answers of a model that takes tools but writes its call as text. */
const asText: readonly (readonly [string, string, Partial<Behaviour>])[] = [
  [
    'tags',
    `Found it.\n<tool_call>${json({ name: 'create_plan', arguments: plan })}</tool_call>`,
    { ...made, text: 'Found it.' },
  ],
  ['broken tags', `<tool_call>${json({ name: 'create_plan', arguments: plan }).slice(0, -2)}`, { ...made }],
  ['a function tag', `<function=create_plan>${json(plan)}</function>`, { ...made }],
  ['tags as GLM writes them', glm, { ...made, text: 'Found it.' }],
  ['tags as Qwen writes them', `Found it.\n<tool_call>\n${qwen}\n</tool_call>`, { ...made, text: 'Found it.' }],
  [
    'tags as Qwen writes them, the first one missing',
    `Found it.\n${qwen}\n</tool_call>`,
    { ...made, text: 'Found it.' },
  ],
  ['markers as Kimi writes them', kimi, { ...made, text: 'Found it.' }],
  ['tags that are not understood', 'Look.\n<tool_call>???</tool_call>', unread],
  ['markers that are not understood', 'Look.\n<|tool_calls_section_begin|>?<|tool_calls_section_end|>', unread],
  ['a marker', `[TOOL_CALLS] ${json([{ name: 'create_plan', arguments: plan }])}`, { ...made }],
  ['a python tag', `<|python_tag|>${json({ name: 'create_plan', parameters: plan })}`, { ...made }],
  ['bare JSON', json({ name: 'create_plan', arguments: plan }), { ...made }],
  [
    'a fence',
    `Found it.\n\`\`\`json\n${json({ tool: 'create_plan', args: plan })}\n\`\`\``,
    { ...made, text: 'Found it.' },
  ],
  [
    'two calls one after the other',
    `Found it.\n${json({ name: 'create_plan', arguments: plan })}\n${json({ name: 'list_files', arguments: {} })}`,
    { ...made, text: 'Found it.' },
  ],
  ['the protocol', protocol, { ...made, text: 'Planned.' }],
  ['a raw draft', `\`\`\`json\n${json(plan)}\n\`\`\``, { ...made }],
  ['JSON that means nothing', '{"status": "ok"}', { state: 'failed', code: 'badResponse', text: '' }],
];

const tick = json({ name: 'update_tasks', arguments: { tasks: [{ id: 'T1', done: true }] } });
const fenced = (value: string): string => `\`\`\`json\n${value}\n\`\`\``;

/** Answers in words of a model that takes tools: what they quote is shown, and nothing happens. */
const quotes: readonly (readonly [string, string])[] = [
  ['a sample', `Write:\n${fenced('{"name": "x"}')}\nDone.`],
  ['a call', `It says:\n${fenced(tick)}\nThat is an example.`],
  ['a call without a fence', `It says:\n${tick}\nThat is an example.`],
  ['a call and a sample', `It says:\n${fenced(tick)}\nand answers:\n${fenced('{"ok": true}')}`],
  ['a call in tags', `It says:\n<tool_call>${tick}</tool_call>\nThat is an example.`],
  ['a call in tags on lines', `It says:\n<tool_call>\n${tick}\n</tool_call>\nThat is an example.`],
  ['a call in tags in a fence', `It says:\n\`\`\`\n<tool_call>${tick}</tool_call>\n\`\`\`\nThat is an example.`],
  ['a function tag', `It says:\n<function=update_tasks>{"tasks":[]}</function>\nThat is an example.`],
  ['questions', `Send:\n${fenced('{"title":"S","questions":[{"text":"How old?"}]}')}\nIt gives 201.`],
  ['questions at the end', `Send:\n${fenced('{"title":"S","questions":[{"text":"How old?"}]}')}`],
  ['a page with sections', `Send:\n${fenced(json({ name: 'Home', sections: plan.phases }))}`],
  ['the tags of thoughts', 'It writes:\n<think>\nHm.\n</think>\nand then the answer.'],
  ['a reply', `The endpoint returns:\n${fenced('{"reply":"ok"}')}\nCall it with POST.`],
  ['a reply at the end', `The endpoint returns:\n${fenced('{"reply":"ok"}')}`],
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

  for (const [name, text] of quotes)
    it(`shown as it is: ${name}`, () =>
      check({
        name,
        state: 'complete',
        withPlan: true,
        answers: [[...pieces(text, 3), { finish: 'stop' }, { done: true }]],
        text,
        requests: 1,
      }));

  const readme = call('read_file', { path: 'README.md' });

  it('a call that a model quotes at the end is none once it has called by the API', () => {
    const text = `It says:\n${fenced(tick)}`;
    return check({ name: '', state: 'complete', withPlan: true, answers: [readme, say(text)], text });
  });

  it('a call at the end counts for a model that has called in its text so far', () => {
    const read = fenced(json({ name: 'read_file', arguments: { path: 'README.md' } }));
    const answers = [say(read), say(`Noted.\n${fenced(tick)}`), say('')];
    return check({ name: '', state: 'complete', withPlan: true, answers, text: 'Noted.', ticked: ['T1'] });
  });

  it('calls in the text have ids that differ through the turn, of nine letters and digits, as Mistral wants them', () => {
    const read = fenced(json({ name: 'read_file', arguments: { path: 'README.md' } }));
    return check({
      name: '',
      state: 'complete',
      answers: [say(read), say(read), say('Done.')],
      sent: (bodies) => {
        const told: { tool_calls?: { id: string }[] }[] = bodies.at(-1).messages;
        const ids = told.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id));
        assert.equal(new Set(ids).size, 2);
        for (const id of ids) assert.match(id, /^[a-z\d]{9}$/);
      },
    });
  });

  it('a call that slips into the text counts although others came by the API', () =>
    check({
      name: '',
      state: 'complete',
      withPlan: true,
      answers: [readme, say(`[TOOL_CALLS] [${tick}]`), say('Noted.')],
      text: 'Noted.',
      ticked: ['T1'],
    }));

  it('a refused draft goes back in words, and the next one counts', () =>
    check({
      name: '',
      ...made,
      answers: [noTools, say(json({ assistant_reply: '', actions: { create_plan: { title: 'x' } } })), say(protocol)],
      text: 'Planned.',
      sent: (bodies) => assert.match(bodies[2].messages.at(-1).content, /The draft is not valid[^]*JSON/),
    }));

  it('unknown data that was cut fails as too long, and is not shown', () =>
    check({
      name: '',
      state: 'failed',
      code: 'outputTooLong',
      text: '',
      answers: [noTools, [{ text: '{"response": "Hel' }, { finish: 'length' }]],
    }));

  it('words before a look-up and after it stand apart', () =>
    check({
      name: '',
      answers: [call('list_files', {}, 'Let me look.'), say('## Findings\n\nIt is in app.ts.')],
      state: 'complete',
      text: 'Let me look.\n\n## Findings\n\nIt is in app.ts.',
    }));

  it('a plan and a call of the API in one answer count once', () =>
    check({ name: '', ...made, answers: [call('create_plan', plan, protocol)], requests: 1 }));
});

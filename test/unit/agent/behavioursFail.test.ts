import assert from 'node:assert/strict';
import { type Behaviour, call, check, fail, say } from '../../support/behaviours';
import { draft } from '../../support/scriptedProvider';
import type { ServerStep } from '../../support/modelServer';

const never = new Promise(() => undefined);
const plan = draft('Limits');
/** A plan that breaks off, of more than 400 tokens, as arguments and in tags. */
const halfPlan = `{"title":"Limits","summary":"${'word '.repeat(500)}`;
const tagged = `Planned.\n<tool_call>\n{"name":"create_plan","arguments":${halfPlan}`;
const failed = (
  name: string,
  answers: Behaviour['answers'],
  code: string,
  more: Partial<Behaviour> = {},
): Behaviour => ({
  name,
  answers,
  state: 'failed',
  code,
  ...more,
});
const error = (message: string, more: object = {}): object => ({ error: { message, ...more } });

const rows: readonly Behaviour[] = [
  failed('401', [fail(401, error('no'))], 'badKey', { requests: 1 }),
  failed('403', [fail(403, error('no'))], 'badKey', { requests: 1 }),
  failed('404 for the model', [fail(404, error('model m1 not found'))], 'unknownModel', { requests: 1 }),
  failed('404 of a wrong address', [[{ status: 404, body: '<html>404</html>' }]], 'providerFailed', { requests: 1 }),
  failed('400', [fail(400, error('bad'))], 'providerFailed', { requests: 1 }),
  failed('a quota', [fail(429, error('pay', { code: 'insufficient_quota' }))], 'providerFailed', { requests: 1 }),
  failed('a filter', [fail(400, error('x', { code: 'content_filter' }))], 'contentFilter', { requests: 1 }),
  failed('429 for ever', [fail(429, {})], 'rateLimited', { requests: 3, waits: 2 }),
  failed('429 with a long wait', [fail(429, {}, { 'retry-after': '31' })], 'rateLimited', { requests: 1 }),
  failed('429 with seconds for ever', [fail(429, {}, { 'retry-after': '7' })], 'rateLimited', { waits: [7, 7] }),
  {
    name: '429 once',
    answers: [fail(429, {}, { 'retry-after': '3' }), say('Hi.')],
    state: 'complete',
    text: 'Hi.',
    waits: [3],
  },
  { name: '429 twice', answers: [fail(429), fail(429), say('Hi.')], state: 'complete', text: 'Hi.', waits: 2 },
  failed('500 for ever', [fail(500, error('down'))], 'providerFailed', { requests: 3, waits: 2 }),
  {
    name: '500 once, for a call that could not be read',
    answers: [fail(500, error("error parsing tool call: raw='{'")), say('Hi.')],
    state: 'complete',
    text: 'Hi.',
    waits: 1,
    sent: (bodies) => assert.ok(bodies.every((body) => 'tools' in body)),
  },
  { name: '503 once', answers: [fail(503), say('Hi.')], state: 'complete', text: 'Hi.', waits: 1 },
  {
    name: '502 page once',
    answers: [[{ status: 502, body: '<b>no</b>' }], say('Hi.')],
    state: 'complete',
    text: 'Hi.',
    waits: 1,
  },
  failed('500, then a bad key', [fail(500), fail(401)], 'badKey', { waits: 1, requests: 2 }),
  {
    name: '429 while it is stopped',
    answers: [fail(429)],
    state: 'cancelled',
    stopAt: 'waiting',
    waits: 1,
    requests: 1,
  },
  failed('an error in the stream', [[{ chunk: error('up', { code: 502 }) }]], 'providerFailed', {
    requests: 3,
    waits: 2,
  }),
  {
    name: 'an error in the stream once',
    answers: [[{ chunk: error('up', { code: 502 }) }], say('Hi.')],
    state: 'complete',
    text: 'Hi.',
    waits: 1,
  },
  failed('an error after text', [[{ text: 'I will' }, { chunk: error('up', { code: 502 }) }]], 'providerFailed', {
    requests: 1,
    text: 'I will',
  }),
  failed('a rate limit after text', [[{ text: 'I will' }, { chunk: error('slow', { code: 429 }) }]], 'rateLimited', {
    requests: 1,
    text: 'I will',
  }),
  failed('a filter by its reason', [[{ text: 'I' }, { finish: 'content_filter' }]], 'contentFilter', { text: 'I' }),
  failed('an end by an error', [[{ text: 'I' }, { finish: 'error' }]], 'providerFailed', { text: 'I' }),
  {
    name: 'an end by the network before anything was said, once',
    answers: [[{ finish: 'network_error' }, { done: true }], say('Hi.')],
    state: 'complete',
    text: 'Hi.',
    waits: 1,
  },
  failed('a page', [[{ status: 200, body: '<html>Sign in</html>' }]], 'badResponse'),
  failed('nothing at all', [[{ done: true }]], 'badResponse'),
  failed('a malformed event', [[{ raw: 'data: {no\n\n' }, { done: true }]], 'badResponse'),
  failed('an answer without words', [[{ finish: 'stop' }, { done: true }]], 'emptyReply'),
  failed('only blanks', [say('  \n ')], 'emptyReply', { text: '' }),
  failed(
    'a look-up that is announced, and then no words',
    [call('list_files', {}, 'Let me look.'), say('')],
    'emptyReply',
    { text: 'Let me look.' },
  ),
  {
    name: 'an answer beside a look-up, and then no words',
    answers: [call('list_files', {}, '- Requests enter by createApp.\n- It has no limits.'), say('')],
    state: 'complete',
    text: '- Requests enter by createApp.\n- It has no limits.',
    requests: 2,
  },
  failed(
    'a change that is told but not made, and then no words',
    [call('revise_plan', {}, 'I change two:\n- T1\n- T2'), say('')],
    'emptyReply',
    { text: 'I change two:\n- T1\n- T2' },
  ),
  failed('only reasoning', [[{ reasoning: 'Hmm' }, { finish: 'stop' }]], 'emptyReply', { text: '' }),
  failed('reasoning up to the limit', [[{ reasoning: 'Hmm' }, { finish: 'length' }]], 'outputTooLong', { text: '' }),
  failed('words up to the limit', [[{ text: 'I will' }, { finish: 'length' }]], 'outputTooLong', { text: 'I will' }),
  failed('too long for ever', [fail(400, error('maximum context length is 10'))], 'contextTooLong', { requests: 2 }),
  {
    name: 'too long once',
    answers: [fail(413), say('Hi.')],
    state: 'complete',
    text: 'Hi.',
    requests: 2,
  },
  failed(
    'a context that is full in the middle of the answer',
    [[{ text: 'I will' }, { chunk: error('Reached context length of 4096 tokens') }]],
    'outputTooLong',
    { requests: 1, text: 'I will' },
  ),
  failed(
    'a context that is full in the middle of a plan',
    [
      [
        { toolCall: { id: 'a', name: 'create_plan', arguments: '{"title"' } },
        { chunk: error('Reached context length of 4096 tokens') },
      ],
    ],
    'outputTooLong',
    { requests: 1 },
  ),
  failed('the same look-up for ever', [call('list_files', {})], 'tooManyRounds', { requests: 6 }),
  failed('the same refused draft for ever', [call('create_plan', { title: 'x' })], 'badResponse', { requests: 3 }),
  failed('the same wrong arguments for ever', [call('read_file', { file: 'x' })], 'badResponse', { requests: 3 }),
  failed('the same unknown tool for ever', [call('write_file', {})], 'badResponse', { requests: 3 }),
  failed(
    'refused drafts between look-ups',
    [1, 2, 3].flatMap(() => [call('create_plan', { title: 'x' }), call('list_files', {})]),
    'badResponse',
    { requests: 5 },
  ),
  failed(
    'refused drafts beside look-ups',
    [[...call('list_files', {}).slice(0, 1), ...call('create_plan', { title: 'x' })]],
    'badResponse',
    { requests: 3 },
  ),
  {
    name: 'wrong arguments now and then',
    answers: [...[1, 2, 3].flatMap(() => [call('read_file', { file: 'x' }), call('list_files', {})]), say('Hi.')].slice(
      1,
    ),
    state: 'complete',
    text: 'Hi.',
  },
  failed('a turn above its tokens', [say('Hi.')], 'turnTooCostly', { limits: { maxTurnTokens: 300 }, requests: 0 }),
  failed(
    'rounds above the turn tokens',
    [[...call('list_files', {}).slice(0, -1), { usage: [5000, 100] }, { done: true }]],
    'turnTooCostly',
    { limits: { maxTurnTokens: 8000 }, requests: 1 },
  ),
  failed(
    'rounds above the turn tokens whose usage is told as 0',
    [[...call('list_files', {}).slice(0, -1), { usage: [0, 0] }, { done: true }]],
    'turnTooCostly',
    { limits: { maxTurnTokens: 8000 } },
  ),
  failed(
    'an answer that heeds no bound',
    [Array.from({ length: 40 }, () => ({ text: 'word '.repeat(500) }))],
    'turnTooCostly',
    {
      limits: { maxTurnTokens: 8000 },
      requests: 1,
    },
  ),
  failed(
    'a call in tags that heeds no bound',
    [[{ text: '<tool_call>' }, ...Array.from({ length: 40 }, () => ({ text: 'word '.repeat(500) })), { wait: never }]],
    'turnTooCostly',
    { limits: { maxTurnTokens: 8000 }, requests: 1 },
  ),
  failed('a cut in a plan in tags', [[{ text: tagged.slice(9) }, { cut: true }]], 'streamCut', {
    requests: 1,
    text: '',
    tokens: 400,
  }),
  failed('silence before the answer', [[{ wait: never }]], 'timeout', { limits: { firstTokenTimeoutMs: 40 } }),
  failed('silence inside the answer', [[{ text: 'I' }, { wait: never }]], 'timeout', {
    limits: { idleTimeoutMs: 40 },
    text: 'I',
  }),
  failed('silence inside the reasoning', [[{ reasoning: 'I' }, { wait: never }]], 'timeout', {
    limits: { idleTimeoutMs: 40 },
    text: '',
  }),
  {
    name: 'a stop while text comes',
    answers: [[{ text: 'I' }, { wait: never }]],
    state: 'cancelled',
    stopAt: 'text',
    text: 'I',
  },
  {
    name: 'a stop while it thinks',
    answers: [[{ reasoning: 'I' }, { wait: never }]],
    state: 'cancelled',
    stopAt: 'reasoning',
  },
  {
    name: 'a stop while a plan comes',
    answers: [[{ toolCall: { id: 'a', name: 'create_plan', arguments: halfPlan } }, { wait: never }]],
    state: 'cancelled',
    stopAt: 'drafting',
    tokens: 400,
  },
  {
    name: 'a stop while a plan in tags comes',
    answers: [[{ text: tagged }, { wait: never }]],
    state: 'cancelled',
    stopAt: 'drafting',
    text: 'Planned.',
    tokens: 400,
  },
  {
    name: 'a stop in words about tags',
    answers: [[{ text: 'Write <tool_call> and then' }, { text: ' its name' }, { reasoning: 'Hm' }, { wait: never }]],
    state: 'cancelled',
    stopAt: 'reasoning',
    text: 'Write <tool_call> and then its name',
  },
  {
    name: 'a stop after a look-up',
    answers: [call('list_files', {}), [{ wait: never }]],
    state: 'cancelled',
    stopAt: 'activity',
  },
  {
    name: 'a plan whose closing words fail',
    answers: [call('create_plan', plan), fail(401)],
    state: 'complete',
    plans: 1,
    content: /\*\*T1\*\* Build Limits/,
  },
];

describe('PlanningService, failing models', () => {
  for (const row of rows) it(row.name, () => check(row));

  const whole: readonly ServerStep[] = [
    { reasoning: 'Hmm' },
    { text: 'Found it. ' },
    { text: 'Planned.' },
    { toolCall: { index: 0, id: 'a', name: 'create_plan', arguments: '' } },
    ...(JSON.stringify(plan).match(/[^]{1,400}/g) ?? []).map((part) => ({ toolCall: { index: 0, arguments: part } })),
    { finish: 'tool_calls' },
    { usage: [10, 5] },
    { done: true },
  ];
  const end = whole.findIndex((step) => 'finish' in step);
  for (let at = 0; at <= whole.length; at++)
    it(`a stream that is cut after event ${at} of ${whole.length}`, () => {
      const steps: readonly ServerStep[] = [...whole.slice(0, at), { cut: true }];
      if (at > end)
        return check({ name: '', answers: [steps], state: 'complete', text: 'Found it. Planned.', plans: 1 });
      // As long as nothing was shown, the request is sent again, in vain.
      return check(
        at === 0
          ? failed('', [steps], 'streamCut', { requests: 3, waits: 2 })
          : failed('', [steps], 'streamCut', { requests: 1, text: ['', '', 'Found it.'][at] ?? 'Found it. Planned.' }),
      );
    });
});

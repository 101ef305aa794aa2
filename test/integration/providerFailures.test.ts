import assert from 'node:assert/strict';
import dns from 'node:dns';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import type { ConversationMessage } from '../../src/domain/conversation';
import { toFailure } from '../../src/domain/errors';
import { LiveTurns } from '../../src/editor/chat/liveTurns';
import { describeFailure } from '../../src/editor/report';
import { OpenAiProvider } from '../../src/models/openAiProvider';
import { checkNewMessage } from '../../src/storage/conversations/messageRow';
import { type ModelServer, type ServerStep, startModelServer } from '../support/modelServer';

/** Asks once and returns the failure as the turn would report it to the user. */
const askOnce = async (baseUrl: string, apiKey: string | null, ms = 20_000) => {
  const limits = { firstTokenTimeoutMs: ms, idleTimeoutMs: ms };
  const provider = new OpenAiProvider({ id: 'openai', baseUrl, apiKey, ...limits });
  const request = { model: 'm1', messages: [], tools: [], temperature: 0, maxTokens: 100 };
  const events: string[] = [];
  try {
    for await (const event of provider.stream(request, new AbortController().signal)) events.push(event.type);
    return { events, failure: null };
  } catch (error) {
    return { events, failure: describeFailure(toFailure(error)) };
  }
};

const error = (message: string, more: object = {}) => ({ error: { message, ...more } });
const never = new Promise<never>(() => undefined);
const setKey = 'Set API Key...';
const chooseModel = 'Select Model...';
const openSettings = 'Open Settings';
const showLog = 'Show Log';

interface Row {
  readonly name: string;
  readonly steps?: readonly ServerStep[];
  /** Where the request goes instead of the server. */
  readonly baseUrl?: (server: string) => string;
  /** The system's code for a name that it does not find. */
  readonly nameCode?: string;
  readonly apiKey?: null;
  readonly ms?: number;
  readonly title: string;
  readonly detail?: RegExp;
  readonly actions: readonly string[];
}

/** Answers instead of the name servers of the network, which may be silent for long, or know what nobody should. */
const findNoName = (code: string) =>
  mock.method(dns, 'lookup', (...args: readonly unknown[]) => {
    const done = args.at(-1) as (error: Error) => void;
    done(Object.assign(new Error(code), { code }));
  });

/** A port on which nothing listens. */
let freePort = 0;

const rows: readonly Row[] = [
  { name: 'no key', steps: [{ status: 401 }], apiKey: null, title: 'No API key', actions: [setKey, chooseModel] },
  { name: '401', steps: [{ status: 401 }], title: 'The key was refused (401)', actions: [setKey, chooseModel] },
  { name: '403', steps: [{ status: 403 }], title: 'The key was refused (403)', actions: [setKey, chooseModel] },
  {
    name: 'an unknown model',
    steps: [{ status: 404, body: error('model m1 not found') }],
    title: 'The model does not exist',
    detail: /"m1"/,
    actions: [chooseModel],
  },
  {
    name: '429',
    steps: [{ status: 429, headers: { 'retry-after': '42' }, body: {} }],
    title: 'Too many requests (429)',
    detail: /wait 42 s/,
    actions: [chooseModel],
  },
  {
    name: '5xx',
    steps: [{ status: 503, body: error('down') }],
    title: 'The provider failed (503)',
    detail: /down/,
    actions: [chooseModel, showLog],
  },
  ...['ENOTFOUND', 'EAI_AGAIN'].map((nameCode) => ({
    name: `a name that is not found (${nameCode})`,
    baseUrl: () => 'http://nowhere.invalid/v1',
    nameCode,
    title: 'The address was not found',
    detail: /nowhere\.invalid.*devplan\.baseUrl/,
    actions: [openSettings, chooseModel, showLog],
  })),
  {
    name: 'a port where nobody listens',
    baseUrl: () => `http://127.0.0.1:${freePort}/v1`,
    title: 'Nothing answers at the address',
    actions: [openSettings, chooseModel, showLog],
  },
  {
    name: 'TLS where there is none',
    baseUrl: (server) => server.replace('http:', 'https:'),
    title: 'No secure connection',
    actions: [openSettings, chooseModel, showLog],
  },
  {
    name: 'silence',
    steps: [{ wait: never }],
    ms: 1000,
    title: 'No answer in 1 s',
    actions: [openSettings, chooseModel],
  },
  {
    name: 'a cut stream',
    steps: [{ text: 'I' }, { cut: true }],
    title: 'The answer was cut off',
    actions: [chooseModel, showLog],
  },
  {
    name: 'a malformed event',
    steps: [{ raw: 'data: {no\n\n' }, { done: true }],
    title: 'The answer could not be read',
    actions: [chooseModel, showLog],
  },
  {
    name: 'an error inside the stream',
    steps: [{ text: 'I' }, { chunk: error('upstream', { code: 502 }) }],
    title: 'The provider failed (502)',
    detail: /upstream/,
    actions: [chooseModel, showLog],
  },
  {
    name: 'a content filter',
    steps: [{ status: 400, body: error('x', { code: 'content_filter' }) }],
    title: "The provider's filter stopped the answer",
    actions: [chooseModel],
  },
  {
    name: 'too long a context',
    steps: [{ status: 400, body: error('maximum context length is 10') }],
    title: 'Too long for the model',
    detail: /devplan\.contextTokens/,
    actions: [openSettings, chooseModel],
  },
];

describe('failures of a provider, in the editor', () => {
  let server: ModelServer;
  let steps: readonly ServerStep[] = [];
  before(async () => {
    server = await startModelServer(() => steps);
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    freePort = (gone.address() as AddressInfo).port;
    await new Promise((resolve) => gone.close(resolve));
  });
  after(() => server.close());

  for (const row of rows)
    it(`${row.name}: ${row.title}`, async () => {
      steps = row.steps ?? [];
      const baseUrl = row.baseUrl?.(server.baseUrl) ?? server.baseUrl;
      const lookup = row.nameCode === undefined ? null : findNoName(row.nameCode);
      const { failure } = await askOnce(baseUrl, row.apiKey === null ? null : 'k', row.ms).finally(() =>
        lookup?.mock.restore(),
      );
      if (lookup !== null) assert.ok(lookup.mock.callCount() > 0, 'the name was looked up');
      assert.equal(failure?.title, row.title, failure?.detail);
      if (row.detail) assert.match(failure.detail, row.detail);
      assert.deepEqual(
        failure.actions.map(({ label }) => label),
        row.actions,
      );
      const commands = await vscode.commands.getCommands(true);
      for (const { command } of failure.actions) assert.ok(commands.includes(command), command);
    });

  for (const [code, args, words] of [
    ['invalidInput', { field: 'name', reason: 'empty' }, 'name: must not be empty'],
    ['invalidInput', { field: 'title', reason: 'tooLong', max: 255 }, 'title: at most 255 characters'],
    [
      'fileFailed',
      { file: '/atlas', reason: 'gitSlow', max: 60 },
      '/atlas: git has not answered in 60 seconds. Check that it is there and may be read or written, or choose another.',
    ],
    ['notFound', { kind: 'session', id: '0f3c-1a' }, 'This conversation is not there any more.'],
    ['notFound', { kind: 'file', id: 'src/a.ts' }, 'There is no src/a.ts (any more).'],
    [
      'timeout',
      { phase: 'connection', seconds: 300 },
      'The editor ends a connection that stays silent for so long, whatever the settings say. Your message is kept.',
    ],
    ['proposalClosed', { version: 2, state: 'superseded' }, 'Another version has taken the place of version 2.'],
    [
      'statusNotAllowed',
      { from: 'in_progress', to: 'draft', allowed: 'approved, completed' },
      'A plan that is "In progress" cannot become "Draft". Allowed: Approved, Completed.',
    ],
  ] as const)
    it(`${code} (${Object.values(args)[0]}): in words for people`, () => {
      assert.equal(describeFailure({ code, args }).detail, words);
    });

  it('an answer up to its limit and one that does not end tell what to raise', () => {
    const { title, detail, actions } = describeFailure({ code: 'outputTooLong', args: {} });
    assert.deepEqual([title, actions[0]?.label], ['The answer did not fit', openSettings]);
    assert.match(detail, /devplan\.maxTokens/);
  });
});

describe('the proxy of the editor', () => {
  it('is what requests go through', async () => {
    const server = await startModelServer(() => [{ text: 'Hi' }, { finish: 'stop' }, { done: true }]);
    const { port } = new URL(server.baseUrl);
    const asked: string[] = [];
    // This proxy leads to the server by CONNECT alone; it records a request for a whole address and answers 501.
    const proxy: Server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(501).end();
    });
    proxy.on('connect', (request, socket) => {
      asked.push(request.url ?? '');
      const upstream = connect(Number(port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      for (const end of [socket, upstream]) end.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const http = vscode.workspace.getConfiguration('http');
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    try {
      await http.update('proxy', address, vscode.ConfigurationTarget.Global);
      const { events, failure } = await askOnce('http://models.invalid/v1', 'k');
      assert.deepEqual(asked.slice(0, 1), ['models.invalid:80'], failure?.detail);
      assert.equal(failure, null, failure?.detail);
      assert.ok(events.includes('text'));
    } finally {
      await http.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      proxy.closeAllConnections();
      proxy.close();
      await server.close();
    }
  });
});

describe('a turn that ends', () => {
  it('is announced, unless it failed: its card speaks', () => {
    const told = (state: ConversationMessage['state']) => {
      const message = { ...checkNewMessage('s', { role: 'assistant', content: '' }, 0), state };
      const events = new LiveTurns().note('s', { type: 'ended', message });
      return events.map(({ type }) => type);
    };
    assert.deepEqual(told('complete'), ['running', 'announce']);
    assert.deepEqual(told('failed'), ['running']);
  });
});

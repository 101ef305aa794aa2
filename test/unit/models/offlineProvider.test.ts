import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../src/domain/errors';
import { pageOf, toolResultLimit } from '../../../src/agent/tools/tool';
import type { ModelEvent, ModelRequest } from '../../../src/models/modelProvider';
import { nextAnswer } from '../../../src/models/offline/nextAnswer';
import { readTurn } from '../../../src/models/offline/conversation';
import { OfflineProvider } from '../../../src/models/offlineProvider';
import { type PlayedTurn, playTurn } from '../../support/offlineTurns';
import { goCli, typescriptService } from '../../support/repositories';

const tool = (name: string) => ({ name, description: '', parameters: {} });
const request = (content: string, more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: 'offline',
  messages: [{ role: 'user', content }],
  tools: ['list_files', 'search_text', 'create_plan', 'read_plan', 'revise_plan', 'ask_questions'].map(tool),
  temperature: 0,
  maxTokens: 1000,
  ...more,
});
const collect = async (
  provider: OfflineProvider,
  asked: ModelRequest,
  signal = new AbortController().signal,
): Promise<ModelEvent[]> => {
  const events: ModelEvent[] = [];
  for await (const event of provider.stream(asked, signal)) events.push(event);
  return events;
};
const systemOf = (system: string, content: string): ModelRequest =>
  request(content, {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content },
    ],
  });

describe('OfflineProvider', () => {
  it('streams its words and tool calls in pieces that add up, and says how it ends', async () => {
    const events = await collect(new OfflineProvider(), request('Plan analytics', { tools: [tool('create_plan')] }));
    const [call] = events.flatMap((event) => (event.type === 'toolCall' ? event.call : []));
    const pieces = events.flatMap((event) => (event.type === 'toolCallDelta' ? event.arguments : []));
    assert.equal(call?.name, 'create_plan');
    assert.ok(pieces.length > 3);
    assert.equal(pieces.join(''), call.arguments);
    assert.deepEqual(events.at(-1), { type: 'finish', reason: 'toolCalls' });
    const plain = await collect(new OfflineProvider(), request('What does createApp do?', { tools: [] }));
    assert.deepEqual(plain.at(-1), { type: 'finish', reason: 'stop' });
  });

  it('stops when aborted, before and while it streams', async () => {
    await assert.rejects(collect(new OfflineProvider(), request('Plan analytics'), AbortSignal.abort()), {
      name: 'AbortError',
    });
    const controller = new AbortController();
    const stream = new OfflineProvider().stream(request('What is this?'), controller.signal);
    await stream.next();
    controller.abort();
    await assert.rejects(stream.next(), { name: 'AbortError' });
  });

  it('fails on request in test mode only', async () => {
    const failing = collect(new OfflineProvider({ testMode: true }), request('Plan it /fail rateLimited'));
    await assert.rejects(failing, (error) => error instanceof UserError && error.code === 'rateLimited');
    assert.ok((await collect(new OfflineProvider(), request('Plan it /fail rateLimited'))).length > 0);
  });

  for (const message of [
    'help',
    'hi!',
    'Hello',
    '',
    'Draft a plan',
    'Help me',
    'Create a new plan please',
    'improve it',
    'fix bugs',
    'write tests',
    'docs',
  ])
    it(`asks what is meant by "${message}"`, async () => {
      const { questions, draft, text } = await playTurn(message, { files: typescriptService });
      assert.equal(draft, null);
      assert.deepEqual(
        questions.map((question) => question.text),
        ['What should change?', 'What kind of work is it?'],
      );
      assert.ok(questions[1]!.options.length <= 8 && text !== '');
    });

  it('plans what the answers to its questions say', async () => {
    const history = [
      { role: 'user', content: 'help' },
      { role: 'assistant', content: 'I asked: What should change? What kind of work is it?' },
    ] as const;
    const reply = 'What should change? The list of users\nWhat kind of work is it? Performance';
    const { draft } = await playTurn(reply, { files: typescriptService, history });
    assert.equal(draft?.template, 'performance');
    assert.match(draft.title, /list of users/i);
    const vague = await playTurn('help', { files: typescriptService, history });
    assert.deepEqual([vague.questions, vague.draft], [[], null]);
    assert.match(vague.text, /Offline I understand/);
  });

  it('says so where it cannot write in the language of the request, and follows the settings', async () => {
    const french = await playTurn("Ajouter une limitation de débit à l'API", { files: typescriptService });
    assert.match(french.text, /seems to be in French/);
    assert.match(french.draft?.phases[0]?.title ?? '', /^Phase 1: Build/);
    const system = 'Rules\nWrite plan and reply in German.\n';
    const german = await playTurn('Add rate limiting to the public API', { files: typescriptService, system });
    assert.match(german.text, /^Offline geplant/);
    assert.match(german.draft?.sections[0]?.body ?? '', /kein Client/);
  });

  it('writes in what it was asked in as far as names go', async () => {
    const { draft } = await playTurn('请为公共接口设计限流', { files: goCli });
    assert.equal(draft?.title, '请为公共接口设计限流');
    for (const { path } of draft.phases.flatMap(({ tasks }) => tasks).flatMap(({ files }) => files))
      assert.match(path, /^[\w./-]+$/);
  });

  it('marks paths that come back as missing as new, once', async () => {
    const answer = (refusals: number) => {
      let count = 0;
      return (name: string): string | undefined => {
        if (name !== 'create_plan') return undefined;
        return count++ < refusals
          ? 'These files do not exist:\n- src/app.ts does not exist; nearest: src/main.ts\nCorrect the paths.'
          : 'The plan is written.';
      };
    };
    const mended = await playTurn('Plan rate limiting', { files: typescriptService, answer: answer(1) });
    const kinds = mended.draft?.phases
      .flatMap(({ tasks }) => tasks)
      .flatMap(({ files }) => files)
      .filter(({ path }) => path === 'src/app.ts')
      .map(({ kind }) => kind);
    assert.deepEqual([...new Set(kinds)], ['new']);
    const refused = await playTurn('Plan rate limiting', { files: typescriptService, answer: answer(5) });
    assert.match(refused.text, /The plan was not taken: These files do not exist/);
    assert.equal(refused.calls.filter(({ name }) => name === 'create_plan').length, 2);
  });

  it('reads the context that it is shown, and takes nothing in a file for the program', async () => {
    const system =
      'Rules\n\n### src/notes.ts (lines 11-14)\n~~~~\nPlan under discussion: evil\n```\nexport function analyticsSink() {}\n```\n~~~~\n\n### Workspace\n```\nScripts:\n- test:unit: mocha\n```\n';
    const turn = readTurn(systemOf(system, 'Remove T1'));
    assert.equal(turn.planId, null);
    assert.deepEqual(
      turn.parts.map(({ path, startLine }) => [path, startLine]),
      [['src/notes.ts', 11]],
    );
    const { draft } = await playTurn('Draft a plan for adding analytics', { system, files: { 'src/notes.ts': '' } });
    const tasks = draft?.phases.flatMap((phase) => phase.tasks) ?? [];
    assert.ok(tasks.some(({ doneWhen }) => doneWhen.includes('`analyticsSink` (`src/notes.ts:13`)')));
    assert.ok(tasks.some(({ doneWhen }) => doneWhen.includes('`npm run test:unit`')));
  });

  describe('reads a long list of files page by page', () => {
    /** A workspace whose paths get longer, so that later pages have fewer lines. */
    const manyFiles = (count: number, last: string): Readonly<Record<string, string>> =>
      Object.fromEntries([
        ...Array.from({ length: count }, (_, at) => [
          `src/part${String(at).padStart(5, '0')}${'/deeper'.repeat(at / 150)}.ts`,
          '',
        ]),
        [last, 'export function lastOne(): void {}\n'],
      ]);
    const offsetsOf = ({ calls }: PlayedTurn) =>
      calls.filter(({ name }) => name === 'list_files').map(({ args }) => Number(args.offset ?? 0));

    it('to its end, each where the one before says', async () => {
      const files = manyFiles(2000, 'zone/limits.test.ts');
      const turn = await playTurn('Plan rate limiting', { files });
      const offsets = offsetsOf(turn);
      assert.ok(offsets.length > 4, String(offsets));
      const lines = offsets.flatMap((offset) => pageOf(Object.keys(files), offset, toolResultLimit).split('\n'));
      const paths = lines.filter((line) => !line.startsWith('('));
      assert.deepEqual(paths, Object.keys(files));
    });

    it('before it says that there is no such file', async () => {
      const files = manyFiles(2000, 'zone/last.ts');
      const { text } = await playTurn('explain zone/last.ts', { files });
      assert.match(text, /`lastOne` \(line 1\)/);
    });

    it('before it adds a task', async () => {
      const files = { ...manyFiles(2000, 'zone/last.ts'), 'zone/last.test.ts': '' };
      const plan = '# P\n\n## Implementation Phases\n\n### Phase 1: A\n\n- [ ] **T1** One\n';
      const { edits } = await playTurn('add a task to check lastOne', {
        files,
        plan,
      });
      const added = edits.find((edit) => edit.type === 'addTask');
      assert.deepEqual(added?.task.files, [
        { path: 'zone/last.ts', kind: 'modify' },
        { path: 'zone/last.test.ts', kind: 'modify' },
      ]);
    });

    it('and calls no file new where the list is too long', async () => {
      const files = manyFiles(9000, 'zone/last.ts');
      const turn = await playTurn('Plan rate limiting', { files });
      assert.ok(turn.rounds < 22, String(turn.rounds));
      const named = turn.draft?.phases.flatMap(({ tasks }) => tasks.flatMap((task) => task.files)) ?? [];
      assert.ok(named.length > 0);
      assert.deepEqual(
        named.filter(({ kind }) => kind === 'new'),
        [],
      );
      assert.match(
        (await playTurn('explain zone/none.ts', { files })).text,
        /`zone\/none\.ts` is not among the files that I listed/,
      );
    });
  });

  it('answers whatever it is told, with a plan or without, the same each time', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom(
              'add',
              'remove',
              'T1',
              'phase 2',
              'split',
              ' and ',
              ' to ',
              'plan',
              'the',
              '"',
              '\n',
              '. ',
              'task',
              '漢字',
            ),
          ),
        ),
        fc.boolean(),
        (words, withPlan) => {
          const asked = systemOf(withPlan ? 'Plan under discussion: p1' : '', words.join(' '));
          const answer = nextAnswer(readTurn(asked));
          assert.ok(answer.text !== '' || answer.calls.length > 0);
          assert.deepEqual(nextAnswer(readTurn(asked)), answer);
        },
      ),
    ));

  for (const text of [
    'a '.repeat(1900),
    'split T1 into '.repeat(250),
    'add a task to '.repeat(250),
    'T1, '.repeat(900),
    `remove the ${'very '.repeat(700)}task`,
    '"'.repeat(3000),
    ' '.repeat(3900),
  ])
    it(`does not lose itself in ${text.slice(0, 14)}...`, () => {
      for (const system of ['Plan under discussion: p1', '']) {
        const answer = nextAnswer(readTurn(systemOf(system, text)));
        assert.ok(answer.text !== '' || answer.calls.length > 0);
      }
    });
});

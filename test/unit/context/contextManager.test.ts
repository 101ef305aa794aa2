import assert from 'node:assert/strict';
import { ContextManager, seenContext } from '../../../src/context/contextManager';
import type { ContextRequest } from '../../../src/context/sections';
import { WorkspaceSearch } from '../../../src/context/workspaceSearch';
import { UserError } from '../../../src/domain/errors';
import { silentLog } from '../../../src/domain/log';
import { factsText, workspaceFacts } from '../../../src/context/files/workspaceFacts';
import { MemoryFiles } from '../../support/memoryFiles';

const atlas = (): MemoryFiles =>
  new MemoryFiles({
    'package.json': '{"name":"atlas-api","scripts":{"start":"node src/server.ts","test":"node --test"}}',
    'README.md': '# Atlas API\n\nServes maps.\n',
    'src/app.ts': 'export function createApp() {\n  return new App();\n}\n',
    'src/limits/bucket.ts': 'export class TokenBucket {}\n',
    'src/limits/store.ts': 'export class LimitStore {}\n',
    'src/routes/users.ts': `// Users\n${'// line\n'.repeat(100)}export const listUsers = () => [];\n`,
    'packages/web/package.json': '{"name":"web"}',
  });

const assemble = (input: Partial<ContextRequest>, files = atlas()) =>
  new ContextManager(files, new WorkspaceSearch(files)).assemble({ request: '', budget: 10_000, ...input });

describe('ContextManager', () => {
  it('brings what matches the request, with path, lines and reason', async () => {
    const { sections } = await assemble({ request: 'list the users' });
    const users = sections.find(({ path }) => path === 'src/routes/users.ts');
    assert.equal(users?.source, 'workspace');
    assert.equal(users.title, 'src/routes/users.ts (lines 61-103)');
    assert.match(users.text, /listUsers/);
    assert.ok(users.tokens > 50);
    assert.equal(users.reason, 'matches');
  });

  it('brings what is mentioned: files by path, name or lines, folders, symbols; not twice, and not what does not exist', async () => {
    const { sections } = await assemble({
      request: 'Use @app.ts and @src/routes/users.ts:1-2, @src/limits/ @#TokenBucket @src/none.ts @app.ts',
    });
    assert.deepEqual(
      sections.filter(({ source }) => source === 'mention').map(({ title }) => title),
      ['src/app.ts (lines 1-4)', 'src/routes/users.ts (lines 1-2)', 'src/limits/', 'src/limits/bucket.ts (lines 1-2)'],
    );
    assert.equal(sections.filter(({ path }) => path === 'src/app.ts').length, 1);
    assert.match(sections.find(({ title }) => title === 'src/limits/')?.text ?? '', /src\/limits\/store\.ts/);
  });

  it('brings what is mentioned as Windows writes paths', async () => {
    const files = Object.assign(new MemoryFiles({ 'src/limits/bucket.ts': '', 'a\\b.ts': '' }), {
      // Where a path may be written so, the system finds it.
      exists: async () => true,
    });
    const { sections, leftOut } = await assemble(
      { request: 'Use @src\\limits\\bucket.ts:1-1, @src\\limits and @a\\b.ts' },
      files,
    );
    assert.deepEqual(
      sections.filter(({ source }) => source === 'mention').map(({ title }) => title),
      ['src/limits/bucket.ts (lines 1-1)', 'src/limits/', 'a\\b.ts (lines 1-1)'],
    );
    assert.deepEqual(leftOut, []);
  });

  it('brings what a mention may mean in several roots, unless that is too much', async () => {
    const texts = Object.fromEntries(
      ['api', 'web', 'app', 'cli', 'lib'].flatMap((root, at) => [
        [`${root}/README.md`, `# ${root}\n`],
        ...(at < 2 ? [[`${root}/src/main.ts`, `export const ${root} = 1;\n`]] : []),
      ]),
    );
    const { sections } = await assemble(
      { request: 'Use @src/main.ts and @src/ and @README.md' },
      new MemoryFiles(texts),
    );
    assert.deepEqual(
      sections.filter(({ source }) => source === 'mention').map(({ title }) => title),
      ['api/src/main.ts (lines 1-2)', 'web/src/main.ts (lines 1-2)', 'api/src/', 'web/src/'],
    );
  });

  it('tells how much of a long file and a large folder follows on what is shown', async () => {
    const parts = Object.fromEntries(Array.from({ length: 230 }, (_, at) => [`src/parts/p${at}.ts`, '']));
    const files = new MemoryFiles({ 'src/long.ts': 'const a = 1;\n'.repeat(999), ...parts });
    const { sections } = await assemble({ request: 'Use @src/long.ts and @src/parts/ and @src/long.ts:1-2' }, files);
    assert.deepEqual(
      sections.filter(({ source }) => source === 'mention').map(({ title, more }) => [title, more]),
      [
        ['src/long.ts (lines 1-400)', 600],
        ['src/parts/', 30],
        ['src/long.ts (lines 1-2)', 0],
      ],
    );
  });

  it('shows of a named file what fits, with the lines that are shown', async () => {
    const files = new MemoryFiles({ 'src/long.ts': 'const a = 1;\n'.repeat(300) });
    const { sections, leftOut, tokens } = await assemble({ request: 'Use @src/long.ts', budget: 600 }, files);
    const shown = sections.find(({ source }) => source === 'mention');
    const end = shown!.endLine!;
    assert.ok(end > 20 && end < 300 && tokens <= 600);
    assert.deepEqual([shown!.title, shown!.more], [`src/long.ts (lines 1-${end})`, 301 - end]);
    assert.ok(leftOut.some((rest) => rest.reason === 'budget' && rest.startLine === end + 1 && rest.endLine === 301));
  });

  it('shows project, other plans, open editors, what the project remembers and attachments, each with its source', async () => {
    const { sections } = await assemble({
      request: 'Explain @selection',
      project: { name: 'Atlas', description: 'Maps' },
      otherPlans: [
        { title: 'Search', status: 'draft', outline: 'index, query' },
        { title: 'Tiles', status: 'approved' },
      ],
      attach: async () => ({ title: 'Selection', text: 'const x = 1;', path: 'src/app.ts', startLine: 2, endLine: 2 }),
      openEditors: ['src/app.ts', 'README.md'],
      memory: {
        search: async () => [
          { source: 'decisions', title: 'Tiles', text: 'Tiles are cached for a day.' },
          { source: 'conversations', title: 'Old talk', text: 'We spoke of tiles.' },
        ],
      },
    });
    const text = (source: string) => sections.find((section) => section.source === source)?.text;
    assert.equal(text('project'), 'Atlas\nMaps');
    assert.equal(text('otherPlans'), '- Search (draft): index, query\n- Tiles (approved)');
    assert.equal(text('attachment'), 'const x = 1;');
    assert.equal(text('openEditors'), 'src/app.ts\nREADME.md');
    assert.equal(text('decisions'), 'Tiles are cached for a day.');
    assert.equal(text('conversations'), 'We spoke of tiles.');
  });

  it('tells what was named but is not shown, and why', async () => {
    const { leftOut } = await assemble({
      request: 'Use @.env, @src/none.ts, @#NoSuchThing, @problems and @plan',
      attach: async () => null,
    });
    assert.deepEqual(
      leftOut.map(({ title, reason }) => [title, reason]),
      [
        ['.env', 'excluded'],
        ['src/none.ts', 'notFound'],
        ['NoSuchThing', 'notFound'],
        ['@problems', 'nothing'],
        ['@plan', 'nothing'],
      ],
    );
    assert.deepEqual((await assemble({ request: 'Go on with @plan', planText: '# Limits' })).leftOut, []);
  });

  it('tells a file that is there and cannot be read from one that is not', async () => {
    const files = new MemoryFiles({ 'docs/logo.png': '', 'docs/gone.md': '' });
    files.read = async (path) => {
      if (path.endsWith('.png')) throw new UserError('unknownFormat', { file: path, reason: 'it is binary' });
      throw new UserError('notFound', { kind: 'file', id: path });
    };
    const { leftOut } = await assemble({ request: 'Use @docs/logo.png and @docs/gone.md' }, files);
    assert.deepEqual(
      leftOut.map(({ title, reason }) => [title, reason]),
      [
        ['docs/logo.png', 'unreadable'],
        ['docs/gone.md', 'notFound'],
      ],
    );
  });

  it('goes on without a search that fails, logs it and says so', async () => {
    const failure = new UserError('searchFailed', { reason: 'the index worker ended' });
    const search = { search: () => Promise.reject(failure), definitions: () => Promise.reject(failure) };
    const logged: unknown[] = [];
    const log = { ...silentLog, error: (_: string, error: unknown) => logged.push(error) };
    const manager = new ContextManager(atlas(), search as unknown as WorkspaceSearch, null, log);
    const { sections, leftOut } = await manager.assemble({
      request: 'Use @src/app.ts and @#TokenBucket',
      budget: 9000,
    });
    assert.deepEqual(
      sections.map(({ title }) => title),
      ['Workspace', 'src/app.ts (lines 1-4)'],
    );
    assert.deepEqual(
      leftOut.map(({ title, reason }) => [title, reason]),
      [
        ['TokenBucket', 'failed'],
        ['Search', 'failed'],
      ],
    );
    assert.deepEqual(logged, [failure, failure]);
  });

  it('tells what is there and not listed, or must not be read, from what is not there', async () => {
    const files = new MemoryFiles({ 'src/app.ts': '' });
    const reasons = async () => {
      const { leftOut } = await assemble({ request: 'Use @dist/app.js, @dist/, @src/none.ts' }, files);
      return leftOut.map(({ reason }) => reason);
    };
    const ignored = Object.assign(files, { exists: async (path: string) => path.startsWith('dist') });
    assert.deepEqual(await reasons(), ['ignored', 'ignored', 'notFound']);

    ignored.exists = async () => false;
    files.list = async () => [];
    files.read = async () => Promise.reject(new UserError('untrusted'));
    assert.deepEqual(await reasons(), ['ignored', 'ignored', 'ignored']);

    ignored.exists = async () => true;
    files.read = async (file) => Promise.reject(new UserError('fileFailed', { file, reason: 'away' }));
    assert.deepEqual(await reasons(), ['unreadable', 'unreadable', 'unreadable']);
  });

  it('is recorded without its texts, the earlier turns as one part', async () => {
    const context = await assemble({ request: '@src/app.ts and @.env' });
    const history = { source: 'history', title: 'Earlier', reason: 'earlier', detail: '2 0', tokens: 40 } as const;
    const seen = seenContext(context, history, 12_000);
    assert.equal(seen.budget, 12_000);
    assert.ok(seen.parts.length > 1 && !seen.parts.some((part) => 'text' in part));
    assert.deepEqual(seen.parts.at(-1), history);
    assert.equal(seen.leftOut[0]?.reason, 'excluded');
  });

  it('stays inside the budget, lists what was left out, and keeps the plan whole whatever it takes', async () => {
    const planText = 'A long plan. '.repeat(200);
    const { sections, leftOut, tokens } = await assemble({
      request: 'users of @src/routes/users.ts',
      planText,
      budget: 150,
    });
    assert.deepEqual(
      sections.map(({ source }) => source),
      ['plan'],
    );
    assert.equal(sections[0]?.text, planText);
    assert.ok(leftOut.some(({ path, text }) => path === 'src/routes/users.ts' && text === ''));
    const small = await assemble({ request: 'users', budget: 150 });
    assert.ok(small.tokens <= 150 && small.leftOut.length > 0 && tokens > 150);
  });

  it('has nothing to say about an empty workspace', async () => {
    const { sections, leftOut, tokens } = await assemble({ request: 'Plan analytics' }, new MemoryFiles());
    assert.deepEqual([sections, leftOut, tokens], [[], [], 0]);
  });

  it('stops when the turn is stopped', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(assemble({ request: 'users', signal: controller.signal }), { name: 'AbortError' });
  });
});

describe('workspaceFacts', () => {
  it('tells languages, the shallowest manifest, scripts, README and folders', async () => {
    const facts = await workspaceFacts(atlas());
    assert.deepEqual(facts.languages, [{ name: 'TypeScript', files: 4 }]);
    assert.deepEqual(facts.manifest, { path: 'package.json', name: 'atlas-api' });
    assert.deepEqual(facts.scripts, ['start: node src/server.ts', 'test: node --test']);
    assert.equal(facts.readmeHead, '# Atlas API\n\nServes maps.');
    assert.ok(facts.folders.includes('src/limits/ (2)'));
    assert.match(factsText(facts), /Languages: TypeScript \(4\)[\s\S]*- test: node --test/);
  });

  it('reads other manifests and survives a broken one', async () => {
    const go = await workspaceFacts(
      new MemoryFiles({ 'go.mod': 'module example.com/tool\n\ngo 1.22\n', 'main.go': 'package main' }),
    );
    assert.deepEqual(go.manifest, { path: 'go.mod', name: 'example.com/tool' });
    const python = await workspaceFacts(new MemoryFiles({ 'pyproject.toml': '[project]\nname = "shop"\n' }));
    assert.equal(python.manifest?.name, 'shop');
    const broken = await workspaceFacts(new MemoryFiles({ 'package.json': '{"name": "half", "scripts": {' }));
    assert.deepEqual([broken.manifest?.name, broken.scripts], ['half', []]);
  });

  it('knows nothing of an empty workspace', async () => {
    assert.equal(factsText(await workspaceFacts(new MemoryFiles())), '');
  });
});

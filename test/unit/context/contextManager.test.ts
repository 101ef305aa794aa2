import assert from 'node:assert/strict';
import { ContextManager, type ContextRequest } from '../../../src/context/contextManager';
import { WorkspaceSearch } from '../../../src/context/workspaceSearch';
import { factsText, workspaceFacts } from '../../../src/context/workspaceFacts';
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
    assert.ok(users.tokens > 50 && users.why !== '');
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

  it('shows project, other plans and attachments, each with its source', async () => {
    const { sections } = await assemble({
      project: { name: 'Atlas', description: 'Maps' },
      otherPlans: [
        { title: 'Search', status: 'draft', outline: 'index, query' },
        { title: 'Tiles', status: 'approved' },
      ],
      attachments: [{ title: 'Selection', text: 'const x = 1;', path: 'src/app.ts', startLine: 2, endLine: 2 }],
    });
    const text = (source: string) => sections.find((section) => section.source === source)?.text;
    assert.equal(text('project'), 'Atlas\nMaps');
    assert.equal(text('otherPlans'), '- Search (draft): index, query\n- Tiles (approved)');
    assert.equal(text('attachment'), 'const x = 1;');
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

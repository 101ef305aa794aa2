import assert from 'node:assert/strict';
import { localEngine } from '../../../src/context/index/engine';
import { WorkspaceSearch } from '../../../src/context/workspaceSearch';
import { MemoryFiles } from '../../support/memoryFiles';

const atlas = (): MemoryFiles =>
  new MemoryFiles({
    'src/app.ts':
      "import { requireApiKey } from './auth/apiKey';\n\nexport function createApp(): App {\n  return new App(requireApiKey);\n}\n",
    'src/auth/apiKey.ts':
      'export class ApiKeyGuard {\n  public async check(key: string): Promise<boolean> {\n    return true;\n  }\n}\nexport const requireApiKey = new ApiKeyGuard();\n',
    'src/routes/users.ts': `${'// filler\n'.repeat(130)}export function listUsers() {\n  return paginate(users);\n}\n`,
    'test/users.test.ts': "it('lists users with pagination: users users users', () => listUsers());\n",
    'docs/users.md': '# Users\n\nHow to list users, users, users, with pagination.\n',
    'worker/jobs.py': 'class JobQueue:\n    def enqueue_job(self, job):\n        pass\n\nMAX_JOBS = 3\n',
    'cmd/main.go': 'package main\n\ntype Server struct{}\n\nfunc (s *Server) ListenAndServe() error { return nil }\n',
    'logo.png': 'PNG\0createApp',
  });

describe('WorkspaceSearch', () => {
  it('finds the part of a file that a request is about, with its lines', async () => {
    const [best] = await new WorkspaceSearch(atlas()).search('paginate the list of users', 5);
    assert.equal(best?.path, 'src/routes/users.ts');
    assert.match(best?.text ?? '', /^export function listUsers/m);
    assert.equal(best?.endLine, 134);
    assert.ok(best.startLine > 60 && best.startLine <= 131, String(best.startLine));
  });

  it('puts tests and documents first only when the request is about them', async () => {
    const search = new WorkspaceSearch(atlas());
    const first = async (query: string) => (await search.search(query, 5))[0]?.path;
    assert.equal(await first('list users'), 'src/routes/users.ts');
    assert.equal(await first('users pagination tests'), 'test/users.test.ts');
    assert.equal(await first('documentation of users pagination'), 'docs/users.md');
  });

  it('joins neighbouring words into identifiers', async () => {
    assert.equal((await new WorkspaceSearch(atlas()).search('api key guard', 3))[0]?.path, 'src/auth/apiKey.ts');
  });

  it('puts first what lies under a path that the request writes, but not under half a name', async () => {
    const search = new WorkspaceSearch(
      new MemoryFiles({
        'api/users/view.ts': 'export const view = () => render();\n',
        'api/users2/view.ts': 'export const view = () => render();\nexport const view2 = () => view();\n',
        'web/view.ts': 'export const view = () => render();\n// view view view\n',
      }),
    );
    const first = async (query: string) => (await search.search(query, 5))[0]?.path;
    assert.equal(await first('api/users: render the view'), 'api/users/view.ts');
    assert.equal(await first('render the view of web/view'), 'web/view.ts');
  });

  it('lends the words of the best answers to the search: what speaks like them comes before what does not', async () => {
    const files: Record<string, string> = {
      'src/checkout.ts': 'export const checkout = () => branch(upstream, tracking, worktree);\n// checkout checkout\n',
      'src/aa.ts': 'export const other = () => checkout(painting, colour, canvas);\n',
      'src/zz.ts': 'export const other = () => checkout(upstream, tracking, worktree);\n',
    };
    for (let n = 0; n < 20; n++) files[`src/fill${n}.ts`] = `export const fill${n} = () => painting(colour, canvas);\n`;
    const found = await new WorkspaceSearch(new MemoryFiles(files)).search('checkout', 5);
    assert.deepEqual(
      found.map(({ path }) => path),
      ['src/checkout.ts', 'src/zz.ts', 'src/aa.ts'],
    );
  });

  for (const [symbol, path, line] of [
    ['createApp', 'src/app.ts', 3],
    ['createapp', 'src/app.ts', 3],
    ['ApiKeyGuard', 'src/auth/apiKey.ts', 1],
    ['check', 'src/auth/apiKey.ts', 2],
    ['requireApiKey', 'src/auth/apiKey.ts', 6],
    ['JobQueue', 'worker/jobs.py', 1],
    ['JobQueue.enqueue_job', 'worker/jobs.py', 2],
    ['MAX_JOBS', 'worker/jobs.py', 5],
    ['Server', 'cmd/main.go', 3],
    ['ListenAndServe()', 'cmd/main.go', 5],
    ['listUs', 'src/routes/users.ts', 131],
    ['guard key', 'src/auth/apiKey.ts', 1],
  ] as const)
    it(`finds the definition of ${symbol}`, async () => {
      const [hit] = await new WorkspaceSearch(atlas()).definitions(symbol);
      assert.deepEqual([hit?.path, hit?.line], [path, line]);
    });

  it('finds a literal text case-insensitively, source first, within the limit, and not in binary files', async () => {
    const search = new WorkspaceSearch(atlas());
    const hits = await search.text('LISTUSERS', 10);
    assert.deepEqual(
      hits.map(({ path, line }) => `${path}:${line}`),
      ['src/routes/users.ts:131', 'test/users.test.ts:1'],
    );
    assert.equal((await search.text('users', 1)).length, 1);
    assert.deepEqual(
      (await search.text('createApp', 10)).map(({ path }) => path),
      ['src/app.ts'],
    );
    assert.deepEqual(await search.text('(a+)+$', 10), []);
  });

  it('follows changes, new files and deletions', async () => {
    const files = atlas();
    const search = new WorkspaceSearch(files);
    assert.deepEqual(await search.definitions('chargeCard'), []);
    files.write('src/billing.ts', 'export function chargeCard() {}\n');
    assert.equal((await search.definitions('chargeCard'))[0]?.path, 'src/billing.ts');
    files.write('src/billing.ts', 'export function refundCard() {}\n');
    assert.deepEqual(await search.definitions('chargeCard'), []);
    assert.equal((await search.text('refundCard', 5)).length, 1);
    files.delete('src/billing.ts');
    assert.deepEqual(await search.definitions('refundCard'), []);
    assert.equal(
      (await search.search('refund card billing', 5)).some(({ path }) => path === 'src/billing.ts'),
      false,
    );
  });

  it('reads only what changed', async () => {
    const files = atlas();
    const search = new WorkspaceSearch(files);
    await search.definitions('nothing');
    files.reads.length = 0;
    files.write('src/app.ts', 'export function createApp() {}\n');
    await search.definitions('nothing');
    assert.deepEqual(files.reads, ['src/app.ts']);
  });

  it('says why a part was chosen', async () => {
    const [best] = await new WorkspaceSearch(atlas()).search('check the api key', 1);
    assert.equal(best?.path, 'src/auth/apiKey.ts');
    assert.ok(best.reason.words.includes('check'));
    assert.equal(best.reason.commit, null);
    assert.ok(best.reason.definition !== null);
  });

  it('leaves out what tools wrote', async () => {
    const files = new MemoryFiles({
      'package-lock.json': '{ "name": "lockedThing" }',
      'src/api.ts': '// @generated\nexport const generatedThing = 1;\n',
      'src/own.ts': 'export const ownThing = 1;\n',
    });
    const search = new WorkspaceSearch(files);
    assert.deepEqual(await search.text('lockedThing', 5), []);
    assert.deepEqual(await search.text('generatedThing', 5), []);
    assert.equal((await search.text('ownThing', 5)).length, 1);
  });

  it('skips files above the limit and stops at the total', async () => {
    const files = new MemoryFiles({
      'a.ts': 'export const alpha = 1;\n'.repeat(4),
      'b.ts': 'export const beta = 1;\n',
      'c.ts': 'export const gamma = 1;\n',
    });
    const search = new WorkspaceSearch(files, localEngine(files, { fileBytes: 50, totalBytes: 30 }));
    assert.deepEqual(await search.definitions('alpha'), []);
    assert.equal((await search.definitions('beta')).length, 1);
    assert.deepEqual(await search.definitions('gamma'), []);
  });

  it('gives the room that there is to source first, also to what is new', async () => {
    const files = new MemoryFiles({
      'assets/map.txt': 'alpha of the assets\n',
      'docs/map.md': 'alpha of the documents\n',
      'src/map.ts': 'export const alpha = 1;\n',
    });
    const search = new WorkspaceSearch(files, localEngine(files, { fileBytes: 50, totalBytes: 50 }));
    const paths = async () => (await search.text('alpha', 5)).map(({ path }) => path);
    assert.deepEqual(await paths(), ['src/map.ts', 'assets/map.txt']);
    files.write('src/new.ts', 'export const alpha = 2;\n');
    assert.deepEqual(await paths(), ['src/map.ts', 'src/new.ts']);
    files.delete('src/map.ts');
    files.delete('src/new.ts');
    assert.deepEqual(await paths(), ['assets/map.txt', 'docs/map.md']);
  });

  it('gives no room to files that are no texts, and does not read those that say so by their name', async () => {
    const files = new MemoryFiles({
      'a.png': 'PNG\0'.repeat(10),
      'assets/blob': 'blob\0'.repeat(8),
      'assets/data': 'export const alpha = 1;\n',
      'logo.PNG': 'PNG\0'.repeat(10),
    });
    const search = new WorkspaceSearch(files, localEngine(files, { fileBytes: 50, totalBytes: 50 }));
    assert.equal((await search.text('alpha', 5)).length, 1);
    assert.deepEqual(new Set(files.reads), new Set(['assets/blob', 'assets/data']));
  });

  it('rejects with the reason of the abort, and works for the next caller', async () => {
    const search = new WorkspaceSearch(atlas());
    const controller = new AbortController();
    const waiting = search.search('users', 3, controller.signal);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.ok((await search.search('users', 3)).length > 0);
  });

  it('answers nothing in an empty workspace', async () => {
    const search = new WorkspaceSearch(new MemoryFiles());
    assert.deepEqual(await search.search('anything', 3), []);
    assert.deepEqual(await search.definitions('anything'), []);
    assert.deepEqual(await search.text('anything', 3), []);
  });
});

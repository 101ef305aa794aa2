import assert from 'node:assert/strict';
import { build, type Metafile } from 'esbuild';

const bundle = async (entryPoints: readonly string[]): Promise<Metafile> => {
  const { metafile } = await build({
    entryPoints: [...entryPoints],
    bundle: true,
    write: false,
    metafile: true,
    outdir: 'unused',
    platform: 'node',
    external: ['vscode'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.md': 'text', '.ttf': 'file' },
    logLevel: 'silent',
  });
  return metafile;
};

const allowed: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  storage: ['storage', 'domain'],
  context: ['context', 'domain'],
  models: ['models', 'domain'],
  generation: ['generation', 'domain', 'context'],
  plans: ['plans', 'domain', 'storage'],
  agent: ['agent', 'domain', 'storage', 'context', 'models', 'generation', 'plans'],
  mirror: ['mirror', 'domain', 'storage', 'plans'],
  api: ['api', 'agent', 'domain', 'storage', 'context', 'models', 'generation', 'plans'],
  shared: ['shared', 'domain'],
};

const layerOf = (path: string): string | undefined => /^src\/(\w+)\//.exec(path)?.[1];
const packageOf = (path: string): string | undefined =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path)?.[1];

/** A file and everything loaded with it, which excludes its dynamic imports. */
const loadedWith = ({ inputs }: Metafile, path: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: to, kind, external } of inputs[path]?.imports ?? [])
    if (kind === 'import-statement' && !external) loadedWith({ inputs, outputs: {} }, to, seen);
  return seen;
};

describe('the layers', () => {
  let host: Metafile;
  let views: Metafile;
  before(async () => {
    host = await bundle(['src/extension.ts', 'src/storage/sqljs/worker.ts', 'src/context/index/worker/indexWorker.ts']);
    views = await bundle(['webview-ui/chat/main.tsx', 'webview-ui/plan/main.tsx']);
  });

  it('import downwards only', () => {
    const wrong = Object.entries(host.inputs).flatMap(([path, { imports }]) => {
      const may = allowed[layerOf(path) ?? ''];
      return imports
        .filter(({ path: to }) => may && layerOf(to) && !may.includes(layerOf(to)!))
        .map(({ path: to }) => `${path} -> ${to}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('leave vscode to the editor layer', () => {
    const users = Object.entries(host.inputs).filter(([, { imports }]) =>
      imports.some(({ path }) => path === 'vscode'),
    );
    assert.deepEqual(
      users
        .map(([path]) => path)
        .filter((path) => !['src/editor/', 'src/extension.ts', 'src/app.ts'].some((place) => path.startsWith(place))),
      [],
    );
  });

  it('keep each package behind its own files', () => {
    const users = (name: string): string[] =>
      Object.entries(host.inputs)
        .filter(
          ([path, { imports }]) => path.startsWith('src/') && imports.some(({ path: to }) => packageOf(to) === name),
        )
        .map(([path]) => path);
    assert.deepEqual(
      users('openai').filter((path) => !path.startsWith('src/models/')),
      [],
    );
    assert.deepEqual(
      users('sql.js').filter((path) => !path.startsWith('src/storage/sqljs/')),
      [],
    );
    assert.deepEqual(
      users('kysely').filter((path) => !path.startsWith('src/storage/')),
      [],
    );
    assert.deepEqual(
      users('markdown-it').filter((path) => !path.startsWith('src/domain/grammar/planDocument')),
      [],
    );
  });

  it('load at activation only what registers: no package, no core, few bytes', () => {
    const loaded = [...loadedWith(host, 'src/extension.ts')];
    assert.ok(loaded.includes('src/editor/lazyProviders.ts'));
    assert.deepEqual(
      loaded.filter((path) => packageOf(path) || !['api', 'editor', 'domain', undefined].includes(layerOf(path))),
      [],
    );
    const bytes = loaded.reduce((sum, path) => sum + (host.inputs[path]?.bytes ?? 0), 0);
    assert.ok(bytes < 20_000, `${bytes} bytes of source`);
  });

  it('keep what a webview does not need out of it', () => {
    const packages = new Set(Object.keys(views.inputs).map(packageOf));
    assert.deepEqual(
      ['zod', 'sql.js', 'kysely', 'openai'].filter((name) => packages.has(name)),
      [],
    );
  });

  it('ship no words of a library in fifty languages', () => {
    assert.deepEqual(
      Object.values(host.outputs)
        .flatMap(({ inputs }) => Object.entries(inputs))
        .filter(([path, { bytesInOutput }]) => /\/locales\/(?!en\.js)/.test(path) && bytesInOutput > 500),
      [],
    );
  });
});

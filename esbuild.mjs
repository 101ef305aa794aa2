import { build, context } from 'esbuild';
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  logLevel: 'warning',
  legalComments: 'none',
  loader: { '.md': 'text' },
};
const node = { ...common, platform: 'node', target: 'node20', format: 'cjs' };

/** Parts of the extension that load at their first use, each a file of its own, so that activation compiles little. */
const lazyParts = {
  app: 'src/app.ts',
  offlineProvider: 'src/models/offlineProvider.ts',
  openAiProvider: 'src/models/openAiProvider.ts',
};
const splitLazyParts = {
  name: 'split lazy parts',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`/(${Object.keys(lazyParts).join('|')})$`) }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `.${path.slice(path.lastIndexOf('/'))}.js`, external: true } : undefined,
    );
  },
};

/** Each file that imports the editor's API would copy all of it for itself; this way they share one copy. */
const sharedEditorApi = {
  name: 'shared editor API',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'editor' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'editor' },
    );
    onLoad({ filter: /^vscode$/, namespace: 'editor' }, () => ({ contents: "export * from 'vscode';" }));
  },
};

/** What runs in threads of their own. */
const workers = {
  storageWorker: 'src/storage/sqljs/worker.ts',
  indexWorker: 'src/context/index/worker/indexWorker.ts',
};

const extension = {
  ...node,
  entryPoints: { extension: 'src/extension.ts', ...workers, ...lazyParts },
  plugins: [splitLazyParts, sharedEditorApi],
  // The parts are CommonJS: they are required, not imported.
  supported: { 'dynamic-import': false },
  outdir: 'dist',
  metafile: true,
};
const webviews = {
  ...common,
  entryPoints: { chat: 'webview-ui/chat/main.tsx', plan: 'webview-ui/plan/main.tsx' },
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'es2023',
  format: 'iife',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
  metafile: true,
};
/** Every test file below test/, found by walking: no list to keep. */
const testFiles = () =>
  readdirSync('test', { recursive: true })
    .filter((name) => /^(unit|integration|e2e)\b.*\.test\.tsx?$|^integration.index\.ts$/.test(name))
    .map((name) => join('test', name));

const tests = () => ({
  ...node,
  sourcemap: 'inline',
  entryPoints: testFiles(),
  outbase: 'test',
  outdir: 'dist/test',
  outExtension: { '.js': '.cjs' },
  packages: 'external',
  define: { 'import.meta.url': '"file:///unused"' },
  jsx: 'automatic',
  jsxImportSource: 'preact',
});

/** What an earlier build of other files left would be packed with this one's; a package stays until the next is made. */
const clear = () => {
  mkdirSync('dist', { recursive: true });
  for (const name of readdirSync('dist').filter((name) => name !== 'test' && !name.endsWith('.vsix')))
    rmSync(join('dist', name), { recursive: true });
};

const contract = 'src/api/contract';

/** sql.js finds its WebAssembly file beside the worker; the API's contract holds types only, so it is its own declaration. */
const copyAssets = () => {
  mkdirSync('dist/api', { recursive: true });
  copyFileSync('node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm');
  for (const name of readdirSync(contract))
    copyFileSync(join(contract, name), join('dist/api', name.replace(/\.ts$/, '.d.ts')));
};

if (flags.has('--watch')) {
  copyAssets();
  for (const options of [extension, webviews]) await (await context({ ...options, logLevel: 'info' })).watch();
} else if (flags.has('--tests')) {
  rmSync('dist/test', { recursive: true, force: true });
  copyAssets();
  await build({ ...extension, entryPoints: workers, metafile: false });
  await build(tests());
} else {
  clear();
  copyAssets();
  const [host, views] = await Promise.all([build(extension), build(webviews)]);
  writeFileSync('dist/meta.json', JSON.stringify({ host: host.metafile, views: views.metafile }));
}

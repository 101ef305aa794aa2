import assert from 'node:assert/strict';
import fc from 'fast-check';
import { distance } from '../../../../src/context/references/pathLookup';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

const files = new MemoryFiles({
  'package.json': '{}',
  Dockerfile: 'FROM node',
  '.github/workflows/ci.yml': 'on: push\n',
  'src/app.ts': 'one\ntwo\nthree\n',
  'src/server.ts': 'export function startServer(port) {}\nexport class Session {\n  close() {}\n}\n',
  'src/app/server.ts': '',
  'src/routes/users.ts': '',
  'src/routes/index.ts': '',
  'src/store/index.ts': '',
  'app/(shop)/cart/[id]/page.tsx': '',
  'test/app.test.ts': '',
  'docs/api.md': '',
  'docs/my guide.md': '',
});

const states = async (source: string, roots?: string[]): Promise<string[]> =>
  (await checkReferences(source, files, roots)).map(
    ({ text, state, path, nearest }) =>
      `${text} ${state}${path === text ? '' : ` ${path}`}${nearest === null ? '' : ` -> ${nearest}`}`,
  );

const check = (title: string, source: string, expected: readonly string[]): void => {
  it(title, async () => assert.deepEqual(await states(source), expected));
};

describe('checkReferences', () => {
  check(
    'finds files and folders in backticks',
    'Change `src/app.ts` and `src/routes/`, run `.github/workflows/ci.yml`.',
    ['src/app.ts found', 'src/routes/ found src/routes', '.github/workflows/ci.yml found'],
  );
  check(
    'takes ./ and line numbers off',
    'See `./src/app.ts:2`, `src/app.ts:1-3`, `src/app.ts#L2`, `src/server.ts#startServer`.',
    [
      './src/app.ts:2 found src/app.ts',
      'src/app.ts:1-3 found src/app.ts',
      'src/app.ts#L2 found src/app.ts',
      'src/server.ts#startServer found src/server.ts',
      'startServer found src/server.ts',
    ],
  );
  check(
    'reads bare paths on a Files line whole, and no parts of globs and of names with a $',
    '- Files: src/app.ts, src/sever.ts.\n\n- Files: src/**/*.test.ts, src/{a,b}.ts, app/routes/$id.tsx, src/übersicht.ts',
    ['src/app.ts found', 'src/sever.ts missing -> src/server.ts', 'src/übersicht.ts missing'],
  );
  check(
    'takes the marks of the plan grammar for new files',
    '- Files: `src/limits/a.ts` [new], `src/limits/b.ts` (added), `src/limits/c.ts` (add file), `src/sever.ts` (added to)',
    ['src/limits/a.ts new', 'src/limits/b.ts new', 'src/limits/c.ts new', 'src/sever.ts missing -> src/server.ts'],
  );
  check(
    'skips fences as CommonMark has them: code on one line opens none, and only a bare fence closes one',
    '```npm test``` first\n\n`src/app.ts`\n\n```\n`src/none.ts`\n```ts\n`src/none.ts`\n```\n\n`src/server.ts`',
    ['src/app.ts found', 'src/server.ts found'],
  );
  check('misses a line beyond the end of the file', '`src/app.ts:40`', [
    'src/app.ts:40 missing src/app.ts -> src/app.ts',
  ]);
  check(
    'checks a range to its end, with a hyphen or a dash; a column is no line',
    '`src/app.ts:1–3`, `src/app.ts:2-9999`, `src/gone.ts:12–40`, `src/app.ts:2:99`',
    [
      'src/app.ts:1–3 found src/app.ts',
      'src/app.ts:2-9999 missing src/app.ts -> src/app.ts',
      'src/gone.ts:12–40 missing src/gone.ts',
      'src/app.ts:2:99 found src/app.ts',
    ],
  );
  check(
    'reads paths with spaces and backslashes on a Files line',
    '- Files: `docs/my guide.md`, `docs/my gide.md`, `src\\routes\\users.ts`, `src\\sever.ts`, docs/my guide.md:1, docs/api.md',
    [
      'docs/my guide.md found',
      'docs/my gide.md missing -> docs/my guide.md',
      'src\\routes\\users.ts found src/routes/users.ts',
      'src\\sever.ts missing src/sever.ts -> src/server.ts',
      'docs/my guide.md:1 found docs/my guide.md',
      'docs/api.md found',
    ],
  );
  check(
    'takes commands, words and namespaces on a Files line for no paths',
    '- Files: `node scripts/build.mjs`, `edit README.md`, `src/gone.ts and other.ts`, `src/app or like.ts`, `src/run --watch app.ts`, `App\\Http\\UserController`, `my\\_file.ts`',
    [],
  );
  check(
    'knows what is declared new, here or elsewhere',
    '- Files: `src/limits/bucket.ts` (new), `src/app.ts`\n\nThe store in `src/limits/bucket.ts`, folder `src/limits`, short `bucket.ts`.',
    ['src/limits/bucket.ts new', 'src/app.ts found', 'src/limits/bucket.ts new', 'src/limits new', 'bucket.ts new'],
  );
  check(
    'takes plain words for a declaration',
    'Create `src/a.ts`, add a new file `src/b.ts`, rename `src/app.ts` to `src/main.ts`.',
    ['src/a.ts new', 'src/b.ts new', 'src/app.ts found', 'src/main.ts new'],
  );
  check(
    'misses with the nearest: same name elsewhere, or a similar name',
    '`source/routes/users.ts` `src/sever.ts` `src/routes/user.ts`',
    [
      'source/routes/users.ts missing -> src/routes/users.ts',
      'src/sever.ts missing -> src/server.ts',
      'src/routes/user.ts missing -> src/routes/users.ts',
    ],
  );
  check('misses without any similar file', '`src/quite/otherThing.xyz.ts`', ['src/quite/otherThing.xyz.ts missing']);
  check(
    'reads Files lines without backticks',
    '- [ ] **T1** Do it\n  - Files: src/app.ts, src/nope.ts (new), src/gone.ts:3, docs/api.md',
    ['src/app.ts found', 'src/nope.ts new', 'src/gone.ts:3 missing src/gone.ts', 'docs/api.md found'],
  );
  check(
    'resolves a bare name when one file has it, and asks on a Files line when several do',
    'In `users.ts` and `index.ts`.\n- Files: `index.ts`',
    ['users.ts found src/routes/users.ts', 'index.ts ambiguous -> src/routes/index.ts'],
  );
  check(
    'misses a bare name that a file has but for case or plural, and takes a product for no file',
    'In `index.ts`, `Server.ts`, `route.ts`, `app.tests.ts`, `Users.ts`, `user.ts`, `Users.js`.',
    ['Users.ts missing -> src/routes/users.ts'],
  );
  check('reads paths with brackets and groups', '`app/(shop)/cart/[id]/page.tsx` `app/(shop)/cart/[key]/page.tsx`', [
    'app/(shop)/cart/[id]/page.tsx found',
    'app/(shop)/cart/[key]/page.tsx missing -> app/(shop)/cart/[id]/page.tsx',
  ]);

  const harmless = [
    '/v1/users',
    'GET /v1/users',
    'https://example.com/src/app.ts',
    'api.openai.com/v1',
    'localhost:3000/api',
    'lodash/fp',
    '@types/node',
    '@vscode/test-electron/out/index.js',
    'node:fs/promises',
    'src/**/*.ts',
    'src/{a,b}.ts',
    '--max-old-space-size=4096',
    '-p',
    'OPENAI_API_KEY',
    'process.env.PORT',
    'app.use(rateLimit())',
    'Map<string, number>',
    'vue.js',
    'Node.js',
    'user.name',
    'req.body',
    'and/or',
    'CI/CD',
    'text/html',
    'application/json',
    'feature/rate-limits',
    'origin/main',
    'npm ci',
    'make build',
    'npm run',
    '429',
    'createApp',
    'a.b.c',
    '~/config.json',
    '../other/app.ts',
    'C:\\temp\\a.ts',
    'v1.2.3',
    '1/2',
    'dist/extension.js',
    'node_modules/openai/index.js',
    'redis:7',
    'devplan:/abc/plan.md',
    'n/a',
    'HEAD~1',
  ];
  for (const text of harmless) check(`raises no alarm over ${text}`, `Use \`${text}\` here.`, []);

  check(
    'finds the symbols that the plan says to be in a file, and misses others with the nearest',
    'Change `startServer()` in `src/server.ts`. See `Session.close` (`src/server.ts:3`), `src/server.ts::startServr` and `Sesion` in `server.ts`. Fix `stop` (`src/server.ts:1`).',
    [
      'startServer found src/server.ts',
      'src/server.ts found',
      'Session.close found src/server.ts',
      'src/server.ts:3 found src/server.ts',
      'src/server.ts::startServr found src/server.ts',
      'startServr missing src/server.ts -> startServer',
      'stop missing src/server.ts',
      'src/server.ts:1 found src/server.ts',
    ],
  );
  check(
    'claims nothing about symbols that the work may bring',
    'Add `restart()` to `src/server.ts`. Call `logger` in `src/server.ts`. Introduce the `stop` method in `src/server.ts:2`. Change `go` in `src/new.ts` (new). See `users` (`src/routes/users.ts:1`).',
    [
      'src/server.ts found',
      'src/server.ts found',
      'src/server.ts:2 found src/server.ts',
      'src/new.ts new',
      'src/routes/users.ts:1 found src/routes/users.ts',
    ],
  );
  check('tells a missing file without an extension by its name', '`docs/Dockerfile` `feature/Dock`', [
    'docs/Dockerfile missing -> Dockerfile',
  ]);

  check(
    'ignores code fences, and prose without backticks',
    '```ts\nimport x from `src/none.ts`;\n```\n~~~\n`src/none.ts`\n~~~\nread src/none.ts or so',
    [],
  );

  it('tells offsets and lengths in the text, CRLF included', async () => {
    const source = '# Plan\r\n\r\n```\r\n`src/none.ts`\r\n```\r\n- Files: `src/app.ts:2`, src/server.ts\r\n';
    for (const { text, offset, length } of await checkReferences(source, files))
      assert.equal(source.slice(offset, offset + length), text);
    assert.equal((await checkReferences(source, files)).length, 2);
  });

  it('lets a path leave out the name of its root where there are several', async () => {
    const two = new MemoryFiles({ 'api/src/app.ts': '', 'web/src/app.ts': '', 'web/src/page.ts': '' });
    const checked = await checkReferences('`src/page.ts` `src/app.ts` `api/src/app.ts` `src/none.ts`', two, [
      'api',
      'web',
    ]);
    assert.deepEqual(
      checked.map(({ state, path }) => `${state} ${path}`),
      ['found web/src/page.ts', 'ambiguous src/app.ts', 'found api/src/app.ts', 'missing src/none.ts'],
    );
  });

  it('finds what is on a Files line missing in an empty workspace, and nothing in an empty plan', async () => {
    assert.deepEqual(
      (await checkReferences('- Files: `src/app.ts`', new MemoryFiles())).map(({ state, nearest }) => [state, nearest]),
      [['missing', null]],
    );
    assert.deepEqual(await checkReferences('', files), []);
  });

  it('never fails, and its ranges always hold what they say', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(
            '`',
            '\n',
            '\r\n',
            'Files: ',
            'src/',
            'app',
            '.ts',
            ':',
            '12',
            ' ',
            '(new)',
            '```',
            '/',
            '#',
            '漢',
          ),
        ),
        async (parts) => {
          const source = parts.join('');
          for (const { text, offset, length } of await checkReferences(source, files))
            assert.equal(source.slice(offset, offset + length), text);
        },
      ),
    ));
});

describe('distance', () => {
  it('counts edits, and stops above the limit', () => {
    assert.equal(distance('kitten', 'sitting', Infinity), 3);
    assert.equal(distance('same', 'same', 0), 0);
    assert.ok(distance('abcdef', 'uvwxyz', 2) > 2);
  });
});

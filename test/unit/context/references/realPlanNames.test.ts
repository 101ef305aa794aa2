import assert from 'node:assert/strict';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

describe('checkReferences on the kinds of names in real plans', () => {
  const packages = new MemoryFiles({
    'AGENTS.md': '',
    'package.json': '{"scripts":{}}',
    'packages/core/src/graph/build_graph.ts': 'export const buildGraph = 1;\n',
    'packages/core/src/index.ts': '',
    'packages/types/src/index.ts': '',
    'packages/types/src/AGENTS.md': '',
    'packages/types/src/progress.ts': '',
    'docs/guide.md': '',
  });
  const kinds: readonly [title: string, source: string, expected: readonly string[]][] = [
    [
      'finds a path that leaves its package out',
      'See `src/graph/build_graph.ts`.',
      ['found packages/core/src/graph/build_graph.ts'],
    ],
    [
      'finds a module by its path without extension',
      'Import from `graph/build_graph`.',
      ['found packages/core/src/graph/build_graph.ts'],
    ],
    [
      'asks which package is meant on a Files line only',
      'See `src/index.ts`.\n- Files: `src/index.ts`',
      ['ambiguous src/index.ts'],
    ],
    [
      'misses a slip below a package that is left out',
      'See `src/graph/Build_graphs.ts`.',
      ['missing src/graph/Build_graphs.ts'],
    ],
    [
      'takes names left open for no files',
      '`docs/[name].md` `path/to/app.ts` `docs/task-XXX.md` `docs/YYYY-MM.md`',
      [],
    ],
    [
      'takes files of tools, of other repositories and examples for none',
      '`.cursor/commands/apply.md` `a/dir/index.ts`',
      [],
    ],
    [
      'takes a folder that is not there for none, but a slip for one',
      '`docs/images/` `packages/type`',
      ['missing packages/type'],
    ],
    [
      'knows files that lists and headings say to be made',
      '## New files\n\n- `docs/a.md`\n- `docs/b.md` for B\n\n## Other\n\n- `docs/c.md`',
      ['new docs/a.md', 'new docs/b.md', 'missing docs/c.md'],
    ],
    [
      'knows files that a verb says to be made, near or far, or a note behind',
      'Create `docs/a.md`, `docs/b.md` and `docs/c.md`. `docs/d.md` - NEW. `docs/e.md` (if not exists).\nCreated a page of lists in `docs/f.md`.\nAdd unit tests for it in `packages/core/src/graph.test.ts`.',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `new docs/${name}.md`).concat('new packages/core/src/graph.test.ts'),
    ],
    [
      'misses a slip though something is written into it',
      'Write the entry to `docs/guides.md`. Created a page in `packages/core/guide.md`.',
      ['missing docs/guides.md', 'missing packages/core/guide.md'],
    ],
    [
      'misses a bare name but for its plural or case, in the top folder first',
      '`progres.ts` and `aGENTS.md`',
      ['missing progres.ts', 'missing aGENTS.md'],
    ],
    [
      'knows scripts that the plan adds elsewhere',
      'Run `pnpm run release` and `npm run lint`.\n- Add a `release` script.\n- Add `"lint": "x"` to `package.json`.',
      ['new release', 'new lint', 'found package.json'],
    ],
  ];
  for (const [title, source, expected] of kinds)
    it(title, async () => {
      const checked = await checkReferences(source, packages);
      assert.deepEqual(
        checked.map(({ state, path }) => `${state} ${path}`),
        expected,
      );
    });

  it('gives others their turn after every name that it compares with all of a large workspace', async () => {
    const large = new MemoryFiles(
      Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`src/file${at}.ts`, ''])),
    );
    const wrong = Array.from({ length: 40 }, (_, at) => `\`src/fill${at}.ts\``);
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns++;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await checkReferences(wrong.join(' '), large);
    isDone = true;
    assert.ok(turns >= wrong.length, `${turns} turns`);
  });
});

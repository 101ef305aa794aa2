import assert from 'node:assert/strict';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

describe('paths as Windows writes them', () => {
  const files = new MemoryFiles({
    '.github/workflows/ci.yml': 'on: push\n',
    'src/app.ts': 'one\ntwo\n',
    'src/server.ts': '',
    'app/(shop)/cart/[id]/page.tsx': '',
  });
  const states = async (source: string): Promise<string[]> =>
    (await checkReferences(source, files)).map(
      ({ text, state, path, nearest }) => `${text} ${state} ${path}${nearest === null ? '' : ` -> ${nearest}`}`,
    );

  it('are known anywhere in a plan', async () => {
    const named = ['src\\app.ts:2', 'src\\sever.ts', '.github\\workflows\\ci.yml', 'app\\(shop)\\cart\\[id]\\page.tsx'];
    const expected = [
      'src\\app.ts:2 found src/app.ts',
      'src\\sever.ts missing src/sever.ts -> src/server.ts',
      '.github\\workflows\\ci.yml found .github/workflows/ci.yml',
      'app\\(shop)\\cart\\[id]\\page.tsx found app/(shop)/cart/[id]/page.tsx',
    ];
    const text = named.map((path) => `\`${path}\``).join(', ');
    assert.deepEqual(await states(`Change ${text}.`), expected);
    assert.deepEqual(await states(`- Files: ${text}`), expected);
  });

  for (const text of [
    'C:\\src\\app.ts',
    'App\\Http\\UserController.php',
    'src\\.ts',
    '\\d+\\.\\d+',
    'src\\napp',
    'a\\_b.ts',
  ])
    it(`are nothing like ${text}`, async () => assert.deepEqual(await states(`Use \`${text}\` here.`), []));
});

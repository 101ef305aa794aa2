import assert from 'node:assert/strict';
import { markReferenceNew, replaceReference } from '../../../../src/context/references/referenceFixes';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

const files = new MemoryFiles({
  'package.json': '{"scripts":{"build":""}}',
  'src/app.ts': 'class App { start() {} }\n',
});

const mended = async (source: string): Promise<string> => {
  const [broken] = (await checkReferences(source, files)).filter(({ state }) => state === 'missing');
  assert.ok(broken?.nearest);
  const { range, text } = replaceReference(broken, broken.nearest);
  return source.slice(0, range.start) + text + source.slice(range.end);
};

describe('fixes of references', () => {
  it('keep what is right: lines, symbols, folders before them, the command', async () => {
    assert.equal(await mended('See `./src/ap.ts:1`.'), 'See `./src/app.ts:1`.');
    assert.equal(await mended('See `src/ap.ts#start`.'), 'See `src/app.ts#start`.');
    assert.equal(await mended('See `src/app.ts:99`.'), 'See `src/app.ts`.');
    assert.equal(await mended('See `App.strat()` (`src/app.ts`).'), 'See `App.start()` (`src/app.ts`).');
    assert.equal(await mended('Run `npm run biuld`.'), 'Run `npm run build`.');
  });

  it('declare a path new behind its backticks, so that it is taken as new', async () => {
    for (const source of ['- Files: `src/none.ts`, `src/app.ts`', '- Files: src/none.ts, src/app.ts']) {
      const [broken] = (await checkReferences(source, files)).filter(({ state }) => state === 'missing');
      assert.ok(broken);
      const { range, text } = markReferenceNew(source, broken);
      const marked = source.slice(0, range.start) + text + source.slice(range.end);
      assert.deepEqual(
        (await checkReferences(marked, files)).map(({ state }) => state),
        ['new', 'found'],
      );
    }
  });
});

import assert from 'node:assert/strict';
import { CurrentFiles } from '../../../../src/context/drift/currentFiles';
import { recordReference, referenceKey } from '../../../../src/context/drift/recordReference';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

const text = Array.from({ length: 20 }, (_, at) => `export const value${at} = compute(${at});\n`).join('');

describe('the record of a reference', () => {
  const one = async (mention: string, texts: Readonly<Record<string, string>>) => {
    const [reference] = await checkReferences(mention, new MemoryFiles(texts));
    assert.ok(reference, mention);
    return reference;
  };

  for (const mention of ['`src/app.ts`', '`./src/app.ts:12`', '`src/app.ts#L3-L5`', '- Files: `app.ts`'])
    it(`has the same name before and after its file is gone: ${mention}`, async () => {
      const before = await one(mention, { 'src/app.ts': text });
      const after = await one(mention, { 'src/other.ts': '' });
      assert.deepEqual([before.state, after.state], ['found', 'missing']);
      assert.equal(referenceKey(after), referenceKey(before));
    });

  it('holds the lines that are named; a column is none', async () => {
    const lines = async (mention: string) => {
      const { startLine, endLine } = recordReference(await one(mention, { 'src/app.ts': text }), text);
      return [startLine, endLine];
    };
    assert.deepEqual(await lines('`src/app.ts:3-5`'), [3, 5]);
    assert.deepEqual(await lines('`src/app.ts:3–5`'), [3, 5]);
    assert.deepEqual(await lines('`src/app.ts#L3-L5`'), [3, 5]);
    assert.deepEqual(await lines('`src/app.ts:3`'), [3, 3]);
    assert.deepEqual(await lines('`src/app.ts:3:15`'), [3, 3]);
  });

  it('says nothing of a file that is there and may not be read any more', async () => {
    const recorded = recordReference(await one('`src/app.ts`', { 'src/app.ts': text }), text);
    const driftIn = (there: boolean) => {
      const files = Object.assign(new MemoryFiles({ 'src/other.ts': '' }), { exists: async () => there });
      const search = { definitions: async () => [] };
      return new CurrentFiles({ files, search, renames: async () => null }).driftOf(recorded);
    };
    assert.deepEqual(await driftIn(true), { kind: 'unchanged' });
    assert.deepEqual(await driftIn(false), { kind: 'deleted' });
  });
});

import assert from 'node:assert/strict';
import { readPages } from '../../../src/storage/pages';

const listOf = (total: number) => {
  const asked: string[] = [];
  const read = async ({ limit, offset }: { limit: number; offset: number }) => {
    assert.ok(limit >= 1 && limit <= 200, 'the stores refuse other pages');
    asked.push(`${offset}+${limit}`);
    return { items: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => offset + index), total };
  };
  return { asked, read };
};

describe('readPages', () => {
  for (const [limit, total, expected] of [
    [200, 0, ['0+200']],
    [200, 3, ['0+200']],
    [200, 200, ['0+200']],
    [200, 201, ['0+200']],
    [400, 201, ['0+200', '200+200']],
    [450, 900, ['0+200', '200+200', '400+50']],
    [1, 7, ['0+1']],
  ] as const)
    it(`reads ${limit} of ${total}`, async () => {
      const { asked, read } = listOf(total);
      const page = await readPages(limit, read);
      assert.equal(page.total, total);
      assert.deepEqual(
        page.items,
        Array.from({ length: Math.min(limit, total) }, (_, index) => index),
      );
      assert.deepEqual(asked, expected);
    });

  it('ends when rows were deleted meanwhile', async () => {
    const page = await readPages(400, async ({ offset }) => ({ items: offset === 0 ? [1, 2] : [], total: 300 }));
    assert.deepEqual(page.items, [1, 2]);
  });
});

import assert from 'node:assert/strict';
import { pathsByWalk, type Tree } from '../../../../src/context/files/walk';

describe('a walk', () => {
  it('ends where there are too many files, and says so', async () => {
    const looked: string[] = [];
    const names = Array.from({ length: 90_000 }, (_, at) => ({ name: `file${at}.ts`, isFolder: false }));
    const tree: Tree = {
      async entries(folder) {
        looked.push(folder);
        return folder.length > 6 ? [] : [...names, { name: 'a', isFolder: true }];
      },
      text: async () => '',
      excluded: async () => null,
      find: async () => 1,
    };
    let cuts = 0;
    assert.equal((await pathsByWalk(tree, () => cuts++)).length, 200_000);
    assert.equal(cuts, 1);
    assert.deepEqual(looked, ['', 'a/', 'a/a/']);
  });
});

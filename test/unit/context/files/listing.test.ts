import assert from 'node:assert/strict';
import { differences, emptyListing, listRoots } from '../../../../src/context/files/listing';
import { rootsOf } from '../../../../src/context/files/rootPaths';
import type { WorkspaceFile } from '../../../../src/context/files/workspaceFiles';
import { UserError } from '../../../../src/domain/errors';

const away = new UserError('fileFailed', { file: 'web', reason: 'away' });
/** The listing of roots by their names; those without files cannot be listed. */
const listingOf = (roots: Readonly<Record<string, readonly WorkspaceFile[] | null>>) =>
  listRoots(rootsOf(Object.keys(roots).map((name) => ({ name }))), async ({ name }) => {
    const files = roots[name];
    if (!files) throw away;
    return files;
  });
const file = (path: string, size = 1): WorkspaceFile => ({ path, size });

describe('the listing of several roots', () => {
  it('has the files of all, sorted, by their workspace paths', async () => {
    const { files, paths } = await listingOf({ web: [file('b.ts', 5), file('a.ts')], api: [file('c.ts')] });
    assert.deepEqual(files, [file('api/c.ts'), file('web/a.ts'), file('web/b.ts', 5)]);
    assert.ok(paths.has('web/b.ts'));
  });

  it('is that of the others where one cannot be listed, and says why', async () => {
    const { files, unread } = await listingOf({ api: [file('a.ts')], web: null });
    assert.deepEqual(files, [file('api/a.ts')]);
    assert.deepEqual([...unread], [['web/', away]]);
  });

  it('fails where none can be listed', async () => {
    await assert.rejects(listingOf({ api: null, web: null }), away);
    await assert.rejects(listingOf({ api: null }), away);
    assert.deepEqual(await listingOf({}), emptyListing);
  });

  it('differs from another by what came, went or has another size', async () => {
    const before = await listingOf({ api: [file('a.ts'), file('b.ts'), file('c.ts', 3)] });
    const now = await listingOf({ api: [file('a.ts'), file('c.ts', 4), file('d.ts')] });
    assert.deepEqual(differences(before, now), ['b.ts', 'c.ts', 'd.ts']);
    assert.deepEqual(differences(now, now), []);
  });
});

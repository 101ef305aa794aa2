import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { silentLog } from '../../../src/domain/log';
import { openStorage } from '../../../src/storage/open';
import { WorkspaceRegistry, isSameWorkspace, normalRemote, numberedData } from '../../../src/storage/workspaceRegistry';
import { failsWith } from '../../support/failsWith';
import { openMemoryStorage, tickingClock } from '../../support/memoryStorage';
import { openFolder, temporaryFolder, workerPath } from '../../support/storageProcess';

const filesOf = (folder: string) => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'hex')]);

describe('WorkspaceRegistry', () => {
  const makeData = (folder: string): string => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'journal-0-1.log'), '');
    return folder;
  };

  it('knows a workspace again by its folder or its remote, while its data is there', async () => {
    const home = temporaryFolder();
    const registry = new WorkspaceRegistry(join(home, 'workspaces'));
    const [remotes, projectIds] = [['example.com/a/b'], ['p']];
    const moved = { dataFolder: makeData(join(home, 'one')), paths: ['file:///old'], remotes, projectIds };
    await registry.note({ ...moved, projectIds: [] });
    const here = { dataFolder: join(home, 'here'), paths: ['file:///new'], remotes, projectIds: [] };
    await registry.note(here);
    const found = async (like = here) =>
      (await registry.others(here.dataFolder)).filter((entry) => isSameWorkspace(entry, like));
    assert.deepEqual(await found(), [], 'one without projects is not offered');
    await registry.note(moved);
    await registry.note({ ...moved, dataFolder: join(home, 'gone') });
    await registry.note({ ...moved, dataFolder: makeData(join(home, 'other')), remotes: ['example.com/c'] });
    writeFileSync(join(home, 'workspaces', 'broken.json'), '{');
    assert.deepEqual(await found(), [moved]);
    assert.equal((await found({ ...here, paths: ['file:///old'], remotes: [] })).length, 2);
    assert.equal((await registry.others(moved.dataFolder)).length, 1, "its own data is not another's");
    assert.deepEqual(await registry.noted(moved.dataFolder), moved);
    assert.equal(await registry.noted(join(home, 'unknown')), null);
  });

  it('takes ways to one remote for one, and keeps no password', () => {
    for (const url of [
      'https://example.com/Team/App.git',
      'https://user:secret@example.com/team/app',
      'git@example.com:team/app.git',
      'ssh://git@example.com:2222/team/app/',
    ])
      assert.equal(normalRemote(url), 'example.com/team/app', url);
  });

  it('finds data in numbered folders', async () => {
    const home = temporaryFolder();
    const found = makeData(join(home, 'abc-2', 'devplan', 'plans'));
    mkdirSync(join(home, 'abc-3', 'devplan', 'plans'), { recursive: true });
    assert.deepEqual(await numberedData(join(home, 'abc', 'devplan'), 'plans'), [found]);
  });

  it("another folder's data is merged, and not a byte of it changes", async () => {
    const folder = temporaryFolder();
    const first = await openFolder(folder);
    const project = await first.projects.create({ name: 'Moved' });
    await first.plans.create({ projectId: project.id, title: 'Plan', content: '# Plan', author: 'user' });
    await first.close();
    const before = filesOf(folder);
    const options = { workerPath, clock: tickingClock(), log: silentLog };
    const other = await openStorage({ ...options, folder, readOnly: true });
    const here = await openMemoryStorage();
    const { created, skipped } = await here.exchange.import(other.exchange.export(), folder);
    assert.deepEqual([created, skipped], [3, 0]);
    assert.equal((await here.exchange.import(other.exchange.export(), folder)).created, 0);
    assert.deepEqual(await here.projects.get(project.id), project);
    await assert.rejects(other.projects.create({ name: 'No' }), failsWith('readOnly'));
    await Promise.all([other.close(), here.close()]);
    assert.deepEqual(filesOf(folder), before);
  });
});

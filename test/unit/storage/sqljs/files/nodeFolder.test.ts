import assert from 'node:assert/strict';
import fs, { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openNodeFolder } from '../../../../../src/storage/sqljs/files/nodeFolder';
import { failsWith } from '../../../../support/failsWith';
import { temporaryFolder } from '../../../../support/storageProcess';
import { TestWindow } from '../../../../support/storageWindow';

describe('a folder of the file system', () => {
  it('says why it cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    assert.throws(() => openNodeFolder(join(file, 'plans')), failsWith('storageFailed'));
  });

  it('that was deleted is told as a failure, not as another window that writes', async () => {
    const folder = join(temporaryFolder(), 'plans');
    const window = await TestWindow.open(openNodeFolder(folder));
    await window.put(1);
    rmSync(folder, { recursive: true });
    await assert.rejects(window.put(2), failsWith('storageFailed'));
    await window.tick();
    await assert.rejects(window.put(3), failsWith('storageFailed'));
    assert.deepEqual(await window.ids(), [1]);
  });

  it('whose new snapshot a virus scanner holds for a moment is written', async () => {
    const folder = join(temporaryFolder(), 'plans');
    const { renameSync } = fs;
    let refusals = 2;
    fs.renameSync = (from, to) => {
      refusals -= 1;
      if (refusals >= 0) throw Object.assign(new Error('EPERM: made by the test'), { code: 'EPERM' });
      renameSync(from, to);
    };
    try {
      const window = await TestWindow.open(openNodeFolder(folder));
      assert.deepEqual([window.state, window.problem, refusals], ['owner', null, -1]);
      await window.close();
    } finally {
      fs.renameSync = renameSync;
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });
});

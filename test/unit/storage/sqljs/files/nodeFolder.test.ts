import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openNodeFolder } from '../../../../../src/storage/sqljs/files/nodeFolder';
import { failsWith } from '../../../../support/failsWith';
import { temporaryFolder } from '../../../../support/storageProcess';

describe('a folder of the file system', () => {
  it('says why it cannot be made', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    assert.throws(() => openNodeFolder(join(file, 'plans')), failsWith('storageFailed'));
  });
});

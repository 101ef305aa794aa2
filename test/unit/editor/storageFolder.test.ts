import assert from 'node:assert/strict';
import { sharedStorageFolder } from '../../../src/editor/storageFolder';

const id = '0123456789abcdef0123456789abcdef';

describe('the storage folder', () => {
  for (const [given, expected] of [
    [`/data/workspaceStorage/${id}-1/devplan.devplan`, `/data/workspaceStorage/${id}/devplan.devplan`],
    [`C:\\data\\workspaceStorage\\${id}-9\\devplan.devplan`, `C:\\data\\workspaceStorage\\${id}\\devplan.devplan`],
    ['/data/workspaceStorage/-7d8a9f2b-1/devplan.devplan', '/data/workspaceStorage/-7d8a9f2b/devplan.devplan'],
    ['/data/workspaceStorage/-7d8a9f2b/devplan.devplan', '/data/workspaceStorage/-7d8a9f2b/devplan.devplan'],
    [`/data/workspaceStorage/${id}/devplan.devplan`, `/data/workspaceStorage/${id}/devplan.devplan`],
    ['/home/me-1/globalStorage/devplan.devplan', '/home/me-1/globalStorage/devplan.devplan'],
  ] as const) {
    it(`of ${given} is ${expected}`, () => assert.equal(sharedStorageFolder(given), expected));
  }
});

import assert from 'node:assert/strict';
import { baseFolder } from '../../../src/storage/baseFolder';

describe('baseFolder', () => {
  const check = (path: string, expected: string) => it(path, () => assert.equal(baseFolder(path), expected));
  const id = 'd41d8cd98f00b204e9800998ecf8427e';
  check(`/home/me/workspaceStorage/${id}-1/devplan.devplan`, `/home/me/workspaceStorage/${id}/devplan.devplan`);
  check(`/home/me/workspaceStorage/${id}-9/devplan.devplan/`, `/home/me/workspaceStorage/${id}/devplan.devplan/`);
  check(
    `C:\\Users\\me\\workspaceStorage\\${id}-2\\devplan.devplan`,
    `C:\\Users\\me\\workspaceStorage\\${id}\\devplan.devplan`,
  );
  check('/data/workspaceStorage/-5c8a1b2f-1/devplan.devplan', '/data/workspaceStorage/-5c8a1b2f/devplan.devplan');
  check(
    '/data/workspaceStorage/1700000000000-3/devplan.devplan',
    '/data/workspaceStorage/1700000000000/devplan.devplan',
  );
  check(`/home/me/workspaceStorage/${id}/devplan.devplan`, `/home/me/workspaceStorage/${id}/devplan.devplan`);
  check('/data/workspaceStorage/-5c8a1b2f/devplan.devplan', '/data/workspaceStorage/-5c8a1b2f/devplan.devplan');
  check(`/home/me/workspaceStorage/${id}-10/devplan.devplan`, `/home/me/workspaceStorage/${id}-10/devplan.devplan`);
  check(`/home/${id}-1/workspaceStorage/${id}/devplan.devplan`, `/home/${id}-1/workspaceStorage/${id}/devplan.devplan`);
  check('/home/me/my-project-1/devplan.devplan', '/home/me/my-project-1/devplan.devplan');
});

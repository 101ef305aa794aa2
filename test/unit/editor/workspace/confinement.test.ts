import assert from 'node:assert/strict';
import { hasNoWayOut } from '../../../../src/editor/workspace/confinement';

const leads = (platform: NodeJS.Platform, path: string, out: boolean): void => {
  it(`${platform}: ${path} ${out ? 'leads out' : 'stays inside'}`, () => {
    assert.equal(hasNoWayOut(path, platform), !out);
  });
};

describe('a workspace path', () => {
  leads('linux', 'src/app.ts', false);
  leads('linux', 'src/..app/...ts', false);
  leads('linux', '../../../home/me/.ssh/config', true);
  leads('linux', 'src/..', true);
  leads('linux', 'a\\..\\b', false);
  leads('win32', 'a\\..\\..\\b', true);
  leads('win32', 'src\\app.ts', false);
});

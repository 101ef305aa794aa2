import assert from 'node:assert/strict';
import type { TaskView } from '../../../../src/shared/sectionViews';
import { hours, workOf } from '../../../../webview-ui/plan/estimates';
import { shortTitle } from '../../../../webview-ui/plan/phaseTitle';

const task = (estimate: string | null, done = false): TaskView => ({
  id: 'T1',
  title: 'Task',
  estimate,
  done,
  doneBy: null,
  files: [],
  dependsOn: [],
  doneWhen: null,
  notes: '',
});

describe('plan estimates', () => {
  it('reads hours, minutes, days and weeks', () => {
    assert.deepEqual(['3h', '90 min', '1.5 h', '2d', '1 week', '1,5h'].map(hours), [3, 1.5, 1.5, 16, 40, 1.5]);
    assert.deepEqual(['', 'soon', '3', '5 points', '2 months'].map(hours), [null, null, null, null, null]);
  });
  it('sums what is left, and says nothing without an estimate', () => {
    assert.deepEqual(workOf([task('3h', true), task('1d'), task(null)]), { total: '11h', left: '8h' });
    assert.equal(workOf([task(null), task('later')]), null);
  });
  it('names a phase without its number', () => {
    assert.equal(shortTitle('Phase 2: Wire it in'), 'Wire it in');
    assert.equal(shortTitle('Roll-out'), 'Roll-out');
    assert.equal(shortTitle('Phase 2:'), 'Phase 2:');
  });
});

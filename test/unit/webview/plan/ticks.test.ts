import assert from 'node:assert/strict';
import type { PlanState } from '../../../../src/shared/protocol';
import type { TaskView } from '../../../../src/shared/sectionViews';
import { emptyPlan, emptyTask } from '../../../support/emptyViews';
import { Ticks } from '../../../../webview-ui/plan/ticks';

const task = (id: string, done: boolean): TaskView => ({ ...emptyTask, id, done });
const planWith = (done: boolean): PlanState => ({
  ...emptyPlan,
  sections: [{ title: 'Phases', body: '', items: 0, phases: [{ title: 'One', tasks: [task('T1', done)], texts: [] }] }],
});
const isDone = (plan: PlanState): boolean | undefined => plan.sections[0]?.phases[0]?.tasks[0]?.done;

describe('plan ticks', () => {
  it('shows a box ticked before the host has answered', () => {
    const ticks = new Ticks();
    ticks.set('T1', true);
    assert.equal(isDone(ticks.apply(planWith(false))), true);
  });
  it('turns the box back when the host refuses', () => {
    const ticks = new Ticks();
    ticks.drop('T1', ticks.set('T1', true));
    assert.equal(isDone(ticks.apply(planWith(false))), false);
  });
  it("holds between the host's answer and the new state, then the state speaks", () => {
    const ticks = new Ticks();
    ticks.take('T1', ticks.set('T1', true));
    assert.equal(isDone(ticks.apply(planWith(false))), true);
    ticks.settle(planWith(true));
    assert.equal(isDone(ticks.apply(planWith(false))), false);
  });
  it('holds against a state that was on its way, and not against the next one', () => {
    const ticks = new Ticks();
    ticks.take('T1', ticks.set('T1', true));
    ticks.settle(planWith(false));
    assert.equal(isDone(ticks.apply(planWith(false))), true);
    ticks.settle(planWith(false));
    assert.equal(isDone(ticks.apply(planWith(false))), false);
  });
  it('shows what was ticked last whatever becomes of the ticks before', () => {
    const ticks = new Ticks();
    const first = ticks.set('T1', true);
    ticks.set('T1', false);
    ticks.take('T1', first);
    ticks.settle(planWith(true));
    assert.equal(isDone(ticks.apply(planWith(true))), false);
    ticks.drop('T1', first);
    assert.equal(isDone(ticks.apply(planWith(true))), false);
  });
  it('does not hold against later states where the state came before the answer', () => {
    const ticks = new Ticks();
    const tick = ticks.set('T1', true);
    ticks.settle(planWith(true));
    ticks.take('T1', tick);
    assert.equal(isDone(ticks.apply(planWith(false))), false);
  });
});

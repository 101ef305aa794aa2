import assert from 'node:assert/strict';
import { gate } from '../../support/modelServer';
import { Presses } from '../../../webview-ui/presses';

const approve = { command: 'devplan.setStatus', args: ['p1', 'approved'] };
const start = { command: 'devplan.setStatus', args: ['p1', 'in_progress'] };
const note = { command: 'devplan.requestReview', args: ['p1'] };

describe('presses of buttons', () => {
  let now: number;
  let presses: Presses;
  let done: string[];
  beforeEach(() => {
    now = 0;
    presses = new Presses(() => now);
    done = [];
  });
  const press = (action: typeof approve, answer: Promise<unknown> = Promise.resolve()): Promise<void> =>
    presses.once(action, () => {
      done.push(action.args.join(' '));
      return answer;
    });

  it('count once while what they ask for is under way, however long that takes', async () => {
    const release = gate();
    const first = press(note, release.opened);
    now = 60_000;
    await press(note);
    await press({ ...note, args: ['p2'] });
    assert.deepEqual(done, ['p1', 'p2']);
    release.open();
    await first;
    await press(note);
    assert.deepEqual(done, ['p1', 'p2', 'p1'], 'who has put a question away is asked again');
  });
  it('count once until a state has shown what they did, else for a second', async () => {
    await press(note);
    now = 999;
    await press(note);
    assert.equal(done.length, 1);
    now = 1000;
    await press(note);
    assert.equal(done.length, 2);
    presses.settle();
    now = 1500;
    await press(note);
    assert.equal(done.length, 3);
  });
  it('do not start a plan with the press that was to approve it', async () => {
    const release = gate();
    const first = press(approve, release.opened);
    presses.settle();
    await press(start);
    release.open();
    await first;
    // However late the state with the other button arrives.
    now = 5000;
    presses.settle();
    now = 5499;
    await press(start);
    assert.deepEqual(done, ['p1 approved']);
    now = 5500;
    await press(start);
    assert.deepEqual(done, ['p1 approved', 'p1 in_progress']);
  });
  it('of other plans and other commands count', async () => {
    await press(approve);
    await press({ ...approve, args: ['p2', 'approved'] });
    await press(note);
    assert.deepEqual(done, ['p1 approved', 'p2 approved', 'p1']);
  });
});

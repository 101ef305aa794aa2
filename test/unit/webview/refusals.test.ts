import assert from 'node:assert/strict';
import { RefusedRequest } from '../../../src/shared/rpc';
import { Refusals } from '../../../webview-ui/refusals';

const compare = { label: 'Compare', command: 'devplan.compareVersions' };
const refused = (): Promise<null> =>
  Promise.reject(new RefusedRequest({ text: 'The plan is archived.', actions: [compare] }));
const taken = (): Promise<null> => Promise.resolve(null);

describe('refusals of the host', () => {
  it('stand until something asked for later is taken, and are drawn each time', async () => {
    let drawn = 0;
    const refusals = new Refusals(() => drawn++);
    assert.equal(await refusals.isTaken(taken()), true);
    assert.equal(drawn, 0);
    assert.equal(await refusals.isTaken(refused()), false);
    assert.equal(refusals.current.text, 'The plan is archived.');
    assert.deepEqual(refusals.current.actions, [compare]);
    assert.equal(await refusals.isTaken(taken()), true);
    assert.deepEqual([refusals.current.text, drawn], ['', 2]);
  });
  it('stand although something asked for earlier is taken later', async () => {
    const refusals = new Refusals(() => {});
    const earlier = refusals.isTaken(new Promise((resolve) => setImmediate(() => resolve(null))));
    await refusals.isTaken(refused());
    await earlier;
    assert.equal(refusals.current.text, 'The plan is archived.');
  });
  it('are told apart although the reason is the same', async () => {
    const refusals = new Refusals(() => {});
    await refusals.isTaken(refused());
    const { turn } = refusals.current;
    await refusals.isTaken(refused());
    assert.notEqual(refusals.current.turn, turn);
  });
});

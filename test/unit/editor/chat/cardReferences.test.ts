import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { silentLog } from '../../../../src/domain/log';
import type { CheckedReference } from '../../../../src/domain/references';
import { CardReferences } from '../../../../src/editor/chat/cardReferences';
import type { Core } from '../../../../src/editor/core';

const reference = (path: string, state: CheckedReference['state']): CheckedReference => ({
  kind: 'path',
  text: path,
  path,
  line: null,
  state,
  nearest: null,
  offset: 0,
  length: path.length,
});

/** A core whose check settles when the test says so. */
const slowCore = () => {
  let resolve: (references: readonly CheckedReference[]) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<readonly CheckedReference[]>((...answers) => ([resolve, reject] = answers));
  return { core: { checkReferences: () => promise } as unknown as Core, resolve, reject };
};

describe('references on plan cards', () => {
  it('keep no card waiting and tell once when they are known', async () => {
    let told = 0;
    const references = new CardReferences(() => told++, silentLog);
    const { core, resolve } = slowCore();
    assert.equal(await references.of(core, 'plan', 'text'), null);
    resolve([reference('a.ts', 'found'), reference('a.ts', 'found'), reference('b.ts', 'ambiguous')]);
    await nextTurn();
    assert.equal(told, 1);
    assert.deepEqual(await references.of(core, 'plan', 'text'), { found: 1, fresh: 0, missing: 1 });
    await nextTurn();
    assert.equal(told, 1);
  });

  it('show the last counts of a plan while others are found out', async () => {
    const references = new CardReferences(() => {}, silentLog);
    const known = slowCore();
    known.resolve([reference('a.ts', 'new')]);
    const counts = await references.of(known.core, 'plan', 'text');
    assert.deepEqual(counts, { found: 0, fresh: 1, missing: 0 });
    await nextTurn();
    assert.deepEqual(await references.of(slowCore().core, 'plan', 'text, changed'), counts);
    assert.equal(await references.of(slowCore().core, 'other', 'text'), null);
  });

  it('log a check that fails late and keep the card', async () => {
    const failures: unknown[] = [];
    const references = new CardReferences(() => assert.fail('nothing is known'), {
      ...silentLog,
      error: (_, error) => failures.push(error),
    });
    const { core, reject } = slowCore();
    assert.equal(await references.of(core, 'plan', 'text'), null);
    const failure = new Error('the folder is gone');
    reject(failure);
    await nextTurn();
    assert.deepEqual(failures, [failure]);
  });
});

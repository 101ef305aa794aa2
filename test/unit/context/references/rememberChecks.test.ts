import assert from 'node:assert/strict';
import { rememberChecks } from '../../../../src/context/references/rememberChecks';

const setUp = () => {
  const asked: string[] = [];
  let generation = 1;
  let failing = false;
  const check = rememberChecks(
    async (source) => {
      asked.push(source);
      if (failing) throw new Error('no listing');
      return [];
    },
    () => generation,
  );
  return { asked, check, change: () => generation++, fail: (value: boolean) => (failing = value) };
};

describe('rememberChecks', () => {
  it('checks a text once until the workspace changes', async () => {
    const { asked, check, change } = setUp();
    await Promise.all([check('a'), check('a'), check('b')]);
    await check('a');
    assert.deepEqual(asked, ['a', 'b']);
    change();
    await check('a');
    assert.deepEqual(asked, ['a', 'b', 'a']);
  });

  it('asks again after a change that came while it checked', async () => {
    const { asked, check, change } = setUp();
    const first = check('a');
    change();
    await Promise.all([first, check('a')]);
    assert.deepEqual(asked, ['a', 'a']);
  });

  it('tries a failed check again', async () => {
    const { asked, check, fail } = setUp();
    fail(true);
    await assert.rejects(check('a'), /no listing/);
    fail(false);
    assert.deepEqual(await check('a'), []);
    assert.deepEqual(asked, ['a', 'a']);
  });

  it('forgets what was asked for longest ago', async () => {
    const { asked, check } = setUp();
    await check('kept');
    for (let index = 0; index < 99; index++) await check(String(index));
    await check('kept');
    await check('one more');
    asked.length = 0;
    await check('kept');
    await check('0');
    assert.deepEqual(asked, ['0']);
  });
});

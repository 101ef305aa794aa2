import assert from 'node:assert/strict';
import { rememberBriefly } from '../../../src/domain/rememberBriefly';

describe('rememberBriefly', () => {
  let time = 0;
  let asked: string[] = [];
  const answer = rememberBriefly(
    100,
    async (key: string) => `${key}${asked.push(key)}`,
    () => time,
  );
  beforeEach(() => {
    time += 1000;
    asked = [];
  });

  it('asks once for a burst of questions', async () => {
    const answers = await Promise.all([answer('a'), answer('a')]);
    time += 99;
    assert.deepEqual([...answers, await answer('a')], ['a1', 'a1', 'a1']);
  });

  it('asks again after the time, however often it was asked meanwhile, and for another key', async () => {
    await answer('a');
    time += 60;
    assert.equal(await answer('a'), 'a1');
    time += 60;
    assert.equal(await answer('a'), 'a2');
    assert.equal(await answer('b'), 'b3');
    assert.equal(await answer('a'), 'a4');
  });
});

import assert from 'node:assert/strict';
import { latest } from '../../../src/domain/latest';

describe('latest', () => {
  it('uses what the last work comes to, whichever ends first', async () => {
    const used: string[] = [];
    const show = latest((value: string) => used.push(value));
    let end: (value: string) => void = () => {};
    const slow = show(() => new Promise((resolve) => (end = resolve)));
    await show(async () => 'new');
    end('old');
    await slow;
    assert.deepEqual(used, ['new']);
    await show(async () => 'newer');
    assert.deepEqual(used, ['new', 'newer']);
  });

  it('tells a failure to who began the work, and goes on', async () => {
    const used: string[] = [];
    const show = latest((value: string) => used.push(value));
    await assert.rejects(
      show(async () => Promise.reject(new Error('failed'))),
      /failed/,
    );
    await show(async () => 'next');
    assert.deepEqual(used, ['next']);
  });
});

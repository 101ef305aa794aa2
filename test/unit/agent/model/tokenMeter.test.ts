import assert from 'node:assert/strict';
import { TokenMeter } from '../../../../src/agent/model/tokenMeter';
import type { ModelRequest } from '../../../../src/models/modelProvider';

const request = (content: string, model = 'm1'): ModelRequest => ({
  model,
  messages: [{ role: 'user', content }],
  tools: [],
  temperature: 0,
  maxTokens: 1000,
});
const samples = [
  'The quick brown fox jumps over the lazy dog. '.repeat(20),
  'export const createApp = (port: number): App => new App(port);\n'.repeat(20),
  '请为公共接口设计一个限流方案，并列出每个步骤。'.repeat(20),
];

describe('TokenMeter', () => {
  it('comes within a tenth of what a provider counts, for each model on its own', () => {
    const meter = new TokenMeter();
    const counts = (text: string): number => Math.round(new TokenMeter().estimate(request(text)) * 1.4);
    const before = meter.estimate(request('x y z', 'm2'));
    for (const sample of samples) meter.learn(request(sample), counts(sample));
    for (const sample of samples) {
      const error = Math.abs(meter.estimate(request(sample)) - counts(sample)) / counts(sample);
      assert.ok(error < 0.1, `${error}`);
    }
    assert.equal(meter.estimate(request('x y z', 'm2')), before);
  });

  it('is not thrown off by figures that cannot be', () => {
    const meter = new TokenMeter();
    meter.learn(request('hello there'), 0);
    assert.equal(meter.factor('m1'), 1);
    meter.learn(request('hello there'), 1e9);
    assert.ok(meter.factor('m1') <= 4);
  });

  it('bounds the answer by what is left, and refuses when nothing useful fits', () => {
    const meter = new TokenMeter();
    const tight = meter.answerRoom(request('hello'), 300, 300);
    assert.ok(tight < 300 && meter.estimate(request('hello')) + tight <= 300);
    assert.throws(() => meter.answerRoom(request('hello'), 50, 300), { code: 'turnTooCostly', args: { cap: 300 } });
  });

  it('knows in time that no further request will fit, whatever each adds', () => {
    for (const lines of [1, 20, 400])
      for (const start of [1, 400]) {
        const meter = new TokenMeter();
        const added = request(
          'export const createApp = (port: number): App => new App(port);\n'.repeat(lines),
        ).messages;
        let now = request('The quick brown fox jumps over the lazy dog. '.repeat(start));
        let left = 60_000;
        let rounds = 0;
        for (; !meter.isLast(now, rounds === 0 ? [] : added, left); rounds++) {
          left -= meter.estimate(now);
          now = { ...now, messages: [...now.messages, ...added] };
        }
        assert.ok(rounds > 1, `${rounds} rounds`);
        assert.ok(meter.answerRoom(now, left, 60_000) >= 1000, 'the answer has all of its room');
        assert.ok(left < 3 * meter.estimate(now) + 3000, 'not before it has to be');
      }
  });

  it('sees room for further requests where nothing bounds them', () => {
    assert.equal(new TokenMeter().isLast(request('hello'), [], Infinity), false);
    assert.equal(new TokenMeter().isLast(request('hello'), [], 1000), true);
  });
});

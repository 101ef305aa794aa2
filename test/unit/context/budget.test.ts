import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimateTokens, fillBudget } from '../../../src/context/budget';

describe('estimateTokens', () => {
  // The numbers are what the o200k tokenizer counts.
  for (const [text, tokens] of [
    [
      'Plan rate limiting for the public API. Start from the application and keep the limits as they are where you can.',
      23,
    ],
    [
      'export function createApp(options: AppOptions): App {\n  const router = new Router();\n  return new App(router, options);\n}\n',
      28,
    ],
    ['请为公共接口设计一个限流方案，要求每个密钥每秒最多十次请求，超出则返回错误。', 26],
    ['Bitte plane eine Ratenbegrenzung für die öffentliche Schnittstelle, einschließlich der Verwaltungsrouten.', 23],
  ] as const)
    it(`is near the count for ${text.slice(0, 30)}`, () => {
      const estimate = estimateTokens(text);
      assert.ok(Math.abs(estimate - tokens) / tokens < 0.25, `${estimate} for ${tokens}`);
    });

  it('is nothing for nothing, and never falls when text is added by lines', () => {
    assert.equal(estimateTokens(''), 0);
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => estimateTokens(`${a}\n;${b}`) >= estimateTokens(a) - 1));
  });
});

describe('fillBudget', () => {
  const item = (name: string, priority: number, tokens: number, required = false) => ({
    name,
    priority,
    tokens,
    required,
  });
  const names = (items: readonly { name: string }[]) => items.map(({ name }) => name).join('');

  it('takes by priority, then in order, and lets a smaller one in where a larger one did not fit', () => {
    const { kept, leftOut } = fillBudget([item('a', 2, 50), item('b', 1, 60), item('c', 2, 30), item('d', 3, 10)], 100);
    assert.equal(names(kept), 'bcd');
    assert.equal(names(leftOut), 'a');
  });

  it('keeps what is required even above the budget, and nothing else then', () => {
    const { kept, leftOut } = fillBudget([item('a', 1, 1), item('b', 5, 500, true)], 100);
    assert.equal(names(kept), 'b');
    assert.equal(names(leftOut), 'a');
  });

  it('never passes the budget and loses nothing', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ priority: fc.nat(5), tokens: fc.nat(300) })), fc.nat(1000), (items, budget) => {
        const { kept, leftOut } = fillBudget(items, budget);
        assert.ok(kept.reduce((sum, { tokens }) => sum + tokens, 0) <= budget);
        assert.equal(kept.length + leftOut.length, items.length);
      }),
    ));
});

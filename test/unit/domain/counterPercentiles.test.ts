import assert from 'node:assert/strict';
import { type CounterName, latencyCounter } from '../../../src/domain/counter';
import { phaseLatencies } from '../../../src/domain/counterPercentiles';

const counted = (times: readonly number[]): ReadonlyMap<CounterName, number> => {
  const totals = new Map<CounterName, number>();
  for (const ms of times) totals.set(latencyCounter('turn', ms), (totals.get(latencyCounter('turn', ms)) ?? 0) + 1);
  return totals;
};

describe('latencies from counters', () => {
  it('are the times within which half and 95 of 100 stayed', () => {
    const times = [...Array.from({ length: 94 }, () => 100), ...Array.from({ length: 6 }, () => 3000)];
    assert.deepEqual(phaseLatencies(counted(times)), [{ phase: 'turn', turns: 100, p50: 128, p95: 4096 }]);
  });

  it('are told for one turn, and left out where nothing was measured', () => {
    assert.deepEqual(phaseLatencies(counted([700])), [{ phase: 'turn', turns: 1, p50: 1024, p95: 1024 }]);
    assert.deepEqual(phaseLatencies(new Map<CounterName, number>([['turn.asked', 3]])), []);
  });
});

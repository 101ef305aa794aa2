import assert from 'node:assert/strict';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';

describe('the dependencies of a task', () => {
  it('are ids of tasks and unknown ones of the same form, no other words', () => {
    const of = (ids: readonly string[], words: string): readonly string[] | undefined =>
      parsePlan(
        `## Tasks\n\n- [ ] One\n  - Depends on: ${words}\n\n### More\n\n${ids.map((id) => `- [ ] **${id}** Two\n`).join('')}`,
      ).phases[0]?.tasks[0]?.dependsOn;
    assert.deepEqual(of(['T1'], 'the S3 bucket, UTF-8 support, T1 and T9'), ['T1', 'T9']);
    assert.deepEqual(of(['API-1', 'S3'], 'API-1, API-7 and S3, T2'), ['API-1', 'API-7', 'S3', 'T2']);
    assert.deepEqual(of([], 'EC2 and T-4'), ['T-4']);
  });
});

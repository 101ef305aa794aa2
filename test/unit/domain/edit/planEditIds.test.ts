import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assignIds, withIds } from '../../../../src/domain/edit/planEditIds';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import { allTasks, taskIdsOf } from '../../../../src/domain/grammar/planModel';

const plan = (tasks: string): string => `# P\n\n## Implementation Phases\n\n### Phase 1: One\n\n${tasks}\n`;

describe('assignIds', () => {
  it('gives ids and boxes to tasks without, beyond those that were ever used', () => {
    const source = plan('1. [x] One\n2. Two\n3. T3: Three\n4. [ ]\n\nSee T6.');
    assert.equal(
      withIds(source, ['T4']),
      plan('1. [x] **T5** One\n2. [ ] **T7** Two\n3. T3: Three\n4. [ ]\n\nSee T6.'),
    );
    assert.deepEqual(assignIds(withIds(source)), []);
  });

  it('leaves a copy of a known task to the user, who knows which one goes on', () => {
    const source = plan('- [ ] **T3** One\n- [ ] **T3** Two');
    assert.equal(withIds(source, ['T3']), source);
  });

  it('leaves an id like ours to the first of the tasks that share it, as a line that was typed and copied', () => {
    const source = plan('- [ ] **T9** One\n- [ ] **T9** Two\n  - Depends on: T9\n- [ ] T9: Three');
    const given = plan('- [ ] **T9** One\n- [ ] **T10** Two\n  - Depends on: T9\n- [ ] T11: Three');
    assert.equal(withIds(source, ['T8']), given);
    const begun = plan('- [ ] **T9**\n- [ ] **T9** Two');
    assert.equal(withIds(begun), plan('- [ ] **T9**\n- [ ] **T10** Two'), 'whose title is still to come');
  });

  it('lets dependencies go with the new ids in a phase where the numbers begin again', () => {
    const phases = (...ids: readonly string[]): string =>
      plan(
        `- [ ] ${ids[0]} Schema\n- [ ] ${ids[1]} Migrate\n  - Depends on: ${ids[0]}\n\n### Phase 2: Two\n\n` +
          `- [ ] ${ids[2]} Endpoint\n- [ ] ${ids[3]} Client\n  - Depends on: ${ids[2]} (its types), T7`,
      );
    assert.equal(withIds(phases('T1', 'T2', 'T1', 'T2')), phases('T1', 'T2', 'T3', 'T4'));
  });

  it('gives every task an id of its own and keeps its words, whatever they begin with', () => {
    const tags = fc.constantFrom(
      '',
      '**T2** ',
      'T2: ',
      '[T3] ',
      '[P1] ',
      '(P2) ',
      '**P1** ',
      '**US1** ',
      '`S3` ',
      'A-1: ',
    );
    fc.assert(
      fc.property(fc.array(tags, { maxLength: 8 }), fc.boolean(), (list, boxes) => {
        const source = plan(list.map((tag, at) => `- ${boxes ? '[ ] ' : ''}${tag}Words ${at}`).join('\n'));
        const given = withIds(source);
        const ids = taskIdsOf(parsePlan(given));
        assert.deepEqual([ids.length, new Set(ids).size], [list.length, list.length], given);
        allTasks(parsePlan(given)).forEach(({ title }, at) => assert.ok(title.endsWith(`Words ${at}`), given));
        assert.equal(withIds(given), given);
      }),
    );
  });
});

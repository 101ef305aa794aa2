import assert from 'node:assert/strict';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { approvalsOf, followApprovals } from '../../src/editor/coverage/approvals';
import { coverageWords } from '../../src/editor/coverage/coverageView';
import { recordMissed } from '../../src/editor/missedRecords';
import { memoryMemento } from '../support/memoryMemento';
import { openMemoryStorage, tickingClock } from '../support/memoryStorage';
import { until } from './support';

const open = async () => {
  const storage = await openMemoryStorage({ clock: tickingClock(Date.now()) });
  const memory = memoryMemento();
  const core = { storage, memory } as unknown as Core;
  const approvals = followApprovals(core, silentLog);
  const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
  const make = async (content: string): Promise<string> =>
    (await storage.plans.create({ projectId, title: 'Late', content, author: 'user' })).plan.id;
  const setStatus = (planId: string, status: 'approved' | 'draft') =>
    storage.plans.setStatus(planId, status, { who: 'Ada', why: '' });
  const covered = (planId: string) => approvalsOf(core, planId).map(({ tasks }) => tasks.join());
  const untilRecorded = (planId: string, approvals: number) =>
    until(
      () => covered(planId),
      ({ length }) => length === approvals,
    );
  /** Resolves when all that was to be recorded is: one plan is recorded after another. */
  const settled = async (): Promise<void> => {
    const last = await make('# Last\n');
    await setStatus(last, 'approved');
    await untilRecorded(last, 1);
  };
  const close = async (): Promise<void> => {
    approvals.dispose();
    await storage.close();
  };
  return { storage, memory, core, approvals, make, setStatus, covered, untilRecorded, settled, close };
};

describe('where the code stood at an approval', () => {
  it('is recorded again for the tasks that only a later approval covers', async () => {
    const { storage, memory, core, make, covered, untilRecorded, settled, close } = await open();
    try {
      const text = '# Late\n\n## Implementation Phases\n\n- [ ] **T1** Read\n';
      const planId = await make(text);
      const approve = (version: number) =>
        storage.reviews.add(planId, { state: 'approved', version, who: 'Ada', note: '' });
      await approve(1);
      await settled();
      // As git would have reported.
      const [first] = approvalsOf(core, planId);
      await memory.update(`approval.${planId}`, [{ ...first, heads: { app: 'a'.repeat(40) } }]);
      const content = `${text}- [ ] **T2** Count\n`;
      await storage.plans.createVersion(planId, { content, author: 'user', base: 1, state: 'accepted' });
      await settled();
      assert.deepEqual(covered(planId), ['T1']);
      await approve(2);
      await untilRecorded(planId, 2);
      assert.deepEqual(covered(planId), ['T1', 'T2']);
    } finally {
      await close();
    }
  });

  it('is not recorded where the approval was taken back at once', async () => {
    const { make, setStatus, covered, settled, close } = await open();
    try {
      const takenBack = await make('# Late\n');
      await setStatus(takenBack, 'approved');
      await setStatus(takenBack, 'draft');
      await settled();
      assert.deepEqual(covered(takenBack), []);
    } finally {
      await close();
    }
  });

  it('is recorded by the next window where one ends before', async () => {
    const { core, approvals, make, setStatus, covered, untilRecorded, close } = await open();
    try {
      approvals.dispose();
      const planId = await make('# Late\n');
      await setStatus(planId, 'approved');
      assert.deepEqual(covered(planId), []);
      const next = followApprovals(core, silentLog);
      const missed = recordMissed(core, [next], silentLog);
      await untilRecorded(planId, 1);
      missed.dispose();
      next.dispose();
    } finally {
      await close();
    }
  });
});

describe('how far the files of a task have changed', () => {
  it('is told for one file as for several', () => {
    const words = (of: number): string =>
      coverageWords({ taskId: 'T1', changed: 1, of, commits: [], uncommitted: true, looksDone: false });
    assert.deepEqual(
      [words(1), words(2)],
      ['1 of 1 file changed since approval (not committed)', '1 of 2 files changed since approval (not committed)'],
    );
  });
});

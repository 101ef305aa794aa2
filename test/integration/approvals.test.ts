import assert from 'node:assert/strict';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { approvalsOf, followApprovals } from '../../src/editor/coverage/approvals';
import { coverageWords } from '../../src/editor/coverage/coverageView';
import { openMemoryStorage } from '../support/memoryStorage';

const open = async () => {
  const storage = await openMemoryStorage();
  const records = new Map<string, unknown>();
  const memory = {
    get: (key: string) => records.get(key),
    update: async (key: string, value: unknown) => void records.set(key, value),
  };
  const core = { storage, memory } as unknown as Core;
  const approvals = followApprovals(core, silentLog);
  const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
  const make = async (content: string): Promise<string> =>
    (await storage.plans.create({ projectId, title: 'Late', content, author: 'user' })).plan.id;
  return { storage, core, approvals, make, records };
};

describe('where the code stood at an approval', () => {
  it('is recorded again for the tasks that only a later approval covers', async () => {
    const { storage, core, approvals, make, records } = await open();
    try {
      const text = '# Late\n\n## Implementation Phases\n\n- [ ] **T1** Read\n';
      const planId = await make(text);
      const approve = (version: number) =>
        storage.reviews.add(planId, { state: 'approved', version, who: 'Ada', note: '' });
      await approve(1);
      await approvals.flush();
      // As git would have reported.
      const [first] = approvalsOf(core, planId);
      records.set(`approval.${planId}`, [{ ...first, heads: { app: 'a'.repeat(40) } }]);
      const content = `${text}- [ ] **T2** Count\n`;
      await storage.plans.createVersion(planId, { content, author: 'user', base: 1, state: 'accepted' });
      await approvals.flush();
      const covered = () => approvalsOf(core, planId).map(({ tasks }) => tasks.join());
      assert.deepEqual(covered(), ['T1']);
      await approve(2);
      await approvals.flush();
      assert.deepEqual(covered(), ['T1', 'T2']);
    } finally {
      approvals.dispose();
      await storage.close();
    }
  });

  it('is recorded before the window goes, and not where the approval was taken back at once', async () => {
    const { storage, core, approvals, make } = await open();
    try {
      const [kept, takenBack] = [await make('# Late\n'), await make('# Late\n')];
      await storage.plans.setStatus(kept, 'approved', { who: 'Ada', why: '' });
      await storage.plans.setStatus(takenBack, 'approved', { who: 'Ada', why: '' });
      await storage.plans.setStatus(takenBack, 'draft', { who: 'Ada', why: '' });
      await approvals.flush();
      assert.equal(approvalsOf(core, kept).length, 1);
      assert.deepEqual(approvalsOf(core, takenBack), []);
    } finally {
      approvals.dispose();
      await storage.close();
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

import assert from 'node:assert/strict';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { approvalOf, followApprovals } from '../../src/editor/coverage/approvals';
import { openMemoryStorage } from '../support/memoryStorage';

describe('where the code stood at an approval', () => {
  it('is recorded before the window goes, and not where the approval was taken back at once', async () => {
    const storage = await openMemoryStorage();
    const records = new Map<string, unknown>();
    const memory = {
      get: (key: string) => records.get(key),
      update: async (key: string, value: unknown) => void records.set(key, value),
    };
    const core = { storage, memory } as unknown as Core;
    const approvals = followApprovals(core, silentLog);
    try {
      const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
      const make = async () =>
        (await storage.plans.create({ projectId, title: 'Late', content: '# Late\n', author: 'user' })).plan.id;
      const [kept, takenBack] = [await make(), await make()];
      await storage.plans.setStatus(kept, 'approved', { who: 'Ada', why: '' });
      await storage.plans.setStatus(takenBack, 'approved', { who: 'Ada', why: '' });
      await storage.plans.setStatus(takenBack, 'draft', { who: 'Ada', why: '' });
      await approvals.flush();
      assert.notEqual(approvalOf(core, kept), null);
      assert.equal(approvalOf(core, takenBack), null);
    } finally {
      approvals.dispose();
      await storage.close();
    }
  });
});

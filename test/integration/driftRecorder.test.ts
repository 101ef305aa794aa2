import assert from 'node:assert/strict';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { followVersions } from '../../src/editor/drift/driftRecorder';
import { openMemoryStorage } from '../support/memoryStorage';

describe('a version made in the last moment of a window', () => {
  it('is recorded before the window goes', async () => {
    const storage = await openMemoryStorage();
    const records = new Map<string, unknown>();
    const memory = {
      get: (key: string) => records.get(key),
      update: async (key: string, value: unknown) => void records.set(key, value),
    };
    const drift = followVersions({ storage, memory, checkReferences: async () => [] } as unknown as Core, silentLog);
    try {
      const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
      const { plan } = await storage.plans.create({ projectId, title: 'Late', content: '# Late\n', author: 'user' });
      await drift.flush();
      assert.deepEqual([...records.keys()], [`drift.${plan.id}`]);
    } finally {
      drift.dispose();
      await storage.close();
    }
  });
});

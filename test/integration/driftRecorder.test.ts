import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../src/domain/errors';
import { silentLog } from '../../src/domain/log';
import type { CheckedReference } from '../../src/domain/references';
import type { Core } from '../../src/editor/core';
import { currentDrift } from '../../src/editor/drift/currentDrift';
import type { DriftRecord } from '../../src/editor/drift/driftRecord';
import { followVersions } from '../../src/editor/drift/driftRecorder';
import { openMemoryStorage } from '../support/memoryStorage';

const path = 'src/config.ts';
const text = `# Late\n\n## Implementation Phases\n\n- [ ] **T1** Read \`${path}\`\n`;

/** A plan that names a file, with what is recorded of it; the file can be taken away. */
const recordedPlan = async () => {
  const storage = await openMemoryStorage();
  const records = new Map<string, unknown>();
  const memory = {
    get: (key: string) => records.get(key),
    update: async (key: string, value: unknown) => void records.set(key, value),
  };
  const reference: CheckedReference = {
    kind: 'path',
    text: path,
    path,
    line: null,
    state: 'found',
    nearest: null,
    offset: text.indexOf(path),
    length: path.length,
  };
  const file = { exists: true };
  const files = {
    list: async () => [{ path, size: 1 }],
    exists: async () => file.exists,
    async read() {
      if (!file.exists) throw new UserError('notFound', { kind: 'file', id: path });
      return 'const limit = 1;\n';
    },
  };
  const core = { storage, memory, files, checkReferences: async () => [reference] } as unknown as Core;
  const drift = followVersions(core, silentLog);
  const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
  const { plan } = await storage.plans.create({ projectId, title: 'Late', content: text, author: 'user' });
  await drift.flush();
  const drifted = async () => (await currentDrift(core, plan, text, [reference]))?.map(({ drift: { kind } }) => kind);
  const close = async (): Promise<void> => {
    drift.dispose();
    await storage.close();
  };
  return { plan, records, file, drifted, close };
};

describe('what a version names', () => {
  it('is recorded before the window goes', async () => {
    const { plan, records, close } = await recordedPlan();
    await close();
    assert.deepEqual([...records.keys()], [`drift.${plan.id}`]);
  });

  it('is recorded with the folder that it is in, without which nothing is told of it', async () => {
    const { plan, records, file, drifted, close } = await recordedPlan();
    try {
      const key = `drift.${plan.id}`;
      const record = records.get(key) as DriftRecord;
      const recorded = record.references[path]!;
      assert.equal(recorded.path, `${vscode.workspace.workspaceFolders![0]!.name}/${path}`);
      assert.deepEqual(await drifted(), []);
      file.exists = false;
      assert.deepEqual(await drifted(), ['deleted']);
      records.set(key, { ...record, references: { [path]: { ...recorded, path: `elsewhere/${path}` } } });
      assert.deepEqual(await drifted(), []);
    } finally {
      await close();
    }
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkReferences } from '../../src/context/references/references';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { currentDrift } from '../../src/editor/drift/currentDrift';
import { type DriftRecord, recordDrift } from '../../src/editor/drift/driftRecord';
import { followVersions } from '../../src/editor/drift/driftRecorder';
import { recordMissed } from '../../src/editor/missedRecords';
import { MemoryFiles } from '../support/memoryFiles';
import { memoryMemento } from '../support/memoryMemento';
import { openMemoryStorage, tickingClock } from '../support/memoryStorage';
import { until } from './support';

const path = 'src/config.ts';
const text = `# Late\n\n## Implementation Phases\n\n- [ ] **T1** Read \`${path}\`\n`;

const driftOf = (memory: vscode.Memento, planId: string): DriftRecord | undefined => memory.get(`drift.${planId}`);

/** A plan that names a file, with what is recorded of it. */
const recordedPlan = async (content = text, start = Date.now()) => {
  const storage = await openMemoryStorage({ clock: tickingClock(start) });
  const memory = memoryMemento();
  const files = new MemoryFiles({ [path]: 'const limit = 1;\n' });
  const search = { definitions: async () => [] };
  const check = (source: string) => checkReferences(source, files);
  const core = { storage, memory, files, search, checkReferences: check } as unknown as Core;
  const drift = followVersions(core, silentLog);
  const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
  const { plan } = await storage.plans.create({ projectId, title: 'Late', content, author: 'user' });
  await until(
    () => driftOf(memory, plan.id),
    (record) => record?.version === 1,
  );
  const references = await check(content);
  const drifted = async () => currentDrift(core, await storage.plans.get(plan.id), content, references);
  const kinds = async () => (await drifted())?.map(({ drift: { kind } }) => kind);
  const close = async (): Promise<void> => {
    drift.dispose();
    await storage.close();
  };
  return { core, storage, memory, files, drift, plan, drifted, kinds, close };
};

describe('what a version names', () => {
  it('is recorded by the next window where one ends before', async () => {
    const { core, storage, memory, drift, plan, close } = await recordedPlan();
    try {
      drift.dispose();
      const content = text.replace('Read', 'Read again');
      await storage.plans.createVersion(plan.id, { content, author: 'user', base: 1, state: 'accepted' });
      const next = followVersions(core, silentLog);
      const missed = recordMissed(core, [next], silentLog);
      await until(
        () => driftOf(memory, plan.id),
        (record) => record?.version === 2,
      );
      missed.dispose();
      next.dispose();
    } finally {
      await close();
    }
  });

  it('is not recorded as it is now where it is of an older time', async () => {
    const { core, storage, memory, drift, plan, close } = await recordedPlan(text, Date.UTC(2020, 0));
    try {
      drift.dispose();
      const content = text.replace('Read', 'Read again');
      await storage.plans.createVersion(plan.id, { content, author: 'user', base: 1, state: 'accepted' });
      const next = followVersions(core, silentLog);
      const missed = recordMissed(core, [next], silentLog);
      const later = await storage.plans.create({ projectId: plan.projectId, title: 'Later', content, author: 'user' });
      await until(
        () => driftOf(memory, later.plan.id),
        (record) => record !== undefined,
      );
      assert.equal(driftOf(memory, plan.id)?.version, 1);
      missed.dispose();
      next.dispose();
    } finally {
      await close();
    }
  });

  it('is recorded with the folder that it is in, without which nothing is told of it', async () => {
    const { plan, memory, files, kinds, close } = await recordedPlan();
    try {
      const key = `drift.${plan.id}`;
      const record = memory.get<DriftRecord>(key)!;
      const recorded = record.references[path]!;
      assert.equal(recorded.path, `${vscode.workspace.workspaceFolders![0]!.name}/${path}`);
      assert.deepEqual(await kinds(), []);
      files.delete(path);
      files.write('src/other.ts', '');
      assert.deepEqual(await kinds(), ['deleted']);
      await memory.update(key, { ...record, references: { [path]: { ...recorded, path: `elsewhere/${path}` } } });
      assert.deepEqual(await kinds(), []);
    } finally {
      await close();
    }
  });

  it('is accepted as read for good, also while a newer version is being recorded', async () => {
    const content = text.replace(path, `${path}:1`);
    const { core, storage, files, plan, kinds, close } = await recordedPlan(content);
    try {
      files.write(path, 'const limit = 2;\n');
      assert.deepEqual(await kinds(), ['changed']);

      files.write('src/late.ts', '');
      const read = files.read.bind(files);
      let goOn = (): void => {};
      const reading = new Promise<void>((resolve) => {
        files.read = async (asked, signal) => {
          if (asked === 'src/late.ts') {
            files.read = read;
            resolve();
            await new Promise<void>((go) => (goOn = go));
          }
          return read(asked, signal);
        };
      });
      const newer = `${content}- [ ] **T2** Read \`src/late.ts\`\n`;
      await storage.plans.createVersion(plan.id, { content: newer, author: 'user', base: 1, state: 'accepted' });
      await reading;
      const accepted = recordDrift(core, plan.id, 'T1');
      // Time to overtake.
      for (let step = 0; step < 20; step++) await storage.plans.get(plan.id);
      goOn();
      await accepted;
      assert.deepEqual(await kinds(), []);
    } finally {
      await close();
    }
  });

  it('may have moved where git no longer has the commit that was recorded', async () => {
    const { plan, memory, files, drifted, close } = await recordedPlan();
    try {
      const key = `drift.${plan.id}`;
      const { name } = vscode.workspace.workspaceFolders![0]!;
      await memory.update(key, { ...memory.get<DriftRecord>(key)!, heads: { 1: { [name]: 'a'.repeat(40) } } });
      files.delete(path);
      files.write('src/other.ts', '');
      assert.deepEqual(
        (await drifted())?.map(({ drift: { kind }, knowsMoves }) => [kind, knowsMoves]),
        [['deleted', false]],
      );
    } finally {
      await close();
    }
  });
});

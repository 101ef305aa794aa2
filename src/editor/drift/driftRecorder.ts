import * as vscode from 'vscode';
import { toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { readPages } from '../../storage/pages';
import type { Core } from '../core';
import { driftRecord, forgetDrift, recordDrift } from './driftRecord';

/** A moment after a version came, so that what came with it is recorded in one go. */
const pauseMs = 500;

/** Records for every new version of a plan what its references stand for; `flush` does at once what waits for its moment, and waits for what has begun. */
export const followVersions = (core: Core, log: Log): { flush(): Promise<void>; dispose(): void } => {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const record = async (planId: string): Promise<void> => {
    clearTimeout(timers.get(planId));
    timers.delete(planId);
    if (core.storage.state() !== 'owner') return;
    const work = recordDrift(core, planId).catch((error: unknown) => {
      // A plan that was deleted meanwhile needs no record; anything else is told where it helps to find it.
      if (toFailure(error).code !== 'notFound') log.error('drift record', error);
    });
    running.add(work);
    await work;
    running.delete(work);
  };
  const subscription = core.storage.onDidChange(({ entity, id, parentId, change }) => {
    if (entity === 'plan' && change === 'deleted') void forgetDrift(core, id);
    if (entity !== 'version' || parentId === null || change === 'deleted') return;
    clearTimeout(timers.get(parentId));
    timers.set(
      parentId,
      setTimeout(() => void record(parentId), pauseMs),
    );
  });
  const recordMissing = async (): Promise<void> => {
    const { items } = await readPages(Infinity, (paging) => core.storage.plans.list(paging));
    for (const { id } of items) if (driftRecord(core, id) === null) await record(id);
  };
  // What was made without trust is recorded once files may be read.
  const trust = vscode.workspace.onDidGrantWorkspaceTrust(() => {
    recordMissing().catch((error: unknown) => log.error('drift record', error));
  });
  return {
    async flush() {
      for (const planId of timers.keys()) void record(planId);
      await Promise.all(running);
    },
    dispose() {
      subscription.dispose();
      trust.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};

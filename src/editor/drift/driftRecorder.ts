import { toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { Core } from '../core';
import { recordOnTrust } from '../onTrust';
import { forgetDrift, isRecorded, recordDrift } from './driftRecord';

/** Delay after a new version, in milliseconds, so that what comes with it is recorded in one go. */
const pauseMs = 500;

/** Records what references point to for each new version; `flush` runs what is delayed and waits for all of it. */
export const followVersions = (core: Core, log: Log): { flush(): Promise<void>; dispose(): void } => {
  const timers = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const record = async (planId: string): Promise<void> => {
    clearTimeout(timers.get(planId));
    timers.delete(planId);
    if (core.storage.state() !== 'owner') return;
    const work = recordDrift(core, planId).catch((error: unknown) => {
      // A plan that was deleted meanwhile needs no record; anything else is logged.
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
  const recordMissing = async (planId: string): Promise<void> => {
    if (!isRecorded(core, planId)) await record(planId);
  };
  const trust = recordOnTrust(core, recordMissing, log);
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

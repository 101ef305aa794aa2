import { toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { Core } from '../core';
import type { Recorder } from '../missedRecords';
import { forgetDrift, recordDrift, recordedVersion } from './driftRecord';

/** Delay after a new version, in milliseconds, so that what comes with it is recorded in one go. */
const pauseMs = 500;

/** Records what references point to for each new version, in the window that writes the data. */
export const followVersions = (core: Core, log: Log): Recorder => {
  const timers = new Map<string, NodeJS.Timeout>();
  const record = async (planId: string): Promise<void> => {
    if (core.storage.state() !== 'owner') return;
    try {
      await recordDrift(core, planId);
    } catch (error) {
      // A plan that was deleted meanwhile needs no record; anything else is logged.
      if (toFailure(error).code !== 'notFound') log.error('drift record', error);
    }
  };
  const subscription = core.storage.onDidChange(({ entity, id, parentId, change }) => {
    if (entity === 'plan' && change === 'deleted') void forgetDrift(core, id);
    if (entity !== 'version' || parentId === null || change === 'deleted') return;
    clearTimeout(timers.get(parentId));
    const begin = (): void => {
      timers.delete(parentId);
      void record(parentId);
    };
    timers.set(parentId, setTimeout(begin, pauseMs));
  });
  return {
    recordMissing: async ({ id, currentVersion }) => {
      if ((recordedVersion(core, id) ?? 0) < currentVersion) await record(id);
    },
    dispose() {
      subscription.dispose();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
};

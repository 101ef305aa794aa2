import * as vscode from 'vscode';
import { toFailure } from '../../domain/errors';
import type { Log } from '../../domain/log';
import type { Core } from '../core';
import { DueRecords } from '../dueRecords';
import { recordOnTrust } from '../onTrust';
import { forgetDrift, isRecorded, recordDrift } from './driftRecord';

/** Delay after a new version, in milliseconds, so that what comes with it is recorded in one go. */
const pauseMs = 500;

/** Records what references point to for each new version, in the window that writes the data. */
export const followVersions = (core: Core, log: Log): vscode.Disposable => {
  const timers = new Map<string, NodeJS.Timeout>();
  const record = async (planId: string): Promise<void> => {
    if (core.storage.state() !== 'owner') return;
    try {
      await recordDrift(core, planId);
    } catch (error) {
      // A plan that was deleted meanwhile needs no record; anything else is tried again by the next window.
      if (toFailure(error).code !== 'notFound') return log.error('drift record', error);
    }
    if (!timers.has(planId)) due.remove(planId);
  };
  const recordSoon = (planId: string): void => {
    due.add(planId);
    clearTimeout(timers.get(planId));
    const begin = (): void => {
      timers.delete(planId);
      void record(planId);
    };
    timers.set(planId, setTimeout(begin, pauseMs));
  };
  const due: DueRecords = new DueRecords(core, 'driftDue', log);
  const recordMissing = async (planId: string): Promise<void> => {
    if (!isRecorded(core, planId)) await record(planId);
  };
  return vscode.Disposable.from(
    due.makeUp(recordSoon),
    recordOnTrust(core, recordMissing, log),
    core.storage.onDidChange(({ entity, id, parentId, change }) => {
      if (entity === 'plan' && change === 'deleted') void forgetDrift(core, id);
      if (entity !== 'version' || parentId === null || change === 'deleted') return;
      if (core.storage.state() === 'owner') recordSoon(parentId);
    }),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
      },
    },
  );
};

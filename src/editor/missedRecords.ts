import * as vscode from 'vscode';
import type { Log } from '../domain/log';
import type { DevPlan } from '../domain/plan';
import { readPages } from '../storage/pages';
import type { Core } from './core';

/** Which plans are looked at when a window opens: at most so many, those that changed last, and only lately. */
const most = 20;
const lateMs = 7 * 24 * 60 * 60_000;

/** What records something of plans outside of the data. */
export interface Recorder extends vscode.Disposable {
  /** Records a plan if its record is missing. */
  recordMissing(plan: DevPlan): Promise<void>;
}

/**
 * Has plans recorded whose record may be missing: those that changed lately when a window opens, as the one before could
 * record nothing more when it ended, and every plan once the workspace is trusted.
 */
export const recordMissed = ({ storage }: Core, recorders: readonly Recorder[], log: Log): vscode.Disposable => {
  const recordAll = async (limit: number, since: number): Promise<void> => {
    const { items } = await readPages(limit, (paging) => storage.plans.list(paging));
    for (const plan of items)
      if (plan.updatedAt >= since) for (const recorder of recorders) await recorder.recordMissing(plan);
  };
  const begin = (limit: number, since: number): void => {
    recordAll(limit, since).catch((error: unknown) => log.error('missed records', error));
  };
  if (storage.state() === 'owner') begin(most, Date.now() - lateMs);
  return vscode.workspace.onDidGrantWorkspaceTrust(() => begin(Infinity, 0));
};

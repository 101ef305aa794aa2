import * as vscode from 'vscode';
import type { Log } from '../domain/log';
import type { DevPlan } from '../domain/plan';
import { readPages } from '../storage/pages';
import type { Core } from './core';

/** Which plans are looked at when a window opens: at most so many, those that changed last, and only lately. */
const most = 20;
const lateMs = 7 * 24 * 60 * 60_000;

/**
 * Calls `record` for plans whose record may be missing: for those that changed lately when a window opens, as the one
 * before could record nothing more when it ended, and for every plan once the workspace is trusted.
 */
export const recordMissed = (
  { storage }: Core,
  record: (plan: DevPlan) => Promise<void>,
  log: Log,
): vscode.Disposable => {
  const recordAll = async (limit: number, since: number): Promise<void> => {
    const { items } = await readPages(limit, (paging) => storage.plans.list(paging));
    for (const plan of items) if (plan.updatedAt >= since) await record(plan);
  };
  const begin = (limit: number, since: number): void => {
    recordAll(limit, since).catch((error: unknown) => log.error('missed records', error));
  };
  if (storage.state() === 'owner') begin(most, Date.now() - lateMs);
  return vscode.workspace.onDidGrantWorkspaceTrust(() => begin(Infinity, 0));
};

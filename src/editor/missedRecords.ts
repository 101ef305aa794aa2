import * as vscode from 'vscode';
import type { Log } from '../domain/log';
import type { DevPlan } from '../domain/plan';
import { readPages } from '../storage/pages';
import type { Core } from './core';

/** How many plans are looked at when a window opens: those that changed last. */
const newest = 20;

/**
 * Calls `record` for plans whose record may be missing: for those that changed last when this window begins to write, as
 * one that ends can record nothing more, and for every plan once the workspace is trusted.
 */
export const recordMissed = (
  { storage }: Core,
  record: (plan: DevPlan) => Promise<void>,
  log: Log,
): vscode.Disposable => {
  const recordNewest = async (limit: number): Promise<void> => {
    const { items } = await readPages(limit, (paging) => storage.plans.list(paging));
    for (const plan of items) await record(plan);
  };
  const begin = (limit: number): void => {
    recordNewest(limit).catch((error: unknown) => log.error('missed records', error));
  };
  const noteState = (): void => {
    if (storage.state() === 'owner') begin(newest);
  };
  noteState();
  return vscode.Disposable.from(
    storage.onDidChangeState(noteState),
    vscode.workspace.onDidGrantWorkspaceTrust(() => begin(Infinity)),
  );
};

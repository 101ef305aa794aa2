import * as vscode from 'vscode';
import type { Log } from '../domain/log';
import { readPages } from '../storage/pages';
import type { Core } from './core';

/** Has a record made of every plan once files may be read: what was stored without trust has none yet. */
export const recordOnTrust = (
  { storage }: Core,
  record: (planId: string) => Promise<void>,
  log: Log,
): vscode.Disposable => {
  const recordAll = async (): Promise<void> => {
    const { items } = await readPages(Infinity, (paging) => storage.plans.list(paging));
    for (const { id } of items) await record(id);
  };
  return vscode.workspace.onDidGrantWorkspaceTrust(() => {
    recordAll().catch((error: unknown) => log.error('records after trust', error));
  });
};

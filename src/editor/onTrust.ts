import * as vscode from 'vscode';
import type { Log } from '../domain/log';
import { readPages } from '../storage/pages';
import type { Core } from './core';

/** Records every plan once the workspace is trusted: plans stored before that have no record yet. */
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

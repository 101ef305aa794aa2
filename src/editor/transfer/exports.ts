import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { type ExportedFile, type ExportFormat, exportFiles, jsonName } from '../../plans/planExport';
import type { ExchangeScope } from '../../storage/exchange/exchangeScope';
import type { Storage } from '../../storage/open';
import { withStop } from './longWork';
import { offer } from '../offer';
import { isThere, writeText, writeTextPieces } from './textFiles';

const filters: Readonly<Record<ExportFormat, Record<string, string[]>>> = {
  markdown: { Markdown: ['md'] },
  json: { JSON: ['json'] },
};

/** Asks for the export format; undefined when dismissed. */
export const pickFormat = async (): Promise<ExportFormat | undefined> => {
  const picks = [
    { label: 'Markdown', description: '.md', format: 'markdown' as const },
    {
      label: 'JSON',
      description: vscode.l10n.t('.json, with every version and the progress; can be imported again'),
      format: 'json' as const,
    },
  ];
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Export as') }))?.format;
};

/** Asks for a target and exports the scope to it: one file, or a folder of files. */
export const exportTo = async (
  storage: Storage,
  scope: ExchangeScope,
  format: ExportFormat,
  title: string,
): Promise<void> => {
  if (format === 'json') {
    const target = await askFile(await jsonName(storage, scope), format, title);
    if (!target) return;
    const written = await withStop(vscode.l10n.t('Exporting'), async (signal) => {
      await writeTextPieces(target, stoppable(storage.exchange.export(scope), signal));
      return target;
    });
    return written && tell(written, true);
  }
  const files = await withStop(vscode.l10n.t('Exporting'), (signal) => exportFiles(storage, scope, format, signal));
  if (!files) return;
  const [only] = files;
  if (!only) return void vscode.window.showInformationMessage(vscode.l10n.t('There is no plan to export.'));
  const isOneFile = scope.kind === 'plan';
  const target = isOneFile ? await askFile(only.name, format, title) : await writeFolder(files, title);
  if (!target) return;
  if (isOneFile) await writeText(target, only.text);
  tell(target, isOneFile);
};

const stoppable = async function* (pieces: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string> {
  for await (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
  }
};

const tell = (target: vscode.Uri, isFile: boolean): void => {
  const open = (): unknown => vscode.commands.executeCommand('vscode.open', target);
  const told = vscode.l10n.t('Exported to {0}.', vscode.workspace.asRelativePath(target));
  void offer(told, isFile ? { [vscode.l10n.t('Open')]: open } : {});
};

const askFile = async (name: string, format: ExportFormat, title: string): Promise<vscode.Uri | undefined> => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(folder, name),
    filters: filters[format],
    title,
  });
};

const writeFolder = async (files: readonly ExportedFile[], title: string): Promise<vscode.Uri | undefined> => {
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: vscode.l10n.t('Export Here'),
      title,
    })) ?? [];
  if (!folder) return undefined;
  const targets = files.map(({ name, text }) => ({ uri: vscode.Uri.joinPath(folder, name), text }));
  const there = (await Promise.all(targets.map(({ uri }) => isThere(uri)))).filter(Boolean).length;
  if (there > 0) {
    const replace = vscode.l10n.t('Replace');
    const question = vscode.l10n.t('Files that are there already: {0} of {1}. Replace?', there, files.length);
    if ((await vscode.window.showWarningMessage(question, { modal: true }, replace)) !== replace) return undefined;
  }
  return withStop(vscode.l10n.t('Exporting'), async (signal) => {
    for (const { uri, text } of targets) {
      signal.throwIfAborted();
      await writeText(uri, text);
    }
    return folder;
  });
};

import * as vscode from 'vscode';
import { createPlanFromText } from '../agent/planImport';
import { UserError } from '../domain/errors';
import type { Core } from './core';
import { tellImport, withProgress } from './importWords';
import type { EditorLog } from './log';
import { readTextPieces } from './textFiles';

/** What a file is taken for, by its extension. */
export const importFormat = (file: vscode.Uri): 'markdown' | 'json' | null => {
  if (/\.(?:md|markdown|mdown|txt)$/i.test(file.path)) return 'markdown';
  return /\.json$/i.test(file.path) ? 'json' : null;
};

/** Throws `unknownFormat` for a file that is neither Markdown nor JSON. */
export const checkFormat = (file: vscode.Uri): 'markdown' | 'json' => {
  const format = importFormat(file);
  if (format !== null) return format;
  const name = vscode.workspace.asRelativePath(file);
  throw new UserError('unknownFormat', {
    file: name,
    reason: vscode.l10n.t('Markdown (.md) or JSON (.json) expected'),
  });
};

/** Imports a Markdown file as a plan of a project and shows it. */
export const importMarkdown = async ({ storage, who }: Core, file: vscode.Uri, projectId: string): Promise<void> => {
  const text = await readText(file);
  const name = decodeURIComponent(file.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const plan = await createPlanFromText(storage, { projectId, text, name, author: 'import', who: await who() });
  await vscode.commands.executeCommand('devplan.openPlan', plan.id);
};

/** Imports a JSON file by id and tells what came of it. */
export const importJson = async ({ storage }: Core, file: vscode.Uri, log: EditorLog): Promise<void> => {
  const name = vscode.workspace.asRelativePath(file);
  const report = await withProgress(vscode.l10n.t('Importing'), () =>
    storage.exchange.import(readTextPieces(file), name),
  );
  tellImport(report, log);
};

const readText = async (file: vscode.Uri): Promise<string> =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file));

import * as vscode from 'vscode';
import { createPlanFromText } from '../../plans/planImport';
import { UserError } from '../../domain/errors';
import type { Core } from '../core';
import { tellImport } from './importWords';
import type { EditorLog } from '../log';
import { withProgress } from './longWork';
import { readText, readTextPieces } from './textFiles';

/** A file's format, by its extension; null if it cannot be imported. */
export const importFormat = (file: vscode.Uri): 'markdown' | 'json' | null => {
  if (/\.(?:md|markdown|mdown|txt)$/i.test(file.path)) return 'markdown';
  return /\.json$/i.test(file.path) ? 'json' : null;
};

const takes = (): string => vscode.l10n.t('Import takes Markdown (.md) and JSON that DevPlan exported (.json).');

/** Returns a file's format; throws `unknownFormat` if it is neither Markdown nor JSON. */
export const checkFormat = (file: vscode.Uri): 'markdown' | 'json' => {
  const format = importFormat(file);
  if (format !== null) return format;
  throw new UserError('unknownFormat', { file: vscode.workspace.asRelativePath(file), reason: takes() });
};

/** Adds what can be imported to an `unknownFormat` error. */
const importing = async <T>(work: () => Thenable<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'unknownFormat') throw error;
    const reason = `${error.args['reason']}. ${takes()}`;
    throw new UserError('unknownFormat', { ...error.args, reason }, { cause: error });
  }
};

/** Imports a Markdown file as a plan of a project and shows it; throws `fileFailed` or `unknownFormat`. */
export const importMarkdown = async ({ storage, who }: Core, file: vscode.Uri, projectId: string): Promise<void> => {
  const name = (file.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
  const plan = await importing(async () => {
    const text = await readText(file);
    return createPlanFromText(storage, { projectId, text, name, author: 'import', who: await who() });
  });
  await vscode.commands.executeCommand('devplan.openPlan', plan.id);
};

/** Imports a JSON file by id and shows the result; throws `fileFailed` or `unknownFormat`. */
export const importJson = async ({ storage }: Core, file: vscode.Uri, log: EditorLog): Promise<void> => {
  const name = vscode.workspace.asRelativePath(file);
  const report = await importing(() =>
    withProgress(vscode.l10n.t('Importing'), () => storage.exchange.import(readTextPieces(file), name)),
  );
  tellImport(report, log);
};

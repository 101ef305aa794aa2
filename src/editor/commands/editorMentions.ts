import * as vscode from 'vscode';
import { fenced } from '../../agent/prompt';
import { mentionOf } from '../../context/mentions';
import { workspacePath } from '../workspace/openRoots';

const tell = (text: string): null => {
  void vscode.window.showInformationMessage(text);
  return null;
};

/** The file that a command is about: the one it was given, else that of the active editor; null, and told, without any. */
export const targetFile = (arg: unknown): vscode.Uri | null =>
  arg instanceof vscode.Uri
    ? arg
    : (vscode.window.activeTextEditor?.document.uri ?? tell(vscode.l10n.t('Open a file first.')));

/** The active editor, if something is selected in it; null, and told, otherwise. */
export const selectingEditor = (): vscode.TextEditor | null => {
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty ? editor : tell(vscode.l10n.t('Select some text first.'));
};

/** How a message names a file; null, and told, for one that is in no open folder: what it holds is not read. */
export const fileMention = (uri: vscode.Uri, lines: readonly [number, number] | null = null): string | null => {
  const path = workspacePath(uri);
  return path ? mentionOf(path, lines) : tell(vscode.l10n.t('The file is not in an open folder, so it is not read.'));
};

/** How a message names what is selected, saved first, as files are read from the disk; null where it cannot, told why. */
export const selectionMention = async ({ document, selection }: vscode.TextEditor): Promise<string | null> => {
  const mention = fileMention(document.uri, [selection.start.line + 1, selection.end.line + 1]);
  if (mention === null || !document.isDirty) return mention;
  const save = vscode.l10n.t('Save');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Files are read as they are saved.'), save);
  // Where an auto-save got in its way, that one has saved the file.
  return answer === save && ((await document.save()) || !document.isDirty) ? mention : null;
};

/** What is selected, for a message: a mention where the file is read, else a quote of its words. */
export const selectionForMessage = async (editor: vscode.TextEditor): Promise<string | null> =>
  workspacePath(editor.document.uri) ? selectionMention(editor) : fenced(editor.document.getText(editor.selection));

import * as vscode from 'vscode';
import { fenced } from '../../agent/prompt';
import { mentionOf } from '../../context/mentions';
import { workspacePath } from '../workspace/openRoots';

const tell = (text: string): null => {
  void vscode.window.showInformationMessage(text);
  return null;
};

/** A command's file: its argument, otherwise the active editor's; if there is none, says so and returns null. */
export const targetFile = (arg: unknown): vscode.Uri | null =>
  arg instanceof vscode.Uri
    ? arg
    : (vscode.window.activeTextEditor?.document.uri ?? tell(vscode.l10n.t('Open a file first.')));

/** The active editor if something is selected in it; otherwise says so and returns null. */
export const selectingEditor = (): vscode.TextEditor | null => {
  const editor = vscode.window.activeTextEditor;
  return editor && !editor.selection.isEmpty ? editor : tell(vscode.l10n.t('Select some text first.'));
};

/** A file's mention; if it is in no open folder, and so is never read, says so and returns null. */
export const fileMention = (uri: vscode.Uri, lines: readonly [number, number] | null = null): string | null => {
  const path = workspacePath(uri);
  return path ? mentionOf(path, lines) : tell(vscode.l10n.t('The file is not in an open folder, so it is not read.'));
};

/** A mention of the selection, saved first, as files are read from disk; null if that fails. */
export const selectionMention = async (editor: vscode.TextEditor): Promise<string | null> => {
  const { document, selection } = editor;
  const mentionLines = ({ start, end }: vscode.Selection): string | null =>
    fileMention(document.uri, [start.line + 1, end.line + 1]);
  const mention = mentionLines(selection);
  if (mention === null || !document.isDirty) return mention;
  const save = vscode.l10n.t('Save');
  const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Files are read as they are saved.'), save);
  const isStillSelected = editor.selection.isEqual(selection);
  // If an auto-save interfered, that one has saved the file.
  if (answer !== save || !((await document.save()) || !document.isDirty)) return null;
  // The editor moves a selection with its text, as when a formatter adds lines above it.
  return isStillSelected ? mentionLines(editor.selection) : mention;
};

/** The selection for a message: a mention if the file is read, otherwise a quote of the text. */
export const selectionForMessage = async (editor: vscode.TextEditor): Promise<string | null> =>
  workspacePath(editor.document.uri) ? selectionMention(editor) : fenced(editor.document.getText(editor.selection));

import * as vscode from 'vscode';

/** True for a delayed auto-save of the document that the user is typing in: its text is half written. */
export const isTypedSave = ({ document, reason }: vscode.TextDocumentWillSaveEvent): boolean =>
  reason === vscode.TextDocumentSaveReason.AfterDelay && document === vscode.window.activeTextEditor?.document;

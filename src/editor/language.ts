import * as vscode from 'vscode';

/** The language of the words that people see: without a translation they are English whatever the editor's language is. */
export const wordsLanguage = (): string => (vscode.l10n.bundle ? vscode.env.language : 'en');

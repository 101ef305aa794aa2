import * as vscode from 'vscode';

/** The language of displayed text: English if there is no translation for the editor's language. */
export const wordsLanguage = (): string => (vscode.l10n.bundle ? vscode.env.language : 'en');

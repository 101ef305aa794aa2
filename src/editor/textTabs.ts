import * as vscode from 'vscode';

/** The files in open tabs that show one text. */
export const textTabs = (): vscode.Uri[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri : []));

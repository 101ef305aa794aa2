import * as vscode from 'vscode';

const tabs = (): vscode.Tab[] => vscode.window.tabGroups.all.flatMap((group) => group.tabs);

/** The files in open tabs that show one text. */
export const textTabs = (): vscode.Uri[] =>
  tabs().flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri : []));

/** The files that a tab shows as text, alone or compared. */
export const textsIn = ({ input }: vscode.Tab): vscode.Uri[] => {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
};

/** The files that open tabs show as text, alone or compared. */
export const shownTexts = (): vscode.Uri[] => tabs().flatMap(textsIn);

import * as vscode from 'vscode';
import { isSecretPath } from '../../context/files/exclusions';
import { workspacePath } from '../workspace/openRoots';

/** Workspace paths of the files in open tabs, the active one first. */
export const openEditors = (): string[] => {
  const active = vscode.window.activeTextEditor?.document.uri;
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: own }) => own.map(({ input }) => input));
  const open = tabs.flatMap((input) => (input instanceof vscode.TabInputText ? input.uri : []));
  const paths = [...(active ? [active] : []), ...open].map(workspacePath);
  return [...new Set(paths.filter((path) => path !== null && !isSecretPath(path)))] as string[];
};

import * as vscode from 'vscode';
import { isSecretPath } from '../../context/files/exclusions';
import { textTabs } from '../textTabs';
import { workspacePath } from '../workspace/openRoots';

/** Workspace paths of the files in open tabs, the active one first. */
export const openEditors = (): string[] => {
  const active = vscode.window.activeTextEditor?.document.uri;
  const paths = [...(active ? [active] : []), ...textTabs()].map(workspacePath);
  return [...new Set(paths.filter((path) => path !== null && !isSecretPath(path)))] as string[];
};

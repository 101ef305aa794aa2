import * as vscode from 'vscode';
import type { Log } from '../../domain/log';
import type { OpenCore } from '../core';
import { showError } from '../report';
import { filterWords } from './projectsFilter';
import type { ProjectsNode } from './projectsNode';
import type { ProjectsTree } from './projectsTree';

/** Context key of the welcome views. */
const hiddenKey = 'devplan.projectsHidden';

const waitingWords = (count: number): string =>
  count === 1 ? vscode.l10n.t('1 thing needs you') : vscode.l10n.t('{0} things need you', count);

/** Connects the Projects view: stores ticks as progress, and shows filter, order and how much needs the user. */
export const attachProjectsView = (
  view: vscode.TreeView<ProjectsNode>,
  tree: ProjectsTree,
  core: OpenCore,
  log: Log,
): vscode.Disposable => {
  const describe = (): void => {
    view.description = filterWords(tree.currentFilter);
  };
  describe();
  tree.setVisible(view.visible);
  return vscode.Disposable.from(
    view.onDidChangeVisibility(({ visible }) => tree.setVisible(visible)),
    view.onDidChangeCheckboxState(async ({ items }) => {
      try {
        const { storage, who } = await core();
        for (const [node, state] of items)
          if (node.kind === 'task' && node.task.id !== null)
            await storage.plans.setProgress(
              node.plan.id,
              node.task.id,
              state === vscode.TreeItemCheckboxState.Checked,
              {
                who: await who(),
                why: '',
              },
            );
      } catch (error) {
        void showError(error, log);
        for (const [node] of items) if (node.kind === 'task') tree.redraw(node.plan.id);
      }
    }),
    tree.onDidChangeTreeData(describe),
    tree.onDidHide((hidden) => void vscode.commands.executeCommand('setContext', hiddenKey, hidden)),
    tree.onDidCount((waiting) => {
      view.badge = waiting > 0 ? { value: waiting, tooltip: waitingWords(waiting) } : undefined;
    }),
  );
};

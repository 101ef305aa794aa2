import * as vscode from 'vscode';
import type { Log } from '../../domain/log';
import type { OpenCore } from '../core';
import { showError } from '../report';
import { ConversationsTree } from './conversationsTree';
import { ProjectsTree } from './projectsTree';

/** Registers the two trees; ticking a task's box records its progress. */
export const registerTrees = (core: OpenCore, log: Log) => {
  const projectsTree = new ProjectsTree(core);
  const conversationsTree = new ConversationsTree(core);
  const projectsView = vscode.window.createTreeView('devplan.projects', {
    treeDataProvider: projectsTree,
    showCollapseAll: true,
    // Ticking a phase's last task must not tick others: the boxes are records, not a selection.
    manageCheckboxStateManually: true,
  });
  const conversationsView = vscode.window.createTreeView('devplan.conversations', {
    treeDataProvider: conversationsTree,
  });
  const ticking = projectsView.onDidChangeCheckboxState(async ({ items }) => {
    try {
      const { storage, who } = await core();
      for (const [node, state] of items)
        if (node.kind === 'task' && node.task.id !== null)
          await storage.plans.setProgress(node.plan.id, node.task.id, state === vscode.TreeItemCheckboxState.Checked, {
            who: await who(),
            why: '',
          });
    } catch (error) {
      void showError(error, log);
      for (const [node] of items) if (node.kind === 'task') projectsTree.redraw(node.plan.id);
    }
  });
  const describe = projectsTree.onDidChangeTreeData(() => {
    projectsView.description = projectsTree.description();
  });
  return {
    projectsTree,
    conversationsTree,
    trees: vscode.Disposable.from(projectsView, conversationsView, ticking, describe),
  };
};

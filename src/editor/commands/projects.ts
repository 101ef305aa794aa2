import * as vscode from 'vscode';
import { openProjectStatuses } from '../../domain/project';
import { readPages } from '../../storage/pages';
import { exportTo, pickFormat } from '../transfer/exports';
import { conversationCount, planCount } from '../words';
import type { CommandTable } from './command';
import { askName, confirm } from './confirm';
import { tellArchived } from './planLife';
import { targetProject } from './targets';

/** Commands on projects. */
export const projectCommands: CommandTable = {
  async newProject({ core, chat }, name) {
    const suggestion = vscode.workspace.name ?? '';
    const chosen = typeof name === 'string' ? name : await askName(vscode.l10n.t('Name of the project'), suggestion);
    if (chosen === undefined) return undefined;
    const { storage } = await core();
    const folder = vscode.workspace.workspaceFolders?.[0];
    const project = await storage.projects.create({ name: chosen.trim(), repositoryPath: folder?.uri.fsPath ?? null });
    await chat.preferProject(project.id);
    return project.id;
  },

  async renameProject(context, arg) {
    const project = await targetProject(context, arg, vscode.l10n.t('Choose the project to rename'));
    const name = project && (await askName(vscode.l10n.t('New name'), project.name));
    if (!name) return;
    const { storage } = await context.core();
    await storage.projects.update(project.id, { name: name.trim() });
  },

  async archiveProject(context, arg) {
    const project = await targetProject(context, arg, vscode.l10n.t('Choose the project to archive'));
    if (!project) return;
    await (await context.core()).storage.projects.archive(project.id);
    tellArchived(context, vscode.l10n.t('Archived projects leave the tree; nothing of them is deleted.'));
  },

  async restoreProject(context, arg) {
    const project = await targetProject(context, arg, vscode.l10n.t('Choose the project to restore'));
    if (project) await (await context.core()).storage.projects.restore(project.id);
  },

  async deleteProject(context, arg) {
    const project = await targetProject(context, arg, vscode.l10n.t('Choose the project to delete'));
    if (!project) return;
    const { storage } = await context.core();
    const { plans, conversations } = storage;
    const ofProject = { projectId: project.id, limit: 1 };
    const detail = vscode.l10n.t(
      '{0} and {1} go with it, with all their versions and messages. This cannot be undone; archiving keeps everything.',
      planCount((await plans.list(ofProject)).total),
      conversationCount((await conversations.list(ofProject)).total),
    );
    if (
      await confirm(
        vscode.l10n.t('Delete "{0}" permanently?', project.name),
        detail,
        vscode.l10n.t('Delete Permanently'),
      )
    )
      await storage.projects.delete(project.id);
  },

  async exportProject(context, arg) {
    const project = await targetProject(context, arg, vscode.l10n.t('Choose the project to export'));
    const format = project && (await pickFormat());
    if (!format) return;
    const { storage } = await context.core();
    const scope = { kind: 'project', projectId: project.id } as const;
    await exportTo(storage, scope, format, vscode.l10n.t('Export "{0}"', project.name));
  },

  async selectProject({ core, chat }) {
    const { storage } = await core();
    const { items } = await readPages(Infinity, (paging) =>
      storage.projects.list({ ...paging, sort: 'name', status: openProjectStatuses }),
    );
    const picks: (vscode.QuickPickItem & { id?: string | null })[] = [
      ...items.map((project) => ({
        label: `$(project) ${project.name}`,
        description: project.description,
        id: project.id,
      })),
      { label: '', kind: vscode.QuickPickItemKind.Separator },
      { label: `$(add) ${vscode.l10n.t('New Project...')}` },
    ];
    const chosen = await vscode.window.showQuickPick(picks, {
      placeHolder: vscode.l10n.t('Project of this conversation'),
    });
    if (!chosen) return;
    if (chosen.id) await chat.setProject(chosen.id);
    else {
      const made = await vscode.commands.executeCommand<string | undefined>('devplan.newProject');
      if (made !== undefined) await chat.setProject(made);
    }
  },
};

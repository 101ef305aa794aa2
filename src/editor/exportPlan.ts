import * as vscode from 'vscode';
import { readPlanText } from '../agent/planReader';
import type { DevPlan } from '../domain/plan';
import { slug } from '../domain/slug';
import type { Storage } from '../storage/open';

export type ExportFormat = 'markdown' | 'json';

/** A plan as text in a format: Markdown shows the current version with its boxes, JSON holds every version and the progress. */
export const planAsText = async (storage: Storage, planId: string, format: ExportFormat): Promise<string> => {
  const { plan, text, progress } = await readPlanText(storage, planId);
  if (format === 'markdown') return text;
  const infos = await storage.plans.versions(planId);
  const versions = await Promise.all(infos.map(({ number }) => storage.plans.version(planId, number)));
  const project = await storage.projects.get(plan.projectId);
  return `${JSON.stringify({ format: 'devplan.plan', formatVersion: 1, project, plan, versions, progress }, null, 2)}\n`;
};

/** Asks where to and writes the plan there. */
export const exportPlan = async (
  storage: Storage,
  plan: DevPlan,
  format: ExportFormat,
): Promise<vscode.Uri | undefined> => {
  const extension = format === 'markdown' ? 'md' : 'json';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${slug(plan.title)}.${extension}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    filters: format === 'markdown' ? { Markdown: ['md'] } : { JSON: ['json'] },
    title: vscode.l10n.t('Export "{0}"', plan.title),
  });
  if (!target) return undefined;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await planAsText(storage, plan.id, format)));
  const open = vscode.l10n.t('Open');
  void vscode.window
    .showInformationMessage(vscode.l10n.t('Exported to {0}.', vscode.workspace.asRelativePath(target)), open)
    .then((chosen) => {
      if (chosen === open) void vscode.commands.executeCommand('vscode.open', target);
    });
  return target;
};

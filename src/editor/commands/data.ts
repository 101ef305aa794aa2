import * as vscode from 'vscode';
import { openProjectStatuses } from '../../domain/project';
import { readPages } from '../../storage/pages';
import type { SearchHit } from '../../storage/search/searchStore';
import type { Core } from '../core';
import { exportTo, pickFormat } from '../transfer/exports';
import { statisticsUri } from '../statistics';
import { checkFormat, importJson, importMarkdown } from '../transfer/imports';
import { isThere } from '../transfer/textFiles';
import { offerMirror, tellMirrorReport } from '../mirror/mirrorWords';
import { offer } from '../offer';
import type { CommandContext, CommandTable } from './command';
import { confirm } from './confirm';
import { projectIdIn } from './targets';

const typingPauseMs = 150;

/** Commands on all stored data: search, export, import, mirror and statistics. */
export const dataCommands: CommandTable = {
  async search(context) {
    const hit = await pickHit(context);
    if (!hit) return;
    if (hit.kind === 'conversation') await context.chat.openSession(hit.sessionId, hit.messageId);
    else if (hit.isCurrent) await vscode.commands.executeCommand('devplan.openPlan', hit.planId);
    else await vscode.commands.executeCommand('devplan.openVersion', hit.planId, hit.version);
  },

  async exportAllData({ core }) {
    const format = await pickFormat();
    if (!format) return;
    const title =
      format === 'json'
        ? vscode.l10n.t('Export all projects, plans and conversations')
        : vscode.l10n.t('Export all plans as Markdown, without conversations');
    await exportTo((await core()).storage, { kind: 'all' }, format, title);
  },

  async importData({ core, log }) {
    const [file] =
      (await vscode.window.showOpenDialog({ filters: { JSON: ['json'] }, title: vscode.l10n.t('Import data') })) ?? [];
    if (file) await importJson(await core(), file, log);
  },

  async openDataFolder({ core, dataFolder, log }) {
    // This creates the folder; if it fails, the user wants to see what is in there.
    await core().catch((error: unknown) => log.error('data folder', error));
    const folder = vscode.Uri.file(dataFolder);
    const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
    if (isHere && (await isThere(folder))) {
      await vscode.commands.executeCommand('revealFileInOS', folder);
      return;
    }
    // A folder of another machine cannot be opened from here, nor one that does not exist.
    const copy = (): unknown => vscode.env.clipboard.writeText(dataFolder);
    void offer(vscode.l10n.t('The data is in {0}.', dataFolder), { [vscode.l10n.t('Copy Path')]: copy });
  },

  async syncMirror({ mirror }) {
    const report = await mirror.syncNow();
    if (report) tellMirrorReport(report);
    else offerMirror();
  },

  async showStatistics({ planFiles }) {
    planFiles.noteStatistics();
    try {
      await vscode.commands.executeCommand('markdown.showPreview', statisticsUri);
    } catch {
      // The editor's Markdown preview may be disabled; the text says the same.
      await vscode.window.showTextDocument(statisticsUri);
    }
  },

  async resetStatistics({ core, planFiles }) {
    const detail = vscode.l10n.t('What was counted so far is forgotten. Plans and conversations stay.');
    if (!(await confirm(vscode.l10n.t('Reset the statistics?'), detail, vscode.l10n.t('Reset')))) return;
    await (await core()).storage.counters.reset();
    planFiles.noteStatistics();
  },

  async recoverData({ core }) {
    await (await core()).recovery.choose();
  },

  async importFile(context, arg) {
    const title = vscode.l10n.t('Import a plan or data');
    const file =
      arg instanceof vscode.Uri
        ? arg
        : (
            await vscode.window.showOpenDialog({
              filters: { 'Markdown, JSON': ['md', 'markdown', 'txt', 'json'] },
              title,
            })
          )?.[0];
    if (!file) return;
    const core = await context.core();
    if (checkFormat(file) === 'json') return importJson(core, file, context.log);
    const projectId = projectIdIn(arg) ?? (await pickProject(core));
    if (projectId !== undefined) await importMarkdown(core, file, projectId);
  },
};

/** The project of an imported plan: the user's pick, or the workspace's own if there is none yet. */
const pickProject = async ({ storage }: Core): Promise<string | undefined> => {
  const { items } = await readPages(Infinity, (paging) =>
    storage.projects.list({ ...paging, status: openProjectStatuses }),
  );
  if (items.length === 0) {
    const name = vscode.workspace.name ?? vscode.l10n.t('My Plans');
    return ((await storage.projects.findByName(name)) ?? (await storage.projects.create({ name }))).id;
  }
  if (items.length === 1) return items[0]?.id;
  const picks = items.map(({ id, name, description }) => ({ label: `$(project) ${name}`, description, id }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Project of the imported plan') }))?.id;
};

type HitPick = vscode.QuickPickItem & { readonly hit: SearchHit };

/** Searches while the user types; undefined when dismissed. */
const pickHit = async ({ core }: CommandContext): Promise<SearchHit | undefined> => {
  const { storage } = await core();
  const picker = vscode.window.createQuickPick<HitPick>();
  picker.placeholder = vscode.l10n.t('Search plans and conversations');
  let running = new AbortController();
  let pause: NodeJS.Timeout | undefined;
  const search = async (text: string, signal: AbortSignal): Promise<void> => {
    const { hits } = text.trim() === '' ? { hits: [] } : await storage.search.find({ text, signal });
    if (signal.aborted) return;
    picker.items = hits.map((hit) => hitPick(hit));
    picker.busy = false;
  };
  try {
    return await new Promise<SearchHit | undefined>((resolve, reject) => {
      picker.onDidChangeValue((text) => {
        clearTimeout(pause);
        running.abort();
        running = new AbortController();
        const { signal } = running;
        // Hits for the previous text do not apply any more.
        picker.items = [];
        picker.busy = true;
        pause = setTimeout(
          () => void search(text, signal).catch((error: unknown) => signal.aborted || reject(error)),
          typingPauseMs,
        );
      });
      picker.onDidAccept(() => {
        const [active] = picker.activeItems;
        if (active) resolve(active.hit);
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    clearTimeout(pause);
    running.abort();
    picker.dispose();
  }
};

const hitPick = (hit: SearchHit): HitPick => ({
  label: hit.kind === 'plan' ? `$(checklist) ${hit.title}` : `$(comment-discussion) ${hit.title}`,
  // The old version that contains the hit is the one that opens.
  ...(hit.kind === 'plan' && !hit.isCurrent ? { description: `v${hit.version}` } : {}),
  detail: hit.snippet.text.replace(/\s+/g, ' '),
  alwaysShow: true,
  hit,
});

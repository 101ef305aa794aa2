import * as vscode from 'vscode';
import type { SearchHit } from '../../storage/searchStore';
import { tellImport, withProgress } from '../importWords';
import { readTextPieces, writeTextPieces } from '../textFiles';
import type { CommandContext, CommandTable } from './command';

const typingPauseMs = 150;

/** Commands on everything that is stored: search, export, import. */
export const dataCommands: CommandTable = {
  async search(context) {
    const hit = await pickHit(context);
    if (!hit) return;
    if (hit.kind === 'plan') await vscode.commands.executeCommand('devplan.openPlan', hit.planId);
    else await context.chat.openSession(hit.sessionId);
  },

  async exportAllData({ core }) {
    const { storage } = await core();
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'devplan-data.json') } : {}),
      filters: { JSON: ['json'] },
      title: vscode.l10n.t('Export all projects, plans and conversations'),
    });
    if (!target) return;
    await withProgress(vscode.l10n.t('Exporting'), () => writeTextPieces(target, storage.exchange.export()));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Exported to {0}.', vscode.workspace.asRelativePath(target)),
    );
  },

  async importData({ core, log }) {
    const { storage } = await core();
    const [file] =
      (await vscode.window.showOpenDialog({ filters: { JSON: ['json'] }, title: vscode.l10n.t('Import data') })) ?? [];
    if (!file) return;
    const name = vscode.workspace.asRelativePath(file);
    const report = await withProgress(vscode.l10n.t('Importing'), () =>
      storage.exchange.import(readTextPieces(file), name),
    );
    tellImport(report, log);
  },

  async openDataFolder({ dataFolder }) {
    const isHere = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
    if (isHere) {
      await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(dataFolder));
      return;
    }
    // Another machine's folder cannot be opened from here.
    const copy = vscode.l10n.t('Copy Path');
    const told = vscode.l10n.t('The data is in {0}.', dataFolder);
    if ((await vscode.window.showInformationMessage(told, copy)) === copy)
      await vscode.env.clipboard.writeText(dataFolder);
  },

  async recoverData({ core }) {
    await (await core()).recovery.choose();
  },
};

type HitPick = vscode.QuickPickItem & { readonly hit: SearchHit };

/** Searches while the user types; undefined when dismissed. */
const pickHit = async ({ core }: CommandContext): Promise<SearchHit | undefined> => {
  const { storage } = await core();
  const picker = vscode.window.createQuickPick<HitPick>();
  picker.placeholder = vscode.l10n.t('Search plans and conversations');
  let running = new AbortController();
  let pause: NodeJS.Timeout | undefined;
  const search = async (text: string): Promise<void> => {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    picker.busy = true;
    const { hits } = text.trim() === '' ? { hits: [] } : await storage.search.find({ text, signal });
    if (signal.aborted) return;
    picker.items = hits.map((hit) => hitPick(hit));
    picker.busy = false;
  };
  try {
    return await new Promise<SearchHit | undefined>((resolve, reject) => {
      picker.onDidChangeValue((text) => {
        clearTimeout(pause);
        pause = setTimeout(
          () => void search(text).catch((error: unknown) => running.signal.aborted || reject(error)),
          typingPauseMs,
        );
      });
      picker.onDidAccept(() => resolve(picker.selectedItems[0]?.hit));
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
  detail: hit.snippet.text.replace(/\s+/g, ' '),
  alwaysShow: true,
  hit,
});

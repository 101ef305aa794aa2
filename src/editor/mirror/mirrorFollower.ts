import * as vscode from 'vscode';
import { systemClock } from '../../domain/clock';
import { UserError } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { serialQueue } from '../../domain/serialQueue';
import { logProblem } from '../../mirror/mirrorProblem';
import { FolderWatch } from '../../mirror/nodeFolderWatch';
import { openMirrorFolder } from '../../mirror/nodeMirrorFolder';
import type { Seen } from '../../mirror/planFiles';
import { type MirrorReport, PlanMirror } from '../../mirror/planMirror';
import type { StoreChange } from '../../storage/open';
import type { Core, OpenCore } from '../core';
import { checkWritable } from '../readOnly';
import { failureText } from '../report';
import { type MirrorTarget, isInMirror, mirrorTarget } from './mirrorTarget';
import { MirrorNews } from './mirrorWords';
import { TypedFiles } from './typedFiles';

/** How long changes are collected before a sync, in milliseconds: a pull changes many files, a turn many records. */
export const gatherMs = 300;

/** What to sync next; null for every plan. */
interface Pending {
  plans: Set<string> | null;
}

/** Keeps the mirror folder and the plans in sync; only the window that writes the data does this. */
export class MirrorFollower implements vscode.Disposable {
  private readonly news = new MirrorNews();
  private readonly disposables: vscode.Disposable[] = [];
  private watcher: vscode.Disposable | undefined;
  private folderWatch: FolderWatch | undefined;
  private mirror: { readonly key: string; readonly of: PlanMirror } | null = null;
  private pending: Pending | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** Runs one sync after another. */
  private readonly alone = serialQueue();
  private readonly typed = new TypedFiles(isInMirror, () => this.lookSoon(null));

  constructor(
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {}

  /** Follows folder, settings and window, and syncs now: watchers miss earlier changes, and any on some drives. */
  start(): void {
    this.disposables.push(
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration('devplan.mirrorFolder') && this.watch(),
      ),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.watch()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.watch()),
      vscode.window.onDidChangeWindowState(({ focused }) => focused && this.lookSoon(null)),
    );
    this.watch();
  }

  noteChange({ entity, id, parentId, change }: StoreChange): void {
    if (entity === 'plan') {
      if (change === 'deleted') void this.noteDeleted(id);
      this.lookSoon(id);
    } else if (entity === 'storage' || entity === 'project') this.lookSoon(null);
    else if (['version', 'progress', 'review', 'thread'].includes(entity)) this.lookSoon(parentId);
  }

  private async noteDeleted(planId: string): Promise<void> {
    try {
      const target = mirrorTarget();
      if (target !== null) await this.mirrorOf(await this.core(), target).noteDeleted(planId);
    } catch (error) {
      this.log.error('mirror', error);
    }
  }

  /** Syncs every plan now; null without a folder. Throws `untrusted`, `readOnly`, or what is wrong with the folder. */
  async syncNow(): Promise<MirrorReport | null> {
    if (!vscode.workspace.isTrusted) throw new UserError('untrusted');
    const core = await this.core();
    if (mirrorTarget() === null) return null;
    checkWritable(core);
    return this.alone(() => this.look(null, () => false));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.watcher?.dispose();
    this.typed.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private watch(): void {
    this.watcher?.dispose();
    this.watcher = undefined;
    const target = mirrorTarget();
    if (target === null) return;
    const pattern = new vscode.RelativePattern(
      target.folder,
      `${target.path.replace(/^\.\//, '').replace(/\/+$/, '')}/*`,
    );
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const heard = (file: string | null): void => {
      if (file === null || /(?:\.md|\.review\.json)$/.test(file)) this.lookSoon(null);
    };
    const heardOf = ({ path }: vscode.Uri): void => heard(path);
    this.folderWatch = new FolderWatch(target.folder.uri.fsPath, target.path, heard);
    this.watcher = vscode.Disposable.from(
      this.folderWatch,
      watcher,
      watcher.onDidChange(heardOf),
      watcher.onDidCreate(heardOf),
      watcher.onDidDelete(heardOf),
    );
    this.lookSoon(null);
  }

  /** Schedules a sync of one plan, or of all plans if null; calls that come meanwhile join it. */
  private lookSoon(planId: string | null): void {
    if (mirrorTarget() === null) return;
    this.pending ??= { plans: new Set() };
    if (planId === null) this.pending.plans = null;
    else this.pending.plans?.add(planId);
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const { pending } = this;
      this.pending = null;
      if (pending) void this.alone(() => this.lookQuietly(pending.plans));
    }, gatherMs);
  }

  private async lookQuietly(plans: ReadonlySet<string> | null): Promise<void> {
    try {
      // Otherwise another window writes the data, and with it the mirror.
      if ((await this.core()).storage.state() === 'owner') await this.look(plans);
    } catch (error) {
      if (!(error instanceof UserError)) return this.log.error('mirror', error);
      this.log.warn('mirror', { failure: failureText(error) });
      if (error.code !== 'readOnly') this.news.tellFailure(error);
    }
  }

  private async look(
    plans: ReadonlySet<string> | null,
    isTyped = (uri: vscode.Uri): boolean => this.typed.has(uri),
  ): Promise<MirrorReport | null> {
    const target = mirrorTarget();
    if (target === null) return null;
    const core = await this.core();
    const { folder, path } = target;
    await this.folderWatch?.arm();
    this.typed.beginLook();
    const report = await this.mirrorOf(core, target).sync(plans, (name) =>
      isTyped(vscode.Uri.joinPath(folder.uri, path, name)),
    );
    const { written, imported, proposed, problems } = report;
    // If the folder was made for these files, changes since then were not heard.
    if (written.length > 0 && (await this.folderWatch?.arm())) this.lookSoon(null);
    if (written.length + imported.length + proposed.length + problems.length > 0)
      this.log.info('mirror', { written: written.join(' '), imported: imported.length, proposed: proposed.length });
    for (const problem of problems) logProblem(this.log, problem);
    await this.news.tell(core.storage, target, report, plans === null);
    return report;
  }

  /** The mirror of one folder: what was seen in another does not apply. */
  private mirrorOf({ storage, memory }: Core, { folder, path }: MirrorTarget): PlanMirror {
    const key = `mirror ${folder.uri.fsPath} ${path}`;
    if (this.mirror?.key !== key) {
      const deletedKey = `${key} deleted`;
      const seen = {
        load: () => memory.get<Readonly<Record<string, Seen>>>(key, {}),
        save: async (now: Readonly<Record<string, Seen>>) => memory.update(key, now),
        loadDeleted: () => memory.get<readonly string[]>(deletedKey, []),
        saveDeleted: async (planIds: readonly string[]) => memory.update(deletedKey, planIds),
      };
      this.mirror = { key, of: new PlanMirror(storage, openMirrorFolder(folder.uri.fsPath, path), seen, systemClock) };
    }
    return this.mirror.of;
  }
}

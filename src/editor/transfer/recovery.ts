import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Log } from '../../domain/log';
import { serialQueue } from '../../domain/serialQueue';
import { type OpenOptions, type Storage, openStorage } from '../../storage/open';
import { readPages } from '../../storage/pages';
import {
  type WorkspaceEntry,
  WorkspaceRegistry,
  isSameWorkspace,
  normalRemote,
  numberedData,
} from '../../storage/workspaceRegistry';
import { action } from '../actions';
import { tellImport } from './importWords';
import { withProgress } from './longWork';
import { buttonsOf, offer } from '../offer';
import { showError } from '../report';
import { coalesce } from '../../domain/coalesce';
import { remoteUrls } from '../workspace/gitChanges';

const offeredKey = 'recovery.offered';

/** Data stored elsewhere, and where it is from, as text for the user. */
interface Found {
  readonly dataFolder: string;
  readonly place: string;
}

/**
 * Finds and merges data of this workspace that is stored elsewhere: that of a moved or newly cloned folder, known by
 * the global registry, and that in folders which the editor numbered. Merged data also stays where it was.
 */
export class Recovery implements vscode.Disposable {
  private readonly registry: WorkspaceRegistry;
  private readonly following: vscode.Disposable;
  private readonly noting = serialQueue();
  /** Data folders named by an offer that may still be on screen. */
  private readonly named = new Set<string>();

  constructor(
    private readonly storage: Storage,
    private readonly options: OpenOptions & { readonly folder: string },
    private readonly context: vscode.ExtensionContext,
    private readonly log: Log,
  ) {
    this.registry = new WorkspaceRegistry(join(context.globalStorageUri.fsPath, 'workspaces'));
    const noteSoon = coalesce(
      async () => void (await this.note()),
      (error) => log.warn('The registry of workspaces was not written', { error: String(error) }),
    );
    this.following = vscode.Disposable.from(
      storage.onDidChange(({ entity, change }) => {
        if (entity === 'project' && change !== 'updated') noteSoon();
      }),
      // Only with trust can git report the remotes that identify a new clone.
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.offerQuietly()),
    );
  }

  /** Offers data that belongs here; not awaited, as an offer stays until it is answered. */
  offerQuietly(): void {
    this.offer().catch((error: unknown) => this.log.warn('No data was offered', { error: String(error) }));
  }

  /** Records this workspace in the registry, and offers its data from elsewhere, once for each place. */
  private async offer(): Promise<void> {
    if (this.storage.state() === 'follower' || this.storage.problem() !== null) return;
    const here = await this.note();
    const moved =
      here.projectIds.length > 0
        ? []
        : (await this.registry.others(here.dataFolder)).filter((other) => isSameWorkspace(here, other));
    const offered = this.context.workspaceState.get<readonly string[]>(offeredKey, []);
    const found = [...moved.map(asFound), ...(await this.numbered())].filter(
      ({ dataFolder }) => !offered.includes(dataFolder) && !this.named.has(dataFolder),
    );
    const [first] = found;
    if (first === undefined) return;
    for (const { dataFolder } of found) this.named.add(dataFolder);
    const bring = found.length === 1 ? vscode.l10n.t('Bring Them Here') : vscode.l10n.t('Choose...');
    const chosen = await vscode.window.showInformationMessage(
      found.length === 1
        ? vscode.l10n.t('Plans of this workspace were found in another place: {0}.', first.place)
        : vscode.l10n.t('Plans of this workspace were found in {0} other places.', found.length),
      bring,
    );
    const places = found.map(({ dataFolder }) => dataFolder);
    await this.context.workspaceState.update(offeredKey, [...offered, ...places]);
    if (chosen !== bring) return;
    try {
      await (found.length === 1 ? this.bring(first) : this.pick(found));
    } catch (error) {
      void showError(error, this.log);
    }
  }

  /** Lets the user choose among all known data. */
  async choose(): Promise<void> {
    const others = await this.registry.others(this.options.folder);
    await this.pick([...others.map(asFound), ...(await this.numbered())]);
  }

  dispose(): void {
    this.following.dispose();
  }

  private async pick(found: readonly Found[]): Promise<void> {
    if (found.length === 0) {
      const told = vscode.l10n.t('No data of another folder is known. A file of exported data can be imported.');
      return void offer(told, buttonsOf([action(vscode.l10n.t('Import Data...'), 'importData')]));
    }
    const picked = await vscode.window.showQuickPick(
      found.map((each) => ({ label: each.place, detail: each.dataFolder, each })),
      {
        placeHolder: vscode.l10n.t(
          'Whose plans and conversations to merge into this workspace; they are kept there, too',
        ),
      },
    );
    if (picked) await this.bring(picked.each);
  }

  private async bring({ dataFolder, place }: Found): Promise<void> {
    const report = await withProgress(vscode.l10n.t('Merging the data of {0}', place), async () => {
      const other = await openStorage({ ...this.options, folder: dataFolder, readOnly: true });
      try {
        const problem = other.problem();
        if (problem?.code === 'storageNewer') throw problem;
        // What precedes the damage can be read.
        if (problem) void showError(problem, this.log);
        return await this.storage.exchange.import(other.exchange.export(), place);
      } finally {
        await other.close();
      }
    });
    tellImport(report, this.log);
  }

  private async numbered(): Promise<readonly Found[]> {
    if (this.context.storageUri === undefined) return [];
    const folders = await numberedData(dirname(this.options.folder), 'plans');
    return folders.map((dataFolder) => ({ dataFolder, place: vscode.l10n.t('another window of this workspace') }));
  }

  /** Serialized, so that each reads what the one before has written: an older state never replaces a newer one. */
  private note(): Promise<WorkspaceEntry> {
    return this.noting(() => this.noteNow());
  }

  /** The remotes; known ones are kept if git reported none, as without trust. */
  private async remotes(): Promise<string[]> {
    const told = await remoteUrls();
    const noted = told.includes(null) ? ((await this.registry.noted(this.options.folder))?.remotes ?? []) : [];
    return [...new Set([...noted, ...told.flatMap((urls) => urls ?? []).map(normalRemote)])];
  }

  private async noteNow(): Promise<WorkspaceEntry> {
    const { items } = await readPages(Infinity, (paging) => this.storage.projects.list(paging));
    const entry: WorkspaceEntry = {
      dataFolder: this.options.folder,
      paths: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()),
      remotes: await this.remotes(),
      projectIds: items.map(({ id }) => id),
    };
    await this.registry.note(entry);
    return entry;
  }
}

const asFound = ({ dataFolder, paths }: WorkspaceEntry): Found => ({
  dataFolder,
  place: paths.map((path) => vscode.Uri.parse(path).fsPath).join(', ') || vscode.l10n.t('windows without a folder'),
});

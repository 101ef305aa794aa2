import * as vscode from 'vscode';
import { abortable } from '../../domain/abortable';
import { exclusionsOf, isSecretPath } from '../../context/files/exclusions';
import { differences, emptyListing, type Listing, listRoots } from '../../context/files/listing';
import { inSlices } from '../../context/slices';
import type { DiskRoot, WorkspaceFile, WorkspaceFiles } from '../../context/files/workspaceFiles';
import { type Disposable, Emitter } from '../../domain/events';
import { UserError } from '../../domain/errors';
import type { Log, LogFields } from '../../domain/log';
import { hasNoWayOut, isSamePath, realPathIn } from '../../context/files/confinement';
import { CommitWatch } from './commitWatch';
import { onFile } from '../transfer/textFiles';
import { fileText } from './fileText';
import { listFolder } from './listing';
import { openRoots, workspacePath } from './openRoots';
import { sparsePaths } from '../../context/git/sparsePaths';
import { locateIn, type Root } from '../../context/files/rootPaths';

/** How long changes are collected before they are reported, in ms: a branch switch touches thousands of files. */
const gatherMs = 300;
/** After how long a folder that could not be read is tried again, in ms. */
const retryMs = 60_000;

/** The open folders as the core sees them: listed by git or by walking, confined by realpath, empty without trust. */
export class EditorWorkspaceFiles implements WorkspaceFiles, Disposable {
  private readonly changes = new Emitter<readonly string[]>();
  readonly onDidChange = this.changes.event;
  private readonly commits = new CommitWatch(() => this.tell());
  private readonly disposables: vscode.Disposable[] = [this.commits];
  private readonly changed = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private listing: Promise<Listing> | null = null;
  /** The paths of the listing, once it is made. */
  private known: ReadonlySet<string> | null = null;
  /** What changed since the listing and was told, so that its sizes are old. */
  private readonly told = new Set<string>();
  /** What sparse checkouts leave out, once that was asked for. */
  private sparse: Promise<ReadonlySet<string>> | null = null;
  private readonly warned = new Set<string>();
  private generations = 0;

  constructor(private readonly log: Log) {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*');
    const forget = (): void => {
      this.generations++;
      this.forgetListing();
      this.changes.fire([]);
    };
    const follow = (): void => {
      forget();
      void this.commits.follow(this.diskRoots());
    };
    this.disposables.push(
      watcher,
      watcher.onDidChange((uri) => this.noteChange(uri, uri.path.endsWith('/.gitignore'))),
      watcher.onDidCreate((uri) => this.noteChange(uri, true)),
      watcher.onDidDelete((uri) => this.noteChange(uri, true)),
      vscode.workspace.onDidChangeWorkspaceFolders(follow),
      vscode.workspace.onDidGrantWorkspaceTrust(follow),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.lookAgain();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('devplan.context') || event.affectsConfiguration('files.exclude')) forget();
      }),
    );
    void this.commits.follow(this.diskRoots());
  }

  /** A change counter: results about the workspace are valid while it stays the same. */
  get generation(): number {
    return this.generations;
  }

  async list(signal?: AbortSignal): Promise<readonly WorkspaceFile[]> {
    return (await this.listed(signal)).files;
  }

  diskRoots(): readonly DiskRoot[] {
    return (vscode.workspace.isTrusted ? openRoots() : [])
      .filter(({ folder }) => folder.uri.scheme === 'file')
      .map(({ prefix, folder }) => ({ prefix, folder: folder.uri.fsPath }));
  }

  /** All callers share one listing: an abort ends that caller's wait, never the listing. */
  private listed(signal?: AbortSignal): Promise<Listing> {
    if (!vscode.workspace.isTrusted) return Promise.resolve(emptyListing);
    const listing = this.listing ?? this.listRoots();
    this.listing = listing;
    listing.then(
      ({ paths }) => {
        if (this.listing === listing) this.known = paths;
      },
      () => {
        // Do not cache a failed listing.
        if (this.listing === listing) this.forgetListing();
      },
    );
    return signal ? abortable(listing, signal) : listing;
  }

  async read(path: string, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    if (!vscode.workspace.isTrusted) throw new UserError('untrusted');
    const { folder, prefix, relative } = this.locate(path);
    if (relative.split('/').includes('.git')) throw new UserError('outsideWorkspace', { path });
    if (isSecretPath(relative) || this.excluded(folder)(relative)) throw new UserError('excludedFile', { path });
    const real = await realPath(folder, relative, path);
    // Unlisted files are git-ignored, generated or missing: a model must not read around the listing.
    const { paths, unread } = await this.listed(signal);
    if (!paths.has(path)) throw unread.get(prefix) ?? new UserError('notFound', { kind: 'file', id: path });
    // It may have become a link since: read the target under the rules for its own name, or not at all.
    if (!isSamePath(real, relative)) return this.read(prefix + real, signal);
    return fileText(vscode.Uri.joinPath(folder.uri, relative), path);
  }

  async exists(path: string): Promise<boolean> {
    if (!vscode.workspace.isTrusted) return false;
    try {
      // In a root that cannot be read anything may be.
      if ((await this.listed()).unread.has(this.locate(path).prefix)) return true;
      await vscode.workspace.fs.stat(await this.confinedUri(path));
      return true;
    } catch {
      // Nothing is there, or it must not be revealed, or a sparse checkout leaves it out.
      return this.isSparse(path);
    }
  }

  /** The URI of a path; throws `notFound` if its root is not open, `outsideWorkspace` if it leads out of it. */
  uri(path: string): vscode.Uri {
    const { folder, relative } = this.locate(path);
    return vscode.Uri.joinPath(folder.uri, relative);
  }

  /** Like `uri`, but also throws `outsideWorkspace` if a symbolic link leads out. */
  async confinedUri(path: string): Promise<vscode.Uri> {
    const { folder, relative } = this.locate(path);
    await realPath(folder, relative, path);
    return vscode.Uri.joinPath(folder.uri, relative);
  }

  dispose(): void {
    clearTimeout(this.timer);
    clearTimeout(this.retry);
    this.changes.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }

  private locate(path: string): Root<vscode.WorkspaceFolder> & { readonly relative: string } {
    const roots = openRoots();
    if (roots.length === 0) throw new UserError('noWorkspace');
    if (!hasNoWayOut(path, process.platform)) throw new UserError('outsideWorkspace', { path });
    const found = locateIn(roots, path);
    if (!found) throw new UserError('notFound', { kind: 'file', id: path });
    return { ...found.root, relative: found.relative };
  }

  private async listRoots(): Promise<Listing> {
    const turn = inSlices();
    const listing = await listRoots(openRoots(), async ({ folder, name, owns }) => {
      const onCut = (): void => this.warnOnce('A folder has too many files: not all are listed', { folder: name });
      const excluded = this.excluded(folder);
      const files: WorkspaceFile[] = [];
      for (const file of await onFile(folder.uri, () => listFolder(folder.uri, onCut))) {
        await turn();
        if (owns(file.path) && !isSecretPath(file.path) && !excluded(file.path)) files.push(file);
      }
      return files;
    });
    for (const [prefix, error] of listing.unread)
      this.warnOnce('A folder cannot be read and is left out', { folder: prefix.slice(0, -1), error: String(error) });
    clearTimeout(this.retry);
    if (listing.unread.size > 0) this.retry = setTimeout(() => void this.lookAgain(), retryMs);
    return listing;
  }

  private warnOnce(message: string, fields: LogFields): void {
    const key = JSON.stringify([message, fields]);
    if (!this.warned.has(key)) this.log.warn(message, fields);
    this.warned.add(key);
  }

  /** Reports changes that watchers missed, as they do in newly created folders and on network drives. */
  private async lookAgain(): Promise<void> {
    const { listing } = this;
    if (listing === null || !vscode.workspace.isTrusted) return;
    try {
      const [before, now] = [await listing, await this.listRoots()];
      if (this.listing !== listing) return;
      const missed = differences(before, now).filter((path) => !this.told.has(path));
      this.forgetListing();
      this.listing = Promise.resolve(now);
      this.known = now.paths;
      if (missed.length === 0) return;
      this.generations++;
      this.changes.fire(missed);
    } catch {
      // The next caller lists again and gets the error.
      this.forgetListing();
    }
  }

  private async isSparse(path: string): Promise<boolean> {
    this.sparse ??= sparsePaths(this.diskRoots());
    return (await this.sparse).has(path);
  }

  private forgetListing(): void {
    this.listing = null;
    this.told.clear();
    this.sparse = null;
    this.known = null;
  }

  private excluded(folder: vscode.WorkspaceFolder): (path: string) => boolean {
    const hidden = vscode.workspace.getConfiguration('files', folder.uri).inspect('exclude');
    const excluded = vscode.workspace.getConfiguration('devplan', folder.uri).inspect('context.exclude');
    return exclusionsOf(hidden ?? {}, excluded ?? {});
  }

  /** `lists` is true if the set of files may have changed, not just a file's content. */
  private noteChange(uri: vscode.Uri, lists: boolean): void {
    const path = workspacePath(uri);
    if (path === null) return;
    // A commit changes no file, but it changes what is uncommitted.
    if (/(^|\/)\.git\/logs\/HEAD$/.test(path)) return this.tell();
    if (/(^|\/)(\.git|node_modules)\//.test(path)) return;
    // Builds and logs keep writing ignored files, which are never read.
    if (!lists && this.known?.has(path) === false) return;
    this.generations++;
    if (lists) this.forgetListing();
    else this.told.add(path);
    this.changed.add(path);
    this.tell();
  }

  private tell(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const paths = [...this.changed];
      this.changed.clear();
      this.changes.fire(paths);
    }, gatherMs);
  }
}

/** A path in a folder with symbolic links resolved; throws `outsideWorkspace` if one leads out. */
const realPath = async ({ uri }: vscode.WorkspaceFolder, relative: string, path: string): Promise<string> => {
  const real = uri.scheme === 'file' ? await onFile(uri, () => realPathIn(uri.fsPath, relative)) : relative;
  if (real === null) throw new UserError('outsideWorkspace', { path });
  return real;
};

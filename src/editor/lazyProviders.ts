import * as vscode from 'vscode';
import { lazy } from './lazy';

/** A tree whose provider is built on the editor's first request. */
export class LazyTree<T> implements vscode.TreeDataProvider<T> {
  private readonly changes = new vscode.EventEmitter<T | T[] | undefined | null | void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly tree: () => Promise<vscode.TreeDataProvider<T>>;

  constructor(
    build: () => Promise<vscode.TreeDataProvider<T>>,
    /** Shows a failure and returns its text. */
    private readonly show: (error: unknown) => Promise<string>,
    /** Sets why the view has no rows; called with an empty text once it may have some. */
    private readonly say: (message: string) => void,
  ) {
    this.tree = lazy(async () => {
      const tree = await build();
      tree.onDidChangeTreeData?.((node) => this.changes.fire(node));
      return tree;
    });
  }

  async getTreeItem(node: T): Promise<vscode.TreeItem> {
    return (await this.tree()).getTreeItem(node);
  }

  async getChildren(node?: T): Promise<T[]> {
    try {
      const children = (await (await this.tree()).getChildren(node)) ?? [];
      this.say('');
      return children;
    } catch (error) {
      this.say(await this.show(error));
      return [];
    }
  }
}

/** The part of a file system that concerns files, not folders. */
export type FilesAlone = Pick<vscode.FileSystemProvider, 'onDidChangeFile' | 'stat' | 'readFile' | 'writeFile'>;

/** A file system that delegates to one built on first use; it has no folders, and only the extension creates files. */
export class LazyPlanFiles implements vscode.FileSystemProvider {
  private readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;
  private readonly files: () => Promise<FilesAlone>;

  constructor(build: () => Promise<FilesAlone>) {
    this.files = lazy(async () => {
      const files = await build();
      files.onDidChangeFile((events) => this.changes.fire(events));
      return files;
    });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.files()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.files()).readFile(uri);
  }

  async writeFile(
    uri: vscode.Uri,
    content: Uint8Array,
    options: { readonly create: boolean; readonly overwrite: boolean },
  ): Promise<void> {
    return (await this.files()).writeFile(uri, content, options);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}

/** Registers every command that package.json contributes; `run` receives its name without `devplan.`. */
export const registerLazyCommands = (
  { packageJSON }: vscode.Extension<unknown>,
  run: (name: string, args: readonly unknown[]) => Promise<unknown>,
): vscode.Disposable => {
  const { commands } = (packageJSON as { contributes: { commands: readonly { command: string }[] } }).contributes;
  return vscode.Disposable.from(
    ...commands.map(({ command }) =>
      vscode.commands.registerCommand(command, (...args: unknown[]) => run(command.slice('devplan.'.length), args)),
    ),
  );
};

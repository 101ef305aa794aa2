import * as vscode from 'vscode';
import { lazy } from './lazy';

/** A tree whose rows come from a provider that is built at the editor's first question. */
export class LazyTree<T> implements vscode.TreeDataProvider<T> {
  private readonly changes = new vscode.EventEmitter<T | T[] | undefined | null | void>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly tree: () => Promise<vscode.TreeDataProvider<T>>;

  constructor(
    build: () => Promise<vscode.TreeDataProvider<T>>,
    /** Shows a failure and gives it in words. */
    private readonly show: (error: unknown) => Promise<string>,
    /** Takes why the view has no rows, and nothing once it may have some. */
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

/** Files without folders. */
export type FilesAlone = Pick<vscode.FileSystemProvider, 'onDidChangeFile' | 'stat' | 'readFile' | 'writeFile'>;

/** A file system whose files another one serves, built when the editor first opens one; it has no folders, and only the extension makes its files. */
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

/** Registers every command that package.json contributes; `run` gets its name without `devplan.`. */
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

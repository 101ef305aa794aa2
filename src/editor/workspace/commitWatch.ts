import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { outerHeadLog } from '../../context/git/headLog';
import type { DiskRoot } from '../../context/files/workspaceFiles';

/** Hears of commits that change no file of an open folder: those of a linked worktree, a submodule, or a folder below its repository's. */
export class CommitWatch implements vscode.Disposable {
  private watchers = new vscode.Disposable(() => {});
  private follows = 0;

  constructor(private readonly heard: () => void) {}

  /** Follows these folders from now on, instead of earlier ones. */
  async follow(roots: readonly DiskRoot[]): Promise<void> {
    const follow = ++this.follows;
    const logs = new Set(await Promise.all(roots.map(({ folder }) => outerHeadLog(folder))));
    if (follow !== this.follows) return;
    this.watchers.dispose();
    this.watchers = vscode.Disposable.from(...[...logs].flatMap((log) => (log === null ? [] : this.watch(log))));
  }

  dispose(): void {
    this.follows++;
    this.watchers.dispose();
  }

  private watch(log: string): vscode.Disposable[] {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(log)), basename(log));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    return [watcher, watcher.onDidCreate(this.heard), watcher.onDidChange(this.heard)];
  }
}

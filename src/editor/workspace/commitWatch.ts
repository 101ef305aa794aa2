import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { outerHeadLog } from '../../context/git/headLog';
import type { DiskRoot } from '../../context/files/workspaceFiles';
import { latest } from '../../domain/latest';

/** Hears of commits that change no file of an open folder: those of a linked worktree, a submodule, or a folder below its repository's. */
export class CommitWatch implements vscode.Disposable {
  private watchers = new vscode.Disposable(() => {});
  private readonly replace = latest((logs: readonly (string | null)[]) => {
    this.watchers.dispose();
    const outer = new Set(logs.filter((log) => log !== null));
    this.watchers = vscode.Disposable.from(...[...outer].flatMap((log) => this.watch(log)));
  });

  constructor(private readonly heard: () => void) {}

  /** Follows these folders from now on, instead of earlier ones. */
  follow(roots: readonly DiskRoot[]): Promise<void> {
    return this.replace(() => Promise.all(roots.map(({ folder }) => outerHeadLog(folder))));
  }

  dispose(): void {
    void this.follow([]);
  }

  private watch(log: string): vscode.Disposable[] {
    const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(log)), basename(log));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    return [watcher, watcher.onDidCreate(this.heard), watcher.onDidChange(this.heard)];
  }
}

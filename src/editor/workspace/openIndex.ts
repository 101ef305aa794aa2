import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../context/index/engine';
import { WorkerEngine } from '../../context/index/worker/workerEngine';
import type { WorkspaceFiles } from '../../context/files/workspaceFiles';
import type { Log } from '../../domain/log';

/** Minimum number of files for showing progress: smaller indexes are built too quickly. */
const worthTelling = 1000;

/** Opens the workspace's index in its worker: kept in the storage folder, progress shown, notices logged. */
export const openIndex = (
  context: vscode.ExtensionContext,
  folder: string,
  files: WorkspaceFiles,
  log: Log,
): Engine => {
  let progress: IndexProgress | null = null;
  const engine = new WorkerEngine({
    workerPath: context.asAbsolutePath(join('dist', 'indexWorker.js')),
    files,
    cacheFile: join(folder, 'index', 'workspace.bin'),
    onNotice: (notice) => {
      if (notice.type === 'log') return log[notice.level](notice.message);
      if (notice.type === 'settled') {
        progress?.end();
        progress = null;
      } else if (notice.total >= worthTelling) {
        progress ??= new IndexProgress(() => engine.stop());
        progress.report(notice.done, notice.total);
      }
      return undefined;
    },
  });
  return engine;
};

/** A progress notification with a button that stops the indexing. */
class IndexProgress {
  private tell: (done: number, total: number) => void = () => undefined;
  end: () => void = () => undefined;

  constructor(onCancel: () => void) {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('DevPlan is reading the workspace'),
      cancellable: true,
    };
    const ended = new Promise<void>((resolve) => (this.end = resolve));
    void vscode.window.withProgress(options, (progress, token) => {
      let told = 0;
      this.tell = (done, total) => {
        progress.report({ message: `${done} / ${total}`, increment: ((done - told) / total) * 100 });
        told = done;
      };
      token.onCancellationRequested(() => {
        onCancel();
        this.end();
      });
      return ended;
    });
  }

  report(done: number, total: number): void {
    this.tell(done, total);
  }
}

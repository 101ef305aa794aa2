import * as vscode from 'vscode';
import { isAbort } from '../../domain/errors';

/** Shows a progress notification until the work is over. */
export const withProgress = <T>(title: string, work: () => Promise<T>): Thenable<T> =>
  vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);

/** The same for work that can be stopped without loss; undefined if it was stopped. */
export const withStop = <T>(title: string, work: (signal: AbortSignal) => Promise<T>): Thenable<T | undefined> =>
  vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      const stop = new AbortController();
      const listening = token.onCancellationRequested(() => stop.abort());
      try {
        return await work(stop.signal);
      } catch (error) {
        if (isAbort(error)) return undefined;
        throw error;
      } finally {
        listening.dispose();
      }
    },
  );

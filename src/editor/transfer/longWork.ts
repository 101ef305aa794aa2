import * as vscode from 'vscode';
import { isAbort } from '../../domain/errors';

/** Shows that something longer runs, until it is over. */
export const withProgress = <T>(title: string, work: () => Promise<T>): Thenable<T> =>
  vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, work);

/** The same for work that loses nothing when it is stopped; undefined where it was. */
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

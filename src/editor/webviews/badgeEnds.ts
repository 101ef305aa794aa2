import type { WebviewView } from 'vscode';
import type { Disposable, Event } from '../../domain/events';

/** Adds a badge that says how a turn ended while the view was hidden, until the view is seen. */
export const badgeEnds = (
  view: Pick<WebviewView, 'visible' | 'badge' | 'onDidChangeVisibility'>,
  onDidEnd: Event<string>,
): Disposable => {
  const ended = onDidEnd((words) => {
    if (!view.visible) view.badge = { value: 1, tooltip: words };
  });
  const seen = view.onDidChangeVisibility(() => {
    if (view.visible) view.badge = undefined;
  });
  return {
    dispose: () => {
      ended.dispose();
      seen.dispose();
    },
  };
};

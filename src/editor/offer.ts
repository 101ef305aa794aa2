import * as vscode from 'vscode';
import type { ActionView } from '../shared/protocol';
import { action } from './actions';

/**
 * Shows a message with buttons, keyed by label, and runs the chosen one. Callers with nothing left to do should not
 * await it: the message stays until it is dismissed.
 */
export const offer = async (
  text: string,
  buttons: Readonly<Record<string, () => unknown>>,
  show: (text: string, ...labels: string[]) => Thenable<string | undefined> = vscode.window.showInformationMessage,
): Promise<void> => {
  const chosen = await show(text, ...Object.keys(buttons));
  if (chosen !== undefined) await buttons[chosen]?.();
};

/** Actions as message buttons. */
export const buttonsOf = (actions: readonly ActionView[]): Readonly<Record<string, () => unknown>> =>
  Object.fromEntries(
    actions.map(({ label, command, args }) => [label, () => vscode.commands.executeCommand(command, ...(args ?? []))]),
  );

/** Shows one message about several plans, with a button that leads to all of them. */
export const offerProjects = (text: string): Promise<void> =>
  offer(text, buttonsOf([action(vscode.l10n.t('Show Projects'), 'projects.focus')]));

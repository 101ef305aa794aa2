import * as vscode from 'vscode';
import type { ActionView } from '../shared/protocol';

/**
 * Shows a message with buttons, each by its label, and does what the chosen one stands for. Whose work is over does not
 * wait for it: the message stands until it is dismissed.
 */
export const offer = async (
  text: string,
  buttons: Readonly<Record<string, () => unknown>>,
  show: (text: string, ...labels: string[]) => Thenable<string | undefined> = vscode.window.showInformationMessage,
): Promise<void> => {
  const chosen = await show(text, ...Object.keys(buttons));
  if (chosen !== undefined) await buttons[chosen]?.();
};

/** Actions as the buttons of a message. */
export const buttonsOf = (actions: readonly ActionView[]): Readonly<Record<string, () => unknown>> =>
  Object.fromEntries(
    actions.map(({ label, command, args }) => [label, () => vscode.commands.executeCommand(command, ...(args ?? []))]),
  );

import * as vscode from 'vscode';

const questions = [
  'showQuickPick',
  'showInputBox',
  'showOpenDialog',
  'showSaveDialog',
  'showInformationMessage',
  'showWarningMessage',
  'showErrorMessage',
  'createQuickPick',
] as const;
type Question = (typeof questions)[number];

/** A picker that closes as soon as it is shown. */
const closedPicker = (create: typeof vscode.window.createQuickPick): (() => vscode.QuickPick<vscode.QuickPickItem>) => {
  return () => {
    const picker = create();
    picker.show = () => setImmediate(() => picker.hide());
    const hidden = new vscode.EventEmitter<void>();
    Object.defineProperty(picker, 'onDidHide', { value: hidden.event });
    picker.hide = () => hidden.fire();
    return picker;
  };
};

/** Dismisses every question to the user while the work runs; returns which were asked, by function and text. */
export const asNobody = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const asked: string[] = [];
  const window = vscode.window as unknown as Record<Question, (...args: unknown[]) => unknown>;
  const before = Object.fromEntries(questions.map((name) => [name, window[name]])) as typeof window;
  const picker = closedPicker(vscode.window.createQuickPick);
  for (const name of questions)
    window[name] = (...args) => {
      asked.push(`${name} ${typeof args[0] === 'string' ? args[0] : ''}`.trim());
      return name === 'createQuickPick' ? picker() : Promise.resolve(undefined);
    };
  try {
    await work();
  } finally {
    Object.assign(window, before);
  }
  return asked;
};

import * as vscode from 'vscode';

/** Stands for a person who types a text into the next picker that searches, and takes the first row that comes. */
export const asSearcher = async (text: string, work: () => Promise<unknown>): Promise<vscode.QuickPickItem> => {
  const window = vscode.window as { createQuickPick: typeof vscode.window.createQuickPick };
  const create = window.createQuickPick;
  const [typed, accepted] = [new vscode.EventEmitter<string>(), new vscode.EventEmitter<void>()];
  let rows: readonly vscode.QuickPickItem[] = [];
  const setRows = (items: readonly vscode.QuickPickItem[]): void => {
    rows = items;
    if (rows.length > 0) setImmediate(() => accepted.fire());
  };
  window.createQuickPick = <T extends vscode.QuickPickItem>() => {
    const picker = create<T>();
    Object.defineProperties(picker, {
      onDidChangeValue: { value: typed.event },
      onDidAccept: { value: accepted.event },
      items: { get: () => rows, set: setRows },
      activeItems: { get: () => rows.slice(0, 1) },
    });
    picker.show = () => setImmediate(() => typed.fire(text));
    return picker;
  };
  try {
    await work();
  } finally {
    window.createQuickPick = create;
  }
  return rows[0]!;
};

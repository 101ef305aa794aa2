import * as vscode from 'vscode';

type Question = 'showQuickPick' | 'showInputBox' | 'showInformationMessage' | 'showWarningMessage' | 'showErrorMessage';

/** Answers questions of one kind to the user while the work runs; returns the arguments of each. */
export const asSomebody = async (
  kind: Question,
  answer: (...args: any[]) => unknown,
  work: () => Promise<unknown>,
): Promise<readonly (readonly any[])[]> => {
  const asked: (readonly any[])[] = [];
  const window = vscode.window as unknown as Record<Question, (...args: unknown[]) => unknown>;
  const before = window[kind];
  window[kind] = async (...args) => {
    asked.push(args);
    return answer(...args);
  };
  try {
    await work();
  } finally {
    window[kind] = before;
  }
  return asked;
};

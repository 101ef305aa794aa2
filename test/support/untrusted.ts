import * as vscode from 'vscode';

/** Does something as in a workspace that is not trusted. */
export const withoutTrust = async <T>(work: () => Promise<T>): Promise<T> => {
  const before = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted')!;
  Object.defineProperty(vscode.workspace, 'isTrusted', { value: false, configurable: true });
  try {
    return await work();
  } finally {
    Object.defineProperty(vscode.workspace, 'isTrusted', before);
  }
};

import * as vscode from 'vscode';

/** Asks before something irreversible; true if the user chose the named action. */
export const confirm = async (question: string, detail: string, action: string): Promise<boolean> =>
  (await vscode.window.showWarningMessage(question, { modal: true, detail }, action)) === action;

/** Asks for a name, and stays open if a view that is still loading takes the focus; undefined when dismissed. */
export const askName = (prompt: string, value: string, max = 255): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return vscode.l10n.t('Type a name.');
      return text.length > max ? vscode.l10n.t('At most {0} characters.', max) : undefined;
    },
  });

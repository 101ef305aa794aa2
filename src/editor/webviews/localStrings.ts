import * as vscode from 'vscode';
import type { Strings } from '../../shared/protocol';
import { strings } from '../../shared/strings';

/** The words of the webviews in the editor's language; what has no translation stays English. */
export const localStrings = (): Strings =>
  Object.fromEntries(Object.entries(strings).map(([key, english]) => [key, vscode.l10n.t(english)])) as Strings;

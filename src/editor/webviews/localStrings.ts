import * as vscode from 'vscode';
import type { Strings } from '../../shared/protocol';
import { strings } from '../../shared/strings';

/** The webviews' strings in the editor's language; untranslated ones stay English. */
export const localStrings = (): Strings =>
  Object.fromEntries(Object.entries(strings).map(([key, english]) => [key, vscode.l10n.t(english)])) as Strings;

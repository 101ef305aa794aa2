import * as vscode from 'vscode';
import { changeWords, type SayChange } from '../domain/diff/planDiffWords';

/** Words what has changed between two versions of a plan. */
export const sayChange: SayChange = (key, ...args) => vscode.l10n.t(changeWords[key], ...args);

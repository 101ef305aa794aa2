import * as vscode from 'vscode';
import { usedTaskIds } from '../../plans/planReader';
import { assignIds } from '../../domain/edit/planEditIds';
import type { OpenCore } from '../core';
import { parsePlanUri } from './uris';

/** Returns edits that give an id to every task without one; ids of earlier versions are not reused. */
export const taskIdEdits = async (core: OpenCore, document: vscode.TextDocument): Promise<vscode.TextEdit[]> => {
  const place = parsePlanUri(document.uri);
  if (place === null) return [];
  const { storage } = await core();
  // A read-only window could not save them.
  if (storage.state() !== 'owner') return [];
  const retired = await usedTaskIds(storage, place.planId);
  const at = (offset: number): vscode.Position => document.positionAt(offset);
  return assignIds(document.getText(), retired).map(
    ({ range, text }) => new vscode.TextEdit(new vscode.Range(at(range.start), at(range.end)), text),
  );
};

/** Gives ids to tasks without one, unsaved; returns how many, or null if the user typed meanwhile. */
export const giveTaskIds = async (
  document: vscode.TextDocument,
  idsFor: (document: vscode.TextDocument) => Promise<vscode.TextEdit[]>,
): Promise<number | null> => {
  const { version } = document;
  const edits = await idsFor(document);
  if (edits.length === 0) return 0;
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, edits);
  return document.version === version && (await vscode.workspace.applyEdit(change)) ? edits.length : null;
};

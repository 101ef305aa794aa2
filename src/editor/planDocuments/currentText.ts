import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import type { OpenCore } from '../core';
import { giveTaskIds, taskIdEdits } from './taskIds';
import { parsePlanUri, planUri } from './uris';

/** True for the document of the plan's current text, under whatever title it was opened. */
export const isCurrentText = (uri: vscode.Uri, planId: string): boolean => {
  const place = parsePlanUri(uri);
  return place?.planId === planId && place.version === null;
};

const openDocument = (planId: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => !document.isClosed && isCurrentText(document.uri, planId));

/** The document with unsaved changes to a plan's current text. */
export const unsavedDocument = (planId: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => document.isDirty && isCurrentText(document.uri, planId));

/** Saves a plan's unsaved text, so that what follows uses the text the user sees; throws `unsavedText`. */
export const saveOpenText = async (core: OpenCore, planId: string): Promise<void> => {
  const document = unsavedDocument(planId) ?? openDocument(planId);
  if (!document) return;
  const save = async (): Promise<void> => {
    // If an auto-save interfered, that one has saved the text.
    if (!(await document.save()) && document.isDirty) throw new UserError('unsavedText', { planId });
  };
  // Also where the editor calls it saved, as it does a text that was typed in while it was being saved.
  await save();
  // Auto-save skips ids for newly typed tasks; one that ends just now also changes the document again.
  for (let tries = 0; tries < 3; tries++) {
    const given = await giveTaskIds(document, (saved) => taskIdEdits(core, saved));
    if (given !== 0) await save();
    if (given !== null) return;
  }
};

/** Opens a plan's current text for editing, at an offset in the saved text if one is given. */
export const showCurrentText = async (
  { id, title }: { readonly id: string; readonly title: string },
  offset?: number,
): Promise<vscode.TextDocument> => {
  // A document opened under an earlier title is the same plan; avoid two unsaved copies of one text.
  const document = openDocument(id) ?? (await vscode.workspace.openTextDocument(planUri(id, title)));
  const place = offset === undefined || document.isDirty ? null : document.positionAt(offset);
  const selection = place && { selection: new vscode.Range(place, place) };
  await vscode.window.showTextDocument(document, { preview: false, ...selection });
  return document;
};

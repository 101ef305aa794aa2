import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import type { OpenCore } from '../core';
import { giveTaskIds, taskIdEdits } from './taskIds';
import { parsePlanUri, planUri } from './uris';

/** True for the document of the plan's current text, under whatever title it was opened. */
const isCurrentText = ({ uri }: vscode.TextDocument, planId: string): boolean => {
  const place = parsePlanUri(uri);
  return place?.planId === planId && place.version === null;
};

const openDocument = (planId: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => !document.isClosed && isCurrentText(document, planId));

/** The document in which a plan's current text is being changed. */
export const unsavedDocument = (planId: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => document.isDirty && isCurrentText(document, planId));

/** Saves what is being written of a plan, so that what follows is about the text that its writer sees; throws `unsavedText`. */
export const saveOpenText = async (core: OpenCore, planId: string): Promise<void> => {
  const document = unsavedDocument(planId) ?? openDocument(planId);
  if (!document) return;
  const save = async (): Promise<void> => {
    // Where an auto-save got in its way, that one has saved the text.
    if (!(await document.save()) && document.isDirty) throw new UserError('unsavedText', { planId });
  };
  if (document.isDirty) await save();
  // Auto-save leaves the tasks without ids that were typed last, and may end just now, which changes the document again.
  for (let tries = 0; tries < 3; tries++) {
    const given = await giveTaskIds(document, (saved) => taskIdEdits(core, saved));
    if (given !== 0) await save();
    if (given !== null) return;
  }
};

/** Shows a plan's current text to be edited, at an offset of what is saved where one is named. */
export const showCurrentText = async (
  { id, title }: { readonly id: string; readonly title: string },
  offset?: number,
): Promise<vscode.TextDocument> => {
  // A document opened under an earlier title is the same plan: two dirty copies of one text must not come to be.
  const document = openDocument(id) ?? (await vscode.workspace.openTextDocument(planUri(id, title)));
  const place = offset === undefined || document.isDirty ? null : document.positionAt(offset);
  const selection = place && { selection: new vscode.Range(place, place) };
  await vscode.window.showTextDocument(document, { preview: false, ...selection });
  return document;
};

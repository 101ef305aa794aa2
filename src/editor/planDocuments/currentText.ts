import * as vscode from 'vscode';
import { UserError } from '../../domain/errors';
import { asShown } from '../../domain/grammar/planDocumentLines';
import { readPlanText } from '../../plans/planReader';
import type { OpenCore } from '../core';
import { giveTaskIds, taskIdEdits } from './taskIds';
import { parsePlanUri, planUri } from './uris';

/** True for the document of the plan's current text, under whatever title it was opened. */
export const isCurrentText = (uri: vscode.Uri, planId: string): boolean => {
  const place = parsePlanUri(uri);
  return place?.planId === planId && place.version === null;
};

/** The open documents of a plan's current text: several if it was opened under an earlier title, too. */
export const openDocuments = (planId: string): readonly vscode.TextDocument[] =>
  vscode.workspace.textDocuments.filter((document) => !document.isClosed && isCurrentText(document.uri, planId));

/** The document with unsaved changes to a plan's current text. */
export const unsavedDocument = (planId: string): vscode.TextDocument | undefined =>
  openDocuments(planId).find((document) => document.isDirty);

/** Saves what is unsaved of a plan's text, so that what follows uses the text the user sees; throws `unsavedText`. */
export const saveOpenText = async (core: OpenCore, planId: string): Promise<void> => {
  const documents = openDocuments(planId);
  const document = unsavedDocument(planId) ?? documents[0];
  if (!document) return;
  const save = async (saved: vscode.TextDocument): Promise<void> => {
    // If an auto-save interfered, that one has saved the text.
    if (!saved.isClosed && !(await saved.save()) && (await isUnsaved(core, planId, saved)))
      throw new UserError('unsavedText', { planId });
  };
  // Whatever the editor says: it calls a text saved that was typed in while it was being saved.
  for (const each of documents) await save(each);
  // Auto-save skips ids for newly typed tasks; one that ends just now also changes the document again.
  for (let tries = 0; tries < 3; tries++) {
    const given = await giveTaskIds(document, (saved) => taskIdEdits(core, saved));
    if (given !== 0) await save(document);
    if (given !== null) return;
  }
};

/** True if a document that could not be saved shows something else than what is stored; a window that only reads has nothing to save. */
const isUnsaved = async (core: OpenCore, planId: string, document: vscode.TextDocument): Promise<boolean> => {
  if (document.isDirty) return true;
  const { storage } = await core();
  return (
    storage.state() === 'owner' && asShown(document.getText()) !== asShown((await readPlanText(storage, planId)).text)
  );
};

/** Opens a plan's current text for editing, at an offset in the saved text if one is given. */
export const showCurrentText = async (
  { id, title }: { readonly id: string; readonly title: string },
  offset?: number,
): Promise<vscode.TextDocument> => {
  // A document opened under an earlier title is the same plan; avoid two unsaved copies of one text.
  const document = openDocuments(id)[0] ?? (await vscode.workspace.openTextDocument(planUri(id, title)));
  const place = offset === undefined || document.isDirty ? null : document.positionAt(offset);
  const selection = place && { selection: new vscode.Range(place, place) };
  await vscode.window.showTextDocument(document, { preview: false, ...selection });
  return document;
};

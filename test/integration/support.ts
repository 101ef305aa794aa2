import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DevPlanApi } from '../../src/api/contract/devplan';

/** The extension's API, as another extension gets it. */
export const openApi = async (): Promise<DevPlanApi> => {
  const extension = vscode.extensions.getExtension<DevPlanApi>('devplan.devplan');
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
};

/** A plan made by the offline planner, as the API makes it. */
export const makePlan = async (message = 'Draft a plan for adding analytics') => {
  const api = await openApi();
  const { generatedPlanId } = await api.planning.chat({ message, projectId: null });
  assert.ok(generatedPlanId, 'the turn made a plan');
  return api.plans.get(generatedPlanId);
};

/** Opens the editable document of a plan. */
export const openPlanDocument = async (plan: { id: string }): Promise<vscode.TextEditor> => {
  await vscode.commands.executeCommand('devplan.editPlanMarkdown', plan.id);
  const editor = vscode.window.activeTextEditor;
  assert.equal(editor?.document.uri.scheme, 'devplan');
  return editor!;
};

/** Polls every 50 ms until a condition holds; fails with the last value after a minute, which only a hang takes. */
export const until = async <T>(ask: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> => {
  const end = Date.now() + 60_000;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > end) assert.fail(`not reached: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Works while files are saved automatically, `delay` milliseconds after each change. */
export const savingAutomatically = async (work: () => Promise<void>, delay = 100): Promise<void> => {
  const settings = vscode.workspace.getConfiguration('files');
  await settings.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
  await settings.update('autoSaveDelay', delay, vscode.ConfigurationTarget.Global);
  try {
    await work();
  } finally {
    await settings.update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    await settings.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
  }
};

/** An editor is shown before it is the active one, in which a user types. */
export const untilActive = async ({ document }: vscode.TextEditor): Promise<void> => {
  await until(
    () => vscode.window.activeTextEditor?.document === document,
    (isActive) => isActive,
  );
};

/** Types a line at the end of a file that is saved automatically. */
export const type = async (editor: vscode.TextEditor, line: string): Promise<void> => {
  const { document } = editor;
  await untilActive(editor);
  assert.ok(await editor.edit((builder) => builder.insert(document.positionAt(document.getText().length), line)));
  await until(
    () => document.isDirty,
    (dirty) => !dirty,
  );
};

import * as vscode from 'vscode';
import { readPlanText } from '../../plans/planReader';
import { changePlanText } from '../../plans/planSaving';
import { markReferenceNew, replaceReference } from '../../context/references/referenceFixes';
import { applyEdits } from '../../domain/edit/planEditText';
import { UserError } from '../../domain/errors';
import { parsePlan } from '../../domain/grammar/planDocument';
import { contains, type TextEdit } from '../../domain/grammar/planModel';
import type { CheckedReference } from '../../domain/references';
import type { Core } from '../core';
import { currentDrift } from '../drift/currentDrift';
import { recordDrift } from '../drift/driftRecord';
import { withProgress } from '../transfer/longWork';
import { showCurrentText, unsavedDocument } from '../planDocuments/currentText';
import { editorRange } from '../planDocuments/language/planChecks';
import { readFolders } from '../workspace/openRoots';
import type { CommandContext, CommandTable } from './command';
import { targetPlan } from './targets';

type MakeEdits = (text: string, broken: readonly CheckedReference[]) => readonly TextEdit[];

/** Commands that check and fix the references of a plan. */
export const referenceCommands: CommandTable = {
  async checkReferences(context, arg) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    if (readFolders() === '') throw new UserError(vscode.workspace.isTrusted ? 'noWorkspace' : 'untrusted');
    const document = await showCurrentText(plan);
    const core = await context.core();
    const { references, drifted } = await withProgress(vscode.l10n.t('Checking the references'), async () => {
      const text = document.getText();
      const checked = await core.checkReferences(text);
      return { references: checked, drifted: (await currentDrift(core, plan, text, checked))?.length ?? null };
    });
    const count = (state: CheckedReference['state']): number =>
      references.filter((reference) => reference.state === state).length;
    const [found, fresh, missing, ambiguous] = [count('found'), count('new'), count('missing'), count('ambiguous')];
    const words = [
      vscode.l10n.t('References: {0} found, {1} new, {2} missing, {3} ambiguous.', found, fresh, missing, ambiguous),
      ...(drifted ? [vscode.l10n.t('Changed since the plan was written: {0}.', drifted)] : []),
    ];
    void vscode.window.showInformationMessage(words.join(' '));
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    return { found, new: fresh, missing, ambiguous, drifted };
  },

  async replaceReference(context, planId, name, nearest) {
    const by = asText(nearest);
    await mend(context, asText(planId), asText(name), (_, broken) =>
      broken.map((reference) => replaceReference(reference, by)),
    );
  },

  async markReferenceNew(context, planId, name) {
    await mend(context, asText(planId), asText(name), (text, broken) => {
      // One declaration is enough for the whole plan, preferably in a task's list of files.
      const listed = parsePlan(text).phases.flatMap(({ tasks }) => tasks.flatMap(({ files }) => files));
      const onList = ({ offset }: CheckedReference): boolean => listed.some(({ range }) => contains(range, offset));
      const place = broken.find(onList) ?? broken[0];
      return place ? [markReferenceNew(text, place)] : [];
    });
  },

  async acceptDrift(context, planId, taskId) {
    const id = asText(planId);
    await recordDrift(await context.core(), id, asText(taskId));
    const change = { entity: 'plan', id, parentId: null, change: 'updated' } as const;
    context.planPanels.noteChange(change);
    context.projectsTree.noteChange(change);
  },

  async tickTask(context, planId, taskId, evidence) {
    const { storage, who } = await context.core();
    const why = vscode.l10n.t('its files have changed');
    const shown = asText(evidence) || null;
    await storage.plans.setProgress(asText(planId), asText(taskId), true, { who: await who(), why, evidence: shown });
  },
};

const asText = (arg: unknown): string => {
  if (typeof arg === 'string') return arg;
  throw new UserError('invalidInput', { field: 'reference', reason: String(arg) });
};

/** Edits the broken references with this path or text, in the unsaved document if any, else in the current version. */
const mend = async (context: CommandContext, planId: string, name: string, edits: MakeEdits): Promise<void> => {
  const core = await context.core();
  const makeEdits = async (text: string): Promise<readonly TextEdit[]> => {
    const broken = (await core.checkReferences(text)).filter(
      ({ state, path, text: own }) => (state === 'missing' || state === 'ambiguous') && (path === name || own === name),
    );
    if (broken.length === 0) throw new UserError('notFound', { kind: 'reference', id: name });
    return edits(text, broken);
  };
  // The check takes a while: if the plan changed meanwhile, check again rather than overwrite it.
  while (!(await mendText(core, planId, makeEdits)));
};

const mendText = async (
  { storage, who }: Core,
  planId: string,
  makeEdits: (text: string) => Promise<readonly TextEdit[]>,
): Promise<boolean> => {
  const dirty = unsavedDocument(planId);
  const text = dirty?.getText() ?? (await readPlanText(storage, planId)).text;
  const made = await makeEdits(text);
  const writer = await who();
  if (unsavedDocument(planId) !== dirty) return false;
  if (dirty === undefined)
    return changePlanText(storage, planId, writer, (now) => (now === text ? applyEdits(text, made) : null));
  if (dirty.getText() !== text) return false;
  // Do not save the user's unsaved text for them: add the edit to it.
  const change = new vscode.WorkspaceEdit();
  for (const { range, text: by } of made) change.replace(dirty.uri, editorRange(dirty, range), by);
  // Refused where the user typed meanwhile.
  return vscode.workspace.applyEdit(change);
};

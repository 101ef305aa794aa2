import * as vscode from 'vscode';
import * as z from 'zod';
import { readPlanText } from '../../agent/planReader';
import { recordReference, referenceKey } from '../../context/drift/recordReference';
import { UserError } from '../../domain/errors';
import { parsePlan } from '../../domain/grammar/planDocument';
import type { CheckedReference } from '../../domain/references';
import type { Core } from '../core';
import { currentHeads, hasHeads } from '../workspace/gitChanges';

const recordSchema = z.object({
  version: z.number(),
  /** The commit of each folder with git. */
  heads: z.record(z.string(), z.string()),
  references: z.record(
    z.string(),
    z.object({
      path: z.string(),
      blob: z.string(),
      symbol: z.string().nullable(),
      startLine: z.number().nullable(),
      endLine: z.number().nullable(),
      text: z.string().nullable(),
    }),
  ),
});

/** What a plan's references stood for when its version was made or last accepted as read. */
export type DriftRecord = z.infer<typeof recordSchema>;

// Not in the plan itself: a plan that changed by being looked at would get in the way of whoever is editing it.
const keyOf = (planId: string): string => `drift.${planId}`;

/** What is recorded of a plan; null before anything was. */
export const driftRecord = ({ memory }: Core, planId: string): DriftRecord | null =>
  recordSchema.safeParse(memory.get(keyOf(planId))).data ?? null;

/** Forgets a plan that was deleted. */
export const forgetDrift = async ({ memory }: Core, planId: string): Promise<void> => {
  await memory.update(keyOf(planId), undefined);
};

/**
 * Records what the references of a plan's current version stand for. What that version has recorded already stays, so that
 * a save in the same editing session hides no drift; the references of the task `read`, where one is named, are taken anew.
 */
export const recordDrift = async (core: Core, planId: string, read: string | null = null): Promise<void> => {
  // Without trust no file is read: a record of nothing would count as one.
  if (!vscode.workspace.isTrusted) return;
  const { version, text } = await readPlanText(core.storage, planId);
  const before = driftRecord(core, planId);
  const isSame = before?.version === version.number;
  const references = isSame ? { ...before.references } : {};
  const task = parsePlan(text)
    .phases.flatMap(({ tasks }) => tasks)
    .find(({ id }) => id !== null && id === read);
  let isChanged = !isSame;
  for (const reference of await core.checkReferences(text)) {
    const key = referenceKey(reference);
    const isRead = task && reference.offset >= task.range.start && reference.offset < task.range.end;
    if (!isRead && key in references) continue;
    const made = await recorded(core, reference);
    if (made) references[key] = made;
    else if (!(key in references)) continue;
    else delete references[key];
    isChanged = true;
  }
  if (!isChanged) return;
  const heads = isSame && hasHeads(before.heads) ? before.heads : await currentHeads();
  await core.memory.update(keyOf(planId), { version: version.number, heads, references } satisfies DriftRecord);
};

/** A reference as it stands now; null for what is not there, a folder, a script. */
const recorded = async ({ files }: Core, reference: CheckedReference) => {
  if (reference.state !== 'found' || reference.kind === 'script') return null;
  try {
    return recordReference(reference, await files.read(reference.path));
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
};

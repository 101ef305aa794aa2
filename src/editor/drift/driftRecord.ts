import * as vscode from 'vscode';
import * as z from 'zod';
import { readPlanText } from '../../plans/planReader';
import { recordReference, referenceKey } from '../../context/drift/recordReference';
import { unchangedReferences } from '../../context/drift/unchangedReferences';
import { keptPath } from '../../context/files/rootPaths';
import { UserError } from '../../domain/errors';
import { parsePlan } from '../../domain/grammar/planDocument';
import type { DevPlan } from '../../domain/plan';
import { serialQueue } from '../../domain/serialQueue';
import type { CheckedReference } from '../../domain/references';
import type { Core } from '../core';
import { currentHeads, hasHeads } from '../workspace/gitChanges';
import { openRoots } from '../workspace/openRoots';
import { allTasks, contains } from '../../domain/grammar/planModel';

/** The commit of each git folder. */
const headsSchema = z.record(z.string(), z.string());

const recordSchema = z.object({
  version: z.number(),
  /** By version, for those that recorded a reference. */
  heads: z.record(z.string(), headsSchema),
  references: z.record(
    z.string(),
    z.object({
      /** With the name of its root. */
      path: z.string(),
      blob: z.string(),
      symbol: z.string().nullable(),
      startLine: z.number().nullable(),
      endLine: z.number().nullable(),
      text: z.string().nullable(),
      /** Missing in older records. */
      definitions: z.array(z.string()).readonly().nullable().default(null),
      /** The version that recorded it. */
      since: z.number(),
    }),
  ),
});

/** What a plan's references pointed to when they were written or last accepted as read. */
export type DriftRecord = z.infer<typeof recordSchema>;

// Not in the plan itself: changing a plan that is merely viewed would disturb whoever is editing it.
const keyOf = (planId: string): string => `drift.${planId}`;

/** The key of a reference's record, which stays the same when another folder joins the workspace. */
export const recordKey = (reference: CheckedReference): string =>
  referenceKey({ ...reference, path: keptPath(openRoots(), reference.path) });

const storedRecord = ({ memory }: Core, planId: string): DriftRecord | null =>
  recordSchema.safeParse(memory.get(keyOf(planId))).data ?? null;

/** The version of a plan that was recorded last; null if none was. */
export const recordedVersion = (core: Core, planId: string): number | null =>
  storedRecord(core, planId)?.version ?? null;

/** The record for a plan's text: of an older version's record, only the unchanged parts; null if there is none. */
export const driftRecord = async (
  core: Core,
  { id, currentVersion }: DevPlan,
  text: string,
  checked: readonly CheckedReference[],
): Promise<DriftRecord | null> => {
  const record = storedRecord(core, id);
  if (record === null || record.version === currentVersion) return record;
  // An older copy of the data may have been restored.
  if (record.version > currentVersion) return null;
  const older = await readPlanText(core.storage, id, record.version);
  const kept = new Set(unchangedReferences(older.text, text, checked).map(recordKey));
  const references = Object.entries(record.references).filter(([key]) => kept.has(key));
  return { ...record, references: Object.fromEntries(references) };
};

/** One change of a record after another, so that none writes back what the one before it replaced. */
const inOrder = serialQueue();

/** Deletes the record of a deleted plan. */
export const forgetDrift = ({ memory }: Core, planId: string): Promise<void> =>
  inOrder(async () => memory.update(keyOf(planId), undefined));

/**
 * Records what the references of a plan's current version point to. Existing records are kept, so that a change
 * elsewhere in the plan hides no drift; those of the task `read`, if given, are made anew.
 */
export const recordDrift = (core: Core, planId: string, read: string | null = null): Promise<void> =>
  inOrder(() => recordNow(core, planId, read));

const recordNow = async (core: Core, planId: string, read: string | null): Promise<void> => {
  // Without trust no file is read, and a record of nothing would count as one.
  if (!vscode.workspace.isTrusted) return;
  const { plan, text } = await readPlanText(core.storage, planId);
  const checked = await core.checkReferences(text);
  const before = await driftRecord(core, plan, text, checked);
  const since = plan.currentVersion;
  const references = { ...before?.references };
  const task = allTasks(parsePlan(text)).find(({ id }) => id !== null && id === read);
  let isChanged = before?.version !== since;
  for (const reference of checked) {
    const key = recordKey(reference);
    const isRead = task && contains(task.range, reference.offset);
    if (!isRead && key in references) continue;
    const made = await recorded(core, reference);
    if (made) references[key] = { ...made, since };
    else if (!(key in references)) continue;
    else delete references[key];
    isChanged = true;
  }
  if (!isChanged) return;
  const needed = new Set(Object.values(references).map((reference) => String(reference.since)));
  const heads = Object.fromEntries(Object.entries(before?.heads ?? {}).filter(([version]) => needed.has(version)));
  if (!hasHeads(heads[since] ?? {})) heads[since] = await currentHeads();
  await core.memory.update(keyOf(planId), { version: since, heads, references } satisfies DriftRecord);
};

/** The current state of a reference's target; null if it is missing, a folder or a script. */
const recorded = async ({ files }: Core, reference: CheckedReference) => {
  if (reference.state !== 'found' || reference.kind === 'script') return null;
  try {
    const made = recordReference(reference, await files.read(reference.path));
    return { ...made, path: keptPath(openRoots(), made.path) };
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
};

import { CurrentFiles } from '../../context/drift/currentFiles';
import { type Drift, isDrift, type RecordedReference } from '../../context/drift/drift';
import { pathNow } from '../../context/files/rootPaths';
import type { DevPlan } from '../../domain/plan';
import type { CheckedReference } from '../../domain/references';
import type { Core } from '../core';
import { type AskGit, renamesSince } from '../workspace/gitChanges';
import { openRoots } from '../workspace/openRoots';
import { driftRecord, recordKey } from './driftRecord';

/** A reference whose target has changed since it was recorded. */
export interface DriftedReference {
  readonly reference: CheckedReference;
  readonly recorded: RecordedReference;
  readonly drift: Drift;
  /** The version that recorded it. */
  readonly since: number;
  /** False if it is gone and nobody can tell whether it was moved. */
  readonly knowsMoves: boolean;
}

/** The references of a plan's text that drifted since they were recorded; null if nothing was recorded. */
export const currentDrift = async (
  core: Core,
  plan: DevPlan,
  text: string,
  references: readonly CheckedReference[],
  ask?: AskGit,
): Promise<DriftedReference[] | null> => {
  const record = await driftRecord(core, plan, text, references);
  // Without trust or a folder nothing can be read, which says nothing about the files.
  if (record === null || (await core.files.list()).length === 0) return null;
  const readers = new Map<number, CurrentFiles>();
  const drifted: DriftedReference[] = [];
  const roots = openRoots();
  for (const reference of references) {
    const kept = record.references[recordKey(reference)];
    const path = kept ? pathNow(roots, kept.path) : null;
    // Of a folder that is not open, nothing can be told.
    if (!kept || path === null) continue;
    const { since } = kept;
    const recorded = { ...kept, path };
    const heads = record.heads[since] ?? {};
    const reader =
      readers.get(since) ??
      new CurrentFiles({ files: core.files, search: core.search, renames: () => renamesSince(heads, ask) });
    readers.set(since, reader);
    const drift = await reader.driftOf(recorded);
    if (!isDrift(drift)) continue;
    const knowsMoves = drift.kind !== 'deleted' || (await reader.knowsMoves());
    drifted.push({ reference, recorded, drift, since, knowsMoves });
  }
  return drifted;
};

import { type CurrentFile, type Drift, driftOf, isDrift, type RecordedReference } from '../../context/drift/drift';
import { blobHash, referenceKey } from '../../context/drift/recordReference';
import { UserError } from '../../domain/errors';
import type { DevPlan } from '../../domain/plan';
import type { CheckedReference } from '../../domain/references';
import type { Core } from '../core';
import { renamesSince } from '../workspace/gitChanges';
import { driftRecord } from './driftRecord';

/** A reference that no longer stands for what it did. */
export interface DriftedReference {
  readonly reference: CheckedReference;
  readonly recorded: RecordedReference;
  readonly drift: Drift;
  /** The version that recorded it. */
  readonly since: number;
  /** False where no git could tell of renamed files. */
  readonly hasGit: boolean;
}

const mostCandidates = 5;

/** The references of a plan's current text that drifted since they were recorded; null before anything was. */
export const currentDrift = async (
  core: Core,
  plan: DevPlan,
  references: readonly CheckedReference[],
): Promise<DriftedReference[] | null> => {
  const record = driftRecord(core, plan.id);
  if (record === null || record.version !== plan.currentVersion) return null;
  // Without trust or a folder nothing can be read; that tells nothing about the files.
  if ((await core.files.list()).length === 0) return null;
  const reader = new CurrentFiles(core, record.heads);
  const hasGit = Object.keys(record.heads).length > 0;
  const drifted: DriftedReference[] = [];
  for (const reference of references) {
    const recorded = record.references[referenceKey(reference)];
    if (!recorded) continue;
    const drift = await reader.driftOf(recorded);
    if (isDrift(drift)) drifted.push({ reference, recorded, drift, since: record.version, hasGit });
  }
  return drifted;
};

/** The workspace's files as they are now, each read once. */
class CurrentFiles {
  private readonly known = new Map<string, Promise<CurrentFile | null>>();
  private renames: Promise<ReadonlyMap<string, string>> | null = null;

  constructor(
    private readonly core: Core,
    private readonly heads: Readonly<Record<string, string>>,
  ) {}

  async driftOf(recorded: RecordedReference): Promise<Drift> {
    const file = await this.read(recorded.path);
    const first = driftOf(recorded, { file, candidates: [] });
    if (!isDrift(first)) return first;
    return driftOf(recorded, { file, candidates: await this.candidates(recorded, file === null) });
  }

  /** Where the content of a reference may be now: the renamed file, files of the same name, other files that define it. */
  private async candidates({ path, symbol }: RecordedReference, isGone: boolean): Promise<CurrentFile[]> {
    const paths: string[] = [];
    if (isGone) {
      this.renames ??= renamesSince(this.heads);
      const renamed = (await this.renames).get(path);
      if (renamed !== undefined) paths.push(renamed);
      const name = path.slice(path.lastIndexOf('/') + 1);
      const listed = await this.core.files.list();
      paths.push(...listed.map((file) => file.path).filter((other) => other === name || other.endsWith(`/${name}`)));
    }
    if (symbol !== null) {
      const hits = await this.core.search.definitions(symbol);
      paths.push(...hits.filter((hit) => hit.name === symbol).map((hit) => hit.path));
    }
    const others = [...new Set(paths)].filter((other) => other !== path).slice(0, mostCandidates);
    return (await Promise.all(others.map((other) => this.read(other)))).filter((found) => found !== null);
  }

  private read(path: string): Promise<CurrentFile | null> {
    const known = this.known.get(path);
    if (known) return known;
    const file = this.core.files.read(path).then(
      (text) => ({ path, text, blob: blobHash(text) }),
      (error: unknown) => {
        if (error instanceof UserError) return null;
        throw error;
      },
    );
    this.known.set(path, file);
    return file;
  }
}

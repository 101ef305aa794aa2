import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../../domain/errors';
import type { WorkspaceFiles } from '../workspaceFiles';
import type { Retriever } from '../retriever';
import { type CurrentFile, type Drift, driftOf, isDrift, type RecordedReference } from './drift';
import { blobHash } from './recordReference';

/** What tells how the code stands now. */
export interface DriftPorts {
  readonly files: Pick<WorkspaceFiles, 'list' | 'read'>;
  readonly search: Pick<Retriever, 'definitions'>;
  /** Where files went since the references were recorded: new paths by old ones; null without git. */
  readonly renames: () => Promise<ReadonlyMap<string, string> | null>;
}

const mostCandidates = 5;

/** The workspace's files as they are now, each read once, and what became of references in them. */
export class CurrentFiles {
  private readonly known = new Map<string, Promise<CurrentFile | null>>();
  private renames: Promise<ReadonlyMap<string, string> | null> | null = null;

  constructor(private readonly ports: DriftPorts) {}

  /** What became of a reference; others get their turn before each. */
  async driftOf(recorded: RecordedReference): Promise<Drift> {
    await nextTurn();
    const file = await this.read(recorded.path);
    const first = driftOf(recorded, { file, candidates: [], renamedTo: null });
    if (!isDrift(first)) return first;
    const renamedTo = file === null ? await this.renamed(recorded.path) : null;
    const candidates = await this.candidates(recorded, file === null, renamedTo);
    return driftOf(recorded, { file, candidates, renamedTo });
  }

  /** Where the content of a reference may be now: the renamed file, files of the same name, other files that define it. */
  private async candidates(
    { path, symbol }: RecordedReference,
    isGone: boolean,
    renamedTo: string | null | undefined,
  ): Promise<CurrentFile[]> {
    const paths = renamedTo ? [renamedTo] : [];
    if (isGone) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const listed = await this.ports.files.list();
      paths.push(...listed.map((file) => file.path).filter((other) => other === name || other.endsWith(`/${name}`)));
    }
    if (symbol !== null) {
      const hits = await this.ports.search.definitions(symbol);
      paths.push(...hits.filter((hit) => hit.name === symbol).map((hit) => hit.path));
    }
    const others = [...new Set(paths)].filter((other) => other !== path).slice(0, mostCandidates);
    return (await Promise.all(others.map((other) => this.read(other)))).filter((found) => found !== null);
  }

  private async renamed(path: string): Promise<string | null | undefined> {
    this.renames ??= this.ports.renames();
    const renames = await this.renames;
    return renames === null ? undefined : (renames.get(path) ?? null);
  }

  private read(path: string): Promise<CurrentFile | null> {
    const known = this.known.get(path);
    if (known) return known;
    const file = this.ports.files.read(path).then(
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

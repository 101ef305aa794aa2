import { baseName } from '../../domain/paths';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { UserError } from '../../domain/errors';
import type { WorkspaceFiles } from '../files/workspaceFiles';
import { lastName } from '../references/planSymbols';
import type { Retriever } from '../retriever';
import { type CurrentFile, type Drift, driftOf, isDrift, type RecordedReference } from './drift';
import { blobHash } from './recordReference';

/** What is needed to find out the current state of the code. */
export interface DriftPorts {
  readonly files: Pick<WorkspaceFiles, 'list' | 'read' | 'exists'>;
  readonly search: Pick<Retriever, 'definitions'>;
  /** Where files were moved since the references were recorded: new paths by old ones; null without git. */
  readonly renames: () => Promise<ReadonlyMap<string, string> | null>;
}

const maxCandidates = 5;

/** The workspace's files as they are now, each read once, and what became of references in them. */
export class CurrentFiles {
  private readonly known = new Map<string, Promise<CurrentFile | null>>();
  private renames: Promise<ReadonlyMap<string, string> | null> | null = null;

  constructor(private readonly ports: DriftPorts) {}

  /** Returns what became of a reference; yields to other work first. */
  async driftOf(recorded: RecordedReference): Promise<Drift> {
    await nextTurn();
    const file = await this.read(recorded.path);
    // A file that exists but may not be read (any more) says nothing.
    if (file === null && (await this.ports.files.exists?.(recorded.path))) return { kind: 'unchanged' };
    const first = driftOf(recorded, { file, successor: null, candidates: [] });
    if (!isDrift(first)) return first;
    const named = file === null ? await this.sameName(recorded.path) : [];
    const successor = file === null ? await this.successor(recorded.path, named) : null;
    const candidates = await this.candidates(recorded, named);
    return driftOf(recorded, { file, successor, candidates });
  }

  /** False if nobody can tell where files were moved: there is no git, or it no longer has the commit. */
  async knowsMoves(): Promise<boolean> {
    return (await this.moves()) !== null;
  }

  private moves(): Promise<ReadonlyMap<string, string> | null> {
    this.renames ??= this.ports.renames();
    return this.renames;
  }

  /** The file that a missing one was moved to as a whole: according to git; without git, the only file of the same name. */
  private async successor(path: string, named: readonly string[]): Promise<CurrentFile | null> {
    const renames = await this.moves();
    const successor = renames ? renames.get(path) : named.length === 1 ? named[0] : undefined;
    return successor === undefined ? null : this.read(successor);
  }

  private async sameName(path: string): Promise<string[]> {
    const name = baseName(path);
    const listed = await this.ports.files.list();
    return listed.map((file) => file.path).filter((other) => other === name || other.endsWith(`/${name}`));
  }

  /** Where the content of a reference may be now: files of the same name, other files that define its symbol. */
  private async candidates({ path, symbol }: RecordedReference, named: readonly string[]): Promise<CurrentFile[]> {
    const name = symbol === null ? null : lastName(symbol);
    const hits = name === null ? [] : await this.ports.search.definitions(name);
    const defining = hits.filter((hit) => hit.name === name).map((hit) => hit.path);
    const others = [...new Set([...named, ...defining])].filter((other) => other !== path).slice(0, maxCandidates);
    return (await Promise.all(others.map((other) => this.read(other)))).filter((found) => found !== null);
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

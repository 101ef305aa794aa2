import type { Clock } from '../domain/clock';
import { orNull } from '../domain/errors';
import { planTitle } from '../domain/grammar/planDocument';
import type { Storage } from '../storage/open';
import { readPages } from '../storage/pages';
import { checkContent } from '../storage/plans/planVersions';
import { type FilePair, readPairs } from './folderPairs';
import { withMirrorIds } from './incomingText';
import type { MirrorFolder } from './mirrorFolder';
import { type MirrorProblem, problemOrThrow } from './mirrorProblem';
import { checkMerged, fingerprint, reviewEnding, textHash } from './mirrorTexts';
import { PlanFiles, type Seen } from './planFiles';
import { VersionHashes, fromMirror } from './storedPlan';
import { takePlan } from './takeShared';

/** What this workspace remembers of the last look at each plan's files; no plan is lost with it. */
export interface MirrorMemory {
  /** By plan id. */
  load(): Readonly<Record<string, Seen>>;
  save(seen: Readonly<Record<string, Seen>>): Promise<void>;
  /** Ids of plans that were deleted here and whose files are still to be removed. */
  loadDeleted(): readonly string[];
  saveDeleted(planIds: readonly string[]): Promise<void>;
}

/** What one look at the folder did. */
export interface MirrorReport {
  /** Names of files that were written. */
  readonly written: readonly string[];
  /** Ids of plans that were imported from the folder. */
  readonly imported: readonly string[];
  /** Edits of the Markdown that came in as proposed versions. */
  readonly proposed: readonly { readonly planId: string; readonly version: number }[];
  readonly problems: readonly MirrorProblem[];
}

type IsFile = (name: string) => boolean;
const noFile: IsFile = () => false;

/** Makes git keep the lines of both sides of a review file; the merge by id happens when it is read. */
export const attributes = {
  name: '.gitattributes',
  pattern: `*${reviewEnding}`,
  line: `*${reviewEnding} merge=union\n`,
};

/**
 * Keeps a folder of the repository and the stored plans in sync: accepted texts are written to it, edits of the Markdown
 * come in as proposed versions, and what people say about a plan is merged by id. Nothing is written if nothing changed
 * since the last look. A text is overwritten only if it is or was stored here and is not an unanswered proposal.
 */
export class PlanMirror {
  private readonly hashes = new VersionHashes();

  constructor(
    private readonly storage: Storage,
    private readonly folder: MirrorFolder,
    private readonly memory: MirrorMemory,
    private readonly clock: Clock,
  ) {}

  /** Records that a plan was deleted here: its files are removed at the next look, and until then not imported as a teammate's. */
  async noteDeleted(planId: string): Promise<void> {
    // Another window deletes the plan and removes its files; this one must not remove what is put there later.
    if (this.storage.state() !== 'owner') return;
    await this.memory.saveDeleted([...this.memory.loadDeleted(), planId]);
  }

  /**
   * Synchronises the folder with all plans or only the given ones, once running imports have ended; plans whose
   * Markdown file `isBeingTyped` are left for the next time. Throws `outsideWorkspace` and `mirrorFailed` for the folder
   * itself, and failures of the storage as a whole.
   */
  sync(only: ReadonlySet<string> | null = null, isBeingTyped = noFile): Promise<MirrorReport> {
    return this.storage.exchange.alone(() => this.syncAlone(only, isBeingTyped));
  }

  private async syncAlone(only: ReadonlySet<string> | null, isBeingTyped: IsFile): Promise<MirrorReport> {
    const leftOver = await this.removeDeleted();
    const before = this.memory.load();
    const state = await readPairs(this.folder, before);
    const files = new PlanFiles(this.storage, this.folder, this.hashes, state.names);
    const problems = [...leftOver, ...state.problems];
    const imported: string[] = [];
    const seen = { ...before };
    const stored = new Set(await this.planIds());
    try {
      for (const planId of new Set([...stored, ...state.pairs.keys()])) {
        if ((only && !only.has(planId)) || state.blocked.has(planId)) continue;
        if (this.memory.loadDeleted().includes(planId)) continue;
        const pair = state.pairs.get(planId) ?? null;
        if (pair && isBeingTyped(pair.file)) continue;
        try {
          if (!stored.has(planId) && pair && !(await this.import(pair))) continue;
          if (!stored.has(planId)) imported.push(planId);
          const now = await files.sync(planId, pair, before[planId]);
          if (now) seen[planId] = now;
        } catch (error) {
          problems.push(problemOrThrow(pair?.file ?? planId, error));
        }
      }
    } finally {
      await this.memory.save(seen);
    }
    try {
      if (files.written.size > 0) await this.writeAttributes();
    } catch (error) {
      problems.push(problemOrThrow(attributes.name, error));
    }
    return {
      written: Array.from(files.written),
      imported,
      proposed: files.proposed,
      problems: [...problems, ...files.problems],
    };
  }

  /** Adds the rule for review files, unless the file has one. */
  private async writeAttributes(): Promise<void> {
    const { name, pattern, line } = attributes;
    const text = await this.folder.read(name);
    const lines = (text ?? '').split('\n');
    if (lines.some((each) => each.includes(pattern) && !each.trimStart().startsWith('#'))) return;
    const end = lines.at(-1) === '' ? '' : '\n';
    await this.folder.write(name, `${text ?? ''}${end}${line}`, text);
  }

  /** Removes the files of plans that were deleted here, unless somebody has changed them since the last look. */
  private async removeDeleted(): Promise<readonly MirrorProblem[]> {
    const deleted = this.memory.loadDeleted();
    if (deleted.length === 0) return [];
    const seen = { ...this.memory.load() };
    const { pairs, blocked } = await readPairs(this.folder, seen);
    const problems: MirrorProblem[] = [];
    try {
      for (const planId of deleted) {
        if (blocked.has(planId)) continue;
        const pair = pairs.get(planId);
        try {
          if ((await orNull(this.storage.plans.get(planId))) === null) await this.removeFiles(planId, pair, seen);
          await this.memory.saveDeleted(this.memory.loadDeleted().filter((id) => id !== planId));
        } catch (error) {
          problems.push(problemOrThrow(pair?.file ?? planId, error));
        }
      }
    } finally {
      await this.memory.save(seen);
    }
    return problems;
  }

  private async removeFiles(planId: string, pair: FilePair | undefined, seen: Record<string, Seen>): Promise<void> {
    const last = seen[planId];
    if (pair && last?.files === fingerprint(pair.markdown, pair.review)) {
      const isGone = pair.markdown === null || (await this.folder.remove(pair.file, pair.markdown));
      // If only the review file cannot be removed, the next look still recognises it.
      seen[planId] = { ...last, files: fingerprint(null, pair.review) };
      if (isGone) await this.folder.remove(`${pair.name}${reviewEnding}`, pair.review);
    }
    delete seen[planId];
  }

  private async planIds(): Promise<readonly string[]> {
    const { items } = await readPages(Infinity, (paging) => this.storage.plans.list({ ...paging, sort: 'created' }));
    return items.map(({ id }) => id);
  }

  /** Returns false if there is no text (yet) that could become a plan. */
  private async import({ name, file, markdown, shared }: FilePair): Promise<boolean> {
    if (markdown === null || markdown.trim() === '') return false;
    checkMerged(markdown, file);
    checkContent(markdown);
    const hash = textHash(markdown);
    const title = planTitle(markdown) || name.slice(0, 255);
    const metadata = fromMirror(hash, shared);
    await takePlan(this.storage, shared, {
      title,
      content: withMirrorIds(markdown, shared),
      hash,
      metadata,
      at: this.clock(),
    });
    return true;
  }
}

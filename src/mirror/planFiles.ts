import { boxesOf } from '../plans/planSaving';
import { parsePlan } from '../domain/grammar/planDocument';
import { unixLineEnds } from '../domain/grammar/planDocumentLines';
import type { Storage, Stores } from '../storage/open';
import type { FilePair } from './folderPairs';
import { proposeText, takeTicks } from './incomingText';
import type { MirrorFolder } from './mirrorFolder';
import { type MirrorProblem, problemOrThrow } from './mirrorProblem';
import { fingerprint, freeName, isNamedAfter, reviewEnding, textHash } from './mirrorTexts';
import { writeReviewFile } from './reviewFile';
import { type SharedEntry, type SharedPlan, mergeShared, recordsOf } from './sharedPlan';
import {
  type StoredPlan,
  type VersionHashes,
  earlierTexts,
  originOf,
  readStored,
  waitingOf,
  withoutOldTexts,
} from './storedPlan';
import { takeShared } from './takeShared';

/** The state of a plan and its files at the last look. */
export interface Seen {
  /** The name of the files, without the ending. */
  readonly name: string;
  /** `textHash` of the accepted text that the Markdown came from. */
  readonly text: string;
  /** Tasks that the Markdown showed as done. */
  readonly done: readonly string[];
  /** Fingerprints of the stored plan, of both files and of the review file. */
  readonly stored: string;
  readonly files: string;
  readonly review: string;
  /** True if the Markdown lacks what changed here while it had a text that is not to be written over. */
  readonly isBehind: boolean;
}

type Files = Pick<FilePair, 'name' | 'markdown' | 'review'>;
type NewFiles = Files & { readonly markdown: string };

/** The stored records with the text hashes that the file has for them: those texts may not be stored here. */
const withTextsOf = (local: SharedPlan, file: SharedPlan): SharedPlan => {
  const texts = new Map(
    file.entries.flatMap(([kind, record]) =>
      kind === 'review' || kind === 'thread' ? [[record.id, record.text] as const] : [],
    ),
  );
  const entries = local.entries.map((entry): SharedEntry => {
    const [kind, record] = entry;
    const text = kind === 'review' || kind === 'thread' ? texts.get(record.id) : undefined;
    return text === undefined ? entry : ([kind, { ...record, text }] as SharedEntry);
  });
  return { ...local, entries };
};

/** The records with a `text` record for the stored text; if the file already has one for that text, it is kept. */
const withText = ({ hash, current }: StoredPlan, shared: SharedPlan): SharedPlan => {
  const before = recordsOf(shared, 'text');
  if (before.some((text) => text.hash === hash)) return shared;
  // Later than the text that it replaces: whoever has that one gets this one as a change, not as an older text.
  const at = Math.max(current.createdAt, ...before.map((text) => text.at + 1));
  const earlier = earlierTexts(shared, hash);
  const text: SharedEntry = ['text', { at, hash, summary: current.summary, ...(earlier.length > 0 && { earlier }) }];
  const others = shared.entries.filter(([kind]) => kind !== 'text');
  return mergeShared({ ...shared, entries: others }, { ...shared, entries: [text] });
};

/** True for the text of an unanswered proposal. */
const isWaiting = ({ versions }: StoredPlan, hash: string): boolean =>
  waitingOf(versions).some((version) => originOf(version) === hash);

/** Synchronises one plan at a time with its pair of files, and records what it did. */
export class PlanFiles {
  readonly written = new Set<string>();
  readonly proposed: { readonly planId: string; readonly version: number }[] = [];
  readonly problems: MirrorProblem[] = [];
  private readonly taken: Set<string>;

  /** `names` are all names in the folder, which new files must not take. */
  constructor(
    private readonly storage: Storage,
    private readonly folder: MirrorFolder,
    private readonly hashes: VersionHashes,
    names: Iterable<string>,
  ) {
    // On a case-insensitive file system, "Limits.md" is in the way of "limits.md".
    this.taken = new Set(Array.from(names, (name) => name.toLowerCase()));
  }

  /** Returns what to remember for the next look; undefined if the plan has no files. */
  async sync(planId: string, pair: FilePair | null, seen: Seen | undefined): Promise<Seen | undefined> {
    const before = await this.read(planId);
    if (pair === null) return this.writeMissing(before, seen);
    const files = fingerprint(pair.markdown, pair.review);
    if (seen?.stored === before.fingerprint && seen.files === files) return seen;
    // A first look reads every older text: not inside a transaction, which holds up everything else.
    await this.hashes.learn(this.storage, before.versions);
    const { after, isChanged, isDenied } = await this.takeIn(planId, pair, seen);
    // What only came in is in the files already: they are written only if something changed here, or if they disagree.
    // A Markdown that was left behind is written as soon as it may be; beside another review file it is another branch's.
    const isBehind = seen?.isBehind === true && seen.review === fingerprint(pair.review);
    const isWritten = isBehind || isDenied || isChanged;
    const now = isWritten ? await this.writeOut(after, pair, seen) : pair;
    // If somebody changed a file meanwhile, it was based on what was seen before: the next look starts from that.
    if (now === null) return seen;
    return this.note(after, now, seen, isWritten && textHash(now.markdown ?? '') !== after.hash);
  }

  /** In a transaction: what is written meanwhile is read with everything that belongs to it, or not at all. */
  private read(planId: string): Promise<StoredPlan> {
    return this.storage.transaction((stores) => readStored(stores, planId, this.hashes));
  }

  /** Writes missing files, unless nothing changed here: then they were removed on purpose, for example by switching branches. */
  private async writeMissing(stored: StoredPlan, seen: Seen | undefined): Promise<Seen | undefined> {
    if (seen ? seen.stored === stored.fingerprint : stored.plan.status === 'archived') return seen;
    const name = this.nameFor(stored);
    const review = writeReviewFile(withoutOldTexts(withText(stored, stored.shared), stored.hash));
    const files = await this.create(name, stored.text, review);
    return files === null ? seen : this.note(stored, files, seen);
  }

  private async note(
    stored: StoredPlan,
    { name, markdown, review }: Files,
    seen?: Seen,
    isBehind = false,
  ): Promise<Seen> {
    return {
      name,
      text: await this.cameFrom(stored, markdown, seen),
      done: Array.from(boxesOf(markdown ?? '')).flatMap(([id, done]) => (done ? [id] : [])),
      stored: stored.fingerprint,
      files: fingerprint(markdown, review),
      review: fingerprint(review),
      isBehind,
    };
  }

  /** The hash of the accepted text that a file is based on: its own text, else the one it had before, whatever was accepted here meanwhile. */
  private async cameFrom(stored: StoredPlan, markdown: string | null, seen?: Seen): Promise<string> {
    const before = seen?.text ?? stored.hash;
    if (markdown === null) return before;
    const hash = textHash(markdown);
    if (hash === stored.hash) return hash;
    if (isWaiting(stored, hash)) return before;
    const version = await this.hashes.find(this.storage, stored.versions, hash);
    return version?.state === 'accepted' ? hash : before;
  }

  /**
   * Returns the plan as it is then, whether anything changed here since the last look, and whether the review file
   * denies a box of the Markdown that was taken.
   */
  private async takeIn(planId: string, { file, markdown, review, shared }: FilePair, seen?: Seen) {
    let known = seen?.stored;
    let isChanged = false;
    // Reads before and after in the same transaction: whatever else differs between two steps was changed here.
    const step = <T>(take: (stores: Stores, now: StoredPlan) => Promise<T>) =>
      this.storage.transaction(async (stores) => {
        const now = await readStored(stores, planId, this.hashes);
        isChanged ||= now.fingerprint !== known;
        const taken = await take(stores, now);
        const after = await readStored(stores, planId, this.hashes);
        known = after.fingerprint;
        return { after, taken };
      });
    const { after } = await step((stores, now) => {
      const local = withTextsOf(now.shared, shared);
      return takeShared(stores, { ...now, shared: local }, mergeShared(shared, local), this.hashes);
    });
    if (markdown === null) return { after, isChanged, isDenied: false };
    const [base, done, isReviewSame] = [seen?.text ?? null, seen?.done ?? null, seen?.review === fingerprint(review)];
    const incoming = { file, markdown, shared, base, done, isReviewSame };
    // A step of its own: reviews come in even if the text cannot.
    const { after: last, taken } = await step(async (stores, now) => ({
      version: await proposeText(stores, this.hashes, now, incoming),
      isDenied: await takeTicks(stores, this.hashes, now, incoming),
    }));
    if (taken.version !== null) this.proposed.push({ planId, version: taken.version });
    return { after: last, isChanged, isDenied: taken.isDenied };
  }

  /** Writes what the files lack, and the text if the file's own is stored here; returns null if somebody else wrote meanwhile. */
  private async writeOut(stored: StoredPlan, pair: FilePair, seen?: Seen): Promise<Files | null> {
    const merged = mergeShared(pair.shared, withTextsOf(stored.shared, pair.shared));
    const isOurs = await this.mayReplace(stored, pair.markdown, seen);
    const review = writeReviewFile(withoutOldTexts(isOurs ? withText(stored, merged) : merged, stored.hash));
    const isNamedByUs = isNamedAfter(pair.name, parsePlan(pair.markdown ?? '').title);
    if (isOurs && isNamedByUs && !isNamedAfter(pair.name, stored.plan.title)) return this.rename(stored, pair, review);
    // The review file goes first: without its progress records the boxes would seem to be ticked by hand.
    const told = await this.replace(`${pair.name}${reviewEnding}`, pair.review, review);
    if (told === null) return null;
    if (!isOurs) return { ...pair, review: told };
    const markdown = await this.replace(pair.file, pair.markdown, stored.text);
    return markdown === null ? null : { ...pair, markdown, review: told };
  }

  private async rename(stored: StoredPlan, pair: FilePair, review: string): Promise<Files | null> {
    const files = await this.create(this.nameFor(stored), stored.text, review, async () =>
      pair.markdown === null ? true : this.folder.remove(pair.file, pair.markdown),
    );
    if (files === null) return null;
    const left = `${pair.name}${reviewEnding}`;
    try {
      await this.folder.remove(left, pair.review);
    } catch (error) {
      // The plan has its new files, which must be remembered: otherwise the next look would write the old ones again.
      this.problems.push(problemOrThrow(left, error));
    }
    return files;
  }

  /** Writes both files under a new name; removes them again if anything fails, and returns null if something is in the way. */
  private async create(
    name: string,
    markdown: string,
    review: string,
    complete = async (): Promise<boolean> => true,
  ): Promise<NewFiles | null> {
    const files = { name, markdown, review };
    try {
      const isWritten =
        (await this.write(`${name}${reviewEnding}`, review, null)) && (await this.write(`${name}.md`, markdown, null));
      if (isWritten && (await complete())) return files;
    } catch (error) {
      // The first failure is the one to report.
      await this.takeBack(files).catch(() => {});
      throw error;
    }
    await this.takeBack(files);
    return null;
  }

  /** Removes those of two files that were written. */
  private async takeBack({ name, markdown, review }: NewFiles): Promise<void> {
    if (this.written.delete(`${name}.md`)) await this.folder.remove(`${name}.md`, markdown);
    if (this.written.delete(`${name}${reviewEnding}`)) await this.folder.remove(`${name}${reviewEnding}`, review);
  }

  /** True if a file's text may be overwritten: it is or was stored here, and is not an unanswered proposal. */
  private async mayReplace(stored: StoredPlan, markdown: string | null, seen?: Seen): Promise<boolean> {
    if (markdown === null) return true;
    const hash = textHash(markdown);
    if (hash === stored.hash) return true;
    if (isWaiting(stored, hash)) return false;
    return hash === seen?.text || (await this.hashes.find(this.storage, stored.versions, hash)) !== null;
  }

  private nameFor({ plan }: StoredPlan): string {
    return freeName(plan.title, (name) => this.taken.has(`${name}.md`) || this.taken.has(`${name}${reviewEnding}`));
  }

  /** Writes a text that differs from the file's in more than line ends; returns the file's text afterwards, null if somebody has changed it. */
  private async replace(name: string, was: string | null, text: string): Promise<string | null> {
    if (was !== null && unixLineEnds(was) === unixLineEnds(text)) return was;
    return (await this.write(name, text, was)) ? text : null;
  }

  /** Returns false if somebody has changed the file since it was read. */
  private async write(name: string, text: string, was: string | null): Promise<boolean> {
    if (!(await this.folder.write(name, text, was))) return false;
    this.taken.add(name.toLowerCase());
    this.written.add(name);
    return true;
  }
}

import { UserError } from '../domain/errors';
import type { MirrorFolder } from './mirrorFolder';
import { type MirrorProblem, problemOrThrow } from './mirrorProblem';
import { reviewEnding } from './mirrorTexts';
import { planIdIn, readReviewFile } from './reviewFile';
import type { SharedPlan } from './sharedPlan';

/** A plan's two files: `<name>.md` beside `<name>.review.json`. */
export interface FilePair {
  readonly name: string;
  /** The name of the Markdown file, which may differ in case on a file system that ignores it. */
  readonly file: string;
  /** Null if there is no Markdown. */
  readonly markdown: string | null;
  /** The review file's text, and its parsed content. */
  readonly review: string;
  readonly shared: SharedPlan;
}

/** The contents of the folder. */
export interface FolderState {
  /** The names of all files. */
  readonly names: ReadonlySet<string>;
  readonly pairs: ReadonlyMap<string, FilePair>;
  /** Ids of plans with files that cannot be read, which are left alone. */
  readonly blocked: ReadonlySet<string>;
  readonly problems: readonly MirrorProblem[];
}

/** The name of the Markdown file beside a review file; it may differ in case only where the file system ignores that. */
const markdownOf = async (name: string, names: ReadonlySet<string>, folder: MirrorFolder): Promise<string> => {
  const exact = `${name}.md`;
  if (names.has(exact)) return exact;
  const alike = Array.from(names).find((file) => file.toLowerCase() === exact.toLowerCase());
  return alike !== undefined && (await folder.read(exact)) !== null ? alike : exact;
};

/** Reads the pairs of a folder by plan id. `seen` has the names of plans at the last look, which take precedence over copies. */
export const readPairs = async (
  folder: MirrorFolder,
  seen: Readonly<Record<string, { readonly name: string }>>,
): Promise<FolderState> => {
  const names = new Set(await folder.list());
  const owners = new Map(Object.entries(seen).map(([planId, { name }]) => [name, planId]));
  const pairs = new Map<string, FilePair>();
  const blocked = new Set<string>();
  const problems: MirrorProblem[] = [];
  const found = Array.from(names).flatMap((file) =>
    file.endsWith(reviewEnding) ? [file.slice(0, -reviewEnding.length)] : [],
  );
  const isCopy = (name: string): number => Number(!owners.has(name));
  for (const name of found.sort((a, b) => isCopy(a) - isCopy(b) || (a < b ? -1 : 1))) {
    const file = `${name}${reviewEnding}`;
    let review: string | null = null;
    try {
      review = await folder.read(file);
      if (review === null) continue;
      const shared = readReviewFile(review, file);
      const known = pairs.get(shared.planId);
      if (known) throw new UserError('mirrorTwice', { file, other: `${known.name}${reviewEnding}` });
      const markdownFile = await markdownOf(name, names, folder);
      const markdown = names.has(markdownFile) ? await folder.read(markdownFile) : null;
      pairs.set(shared.planId, { name, file: markdownFile, markdown, review, shared });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(problemOrThrow(file, error));
      const planId = (review === null ? null : planIdIn(review)) ?? owners.get(name);
      if (planId !== undefined && error.code !== 'mirrorTwice') blocked.add(planId);
    }
  }
  return { names, pairs, blocked, problems };
};

import { normalizeWords } from './planDiffScope';
import type { PlanTask } from '../grammar/planModel';

/** A task that became several or, with the sides swapped, several that became one. */
export interface Split {
  readonly whole: PlanTask;
  /** In plan order, without the heir that kept the whole's id. */
  readonly parts: readonly PlanTask[];
}

/** A task that is gone (`heir` null) or remains with reduced content. */
export interface Whole {
  readonly task: PlanTask;
  readonly heir: PlanTask | null;
}

/** The share of a part that must come from the whole, and the share of the whole that must be in its parts. */
const shareOfPart = 0.55;
const shareOfWhole = 0.5;

const wordsOf = ({ title, files, doneWhen, notes }: PlanTask): ReadonlySet<string> =>
  new Set(
    `${normalizeWords(`${title} ${doneWhen ?? ''} ${notes}`)} ${files.map(({ path }) => path).join(' ')}`
      .split(' ')
      .filter((word) => word !== ''),
  );

/** Finds tasks whose words were distributed over several others; rarer words count more. */
export const findSplits = (wholes: readonly Whole[], candidates: readonly PlanTask[]): readonly Split[] => {
  if (wholes.length === 0 || candidates.length === 0) return [];
  const sources = wholes.map(({ task, heir }) => ({ task, heir, words: wordsOf(task), kept: heir && wordsOf(heir) }));
  const parts = candidates.map((task) => ({ task, words: wordsOf(task), name: normalizeWords(task.title).split(' ') }));
  const holders = new Map<string, number>();
  for (const { words } of [...sources, ...parts])
    for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
  const total = sources.length + parts.length;
  const weigh = (words: Iterable<string>): number => {
    let weight = 0;
    for (const word of words) weight += Math.log(1 + total / (holders.get(word) ?? 1));
    return weight;
  };
  const ofSource = new Map<(typeof sources)[number], (typeof parts)[number][]>();
  for (const part of parts) {
    const weight = weigh(part.words);
    const shares = sources.map((source) => {
      const shared = Array.from(part.words).filter((word) => source.words.has(word));
      // Words that the heir still has did not move to the part.
      const left = shared.filter((word) => !source.kept?.has(word));
      if (weigh(left) * 2 < weigh(shared)) return 0;
      const named = part.name.filter((word) => source.words.has(word));
      return Math.max(weigh(shared) / weight, weigh(named) / weigh(part.name));
    });
    const best = shares.reduce((most, share, at) => (share > (shares[most] ?? 0) ? at : most), 0);
    const source = sources[best];
    if (source && (shares[best] ?? 0) >= shareOfPart) ofSource.set(source, [...(ofSource.get(source) ?? []), part]);
  }
  return Array.from(ofSource).flatMap(([{ task, heir, words, kept }, own]) => {
    if (own.length + (heir ? 1 : 0) < 2) return [];
    const covered = Array.from(words).filter((word) => kept?.has(word) || own.some((part) => part.words.has(word)));
    return weigh(covered) < shareOfWhole * weigh(words) ? [] : [{ whole: task, parts: own.map((part) => part.task) }];
  });
};

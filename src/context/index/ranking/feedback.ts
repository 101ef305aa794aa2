import { rarity } from './bm25';
import type { FileIndex } from '../store/fileIndex';
import { highest } from './highest';
import type { RequestTerm } from './request';

/** How many of the best files contribute terms, and how many terms they contribute. */
const lenders = 5;
const maxTerms = 50;

/** The terms that distinguish the best matching files from all others, without those of the request itself. */
export const feedbackTerms = (
  index: FileIndex,
  scores: Float32Array,
  order: (a: number, b: number) => number,
  asked: readonly RequestTerm[],
): RequestTerm[] => {
  const { filesWith, terms } = index.state;
  const worths = new Map<number, number>();
  for (const file of highest(scores, lenders, order)) {
    const { from, end } = index.termsOf(file);
    // A long file contains words about everything: each says less.
    const share = scores[file]! / Math.sqrt(end - from);
    for (let at = from; at < end; at++) worths.set(terms.at(at), (worths.get(terms.at(at)) ?? 0) + share);
  }
  for (const { id } of asked) worths.delete(id);
  return [...worths]
    .filter(([id]) => filesWith.get(id) > 1)
    .map(([id, worth]) => ({ id, worth: worth * rarity(index.size, filesWith.get(id)) }))
    .sort((a, b) => b.worth - a.worth || a.id - b.id)
    .slice(0, maxTerms)
    .map(({ id }) => ({ id, weight: 1, word: '' }));
};

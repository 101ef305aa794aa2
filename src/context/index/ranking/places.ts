import type { Chunk } from '../../retriever';
import type { FileIndex } from '../store/fileIndex';
import type { History } from '../history/history';
import type { RankedFile } from './ranking';
import type { RequestTerm } from './request';

/** A second part of a file is shown if its score is at least this share of the best part's. */
const nearlyAsGood = 0.6;
const maxOfFile = 2;

/** The best parts of a file without their texts; the length of a file is not known here, so `endLine` may be past the end. */
export const placesOf = (
  index: FileIndex,
  history: History,
  { file, score, chunks, definition, commit }: RankedFile,
  terms: readonly RequestTerm[],
): Omit<Chunk, 'text'>[] => {
  const { lineOf, fileOf, names } = index.state;
  const top = chunks[0]?.score ?? 0;
  return chunks
    .slice(0, maxOfFile)
    .filter((part) => part.score >= top * nearlyAsGood)
    .map((part) => {
      const next = part.chunk + 1;
      const isLast = next >= index.chunkCount || fileOf.at(next) !== file;
      const holding = terms.filter(({ id }) => index.chunks.has(id, part.chunk));
      return {
        path: index.pathOf(file)!,
        startLine: lineOf.at(part.chunk),
        endLine: isLast ? Infinity : lineOf.at(next) - 1,
        score: score * (top === 0 ? 1 : part.score / top),
        reason: {
          words: [...new Set(holding.map(({ word }) => word))],
          definition: definition < 0 ? null : names[definition]!,
          commit: commit < 0 ? null : history.subjects[commit]!,
        },
      };
    });
};

import type { FileIndex } from '../store/fileIndex';
import { highest } from './highest';

/** How many of the best files raise the scores of the others in their folders. */
const speakers = 30;

/** How well the other files in each file's folder match; a large folder says less about each. */
export const siblingSignal = (
  index: FileIndex,
  scores: Float32Array,
  order: (a: number, b: number) => number,
): Float32Array => {
  const best = highest(scores, speakers, order);
  const spoken = new Map<string, number>();
  for (const file of best) {
    const folder = folderOf(index.pathOf(file)!);
    spoken.set(folder, (spoken.get(folder) ?? 0) + scores[file]!);
  }
  const members = new Map<string, number[]>();
  for (let file = 0; file < scores.length; file++) {
    const path = index.pathOf(file);
    if (path === null) continue;
    const folder = folderOf(path);
    if (!spoken.has(folder)) continue;
    const known = members.get(folder);
    if (known === undefined) members.set(folder, [file]);
    else known.push(file);
  }
  const own = new Set(best);
  const signal = new Float32Array(scores.length);
  for (const [folder, files] of members)
    for (const file of files) {
      const others = spoken.get(folder)! - (own.has(file) ? scores[file]! : 0);
      signal[file] = Math.max(0, others) / Math.sqrt(files.length);
    }
  return signal;
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A stretch of text that was kept, added or removed. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

const maxWords = 1500;
const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** Lengths of the longest common subsequences of all suffixes, row by row. */
const suffixLengths = (a: readonly string[], b: readonly string[]): Uint16Array => {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  return lengths;
};

/** Merges neighbours of one kind; a lone space between two changes becomes part of them. */
const joined = (parts: readonly DiffPart[]): DiffPart[] => {
  const result: DiffPart[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed.trim()) result.push({ kind: 'removed', text: removed });
    if (added.trim()) result.push({ kind: 'added', text: added });
    else if (added) result.push({ kind: 'same', text: added });
    removed = added = '';
  };
  for (const [index, part] of parts.entries()) {
    const changing = removed !== '' || added !== '';
    const next = parts[index + 1];
    if (part.kind === 'removed') removed += part.text;
    else if (part.kind === 'added') added += part.text;
    else if (changing && !part.text.trim() && next && next.kind !== 'same') {
      removed += part.text;
      added += part.text;
    } else {
      flush();
      const last = result.at(-1);
      if (last?.kind === 'same') result[result.length - 1] = { kind: 'same', text: last.text + part.text };
      else result.push(part);
    }
  }
  flush();
  return result;
};

/** Diffs two texts by words; beyond 1,500 words, spaces and marks on a side the whole text counts as changed. */
export const diffWords = (before: string, after: string): readonly DiffPart[] => {
  const a = wordsOf(before);
  const b = wordsOf(after);
  if (a.length > maxWords || b.length > maxWords)
    return joined([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  const width = b.length + 1;
  const lengths = suffixLengths(a, b);
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) {
      parts.push({ kind: 'same', text: left });
      i++;
      j++;
    } else if (
      left !== undefined &&
      (right === undefined || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      parts.push({ kind: 'removed', text: left });
      i++;
    } else {
      parts.push({ kind: 'added', text: right ?? '' });
      j++;
    }
  }
  return joined(parts);
};

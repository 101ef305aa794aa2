/** For each line of `before` its position in `after`, by a longest common subsequence; -1 if it is gone. */
const places = (before: readonly string[], after: readonly string[]): readonly number[] => {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  let j = 0;
  return before.map((line, i) => {
    while (j < after.length && line !== after[j] && lengths[i * width + j + 1]! > lengths[(i + 1) * width + j]!) j++;
    return j < after.length && line === after[j] ? j++ : -1;
  });
};

/** Merges two changed texts line by line; null if both changed the same lines differently. */
export const mergeLines = (base: string, ours: string, theirs: string): string | null => {
  const [b, o, t] = [base, ours, theirs].map((text) => text.split(/\r?\n/)) as [string[], string[], string[]];
  const [inOurs, inTheirs] = [places(b, o), places(b, t)];
  const merged: string[] = [];
  let [fromBase, fromOurs, fromTheirs] = [0, 0, 0];
  for (let at = 0; at <= b.length; at++) {
    const [toOurs, toTheirs] = at === b.length ? [o.length, t.length] : [inOurs[at]!, inTheirs[at]!];
    if (toOurs < 0 || toTheirs < 0) continue;
    const [was, mine, other] = [b.slice(fromBase, at), o.slice(fromOurs, toOurs), t.slice(fromTheirs, toTheirs)];
    const [wasText, mineText, otherText] = [was, mine, other].map((lines) => lines.join('\n'));
    const same = (one: readonly string[], oneText: string | undefined, text: string | undefined): boolean =>
      oneText === text && one.length === (text === mineText ? mine : other).length;
    if (same(was, wasText, mineText)) merged.push(...other);
    else if (same(was, wasText, otherText) || mineText === otherText) merged.push(...mine);
    else return null;
    if (at < b.length) merged.push(b[at]!);
    [fromBase, fromOurs, fromTheirs] = [at + 1, toOurs + 1, toTheirs + 1];
  }
  return merged.join(ours.includes('\r\n') ? '\r\n' : '\n');
};

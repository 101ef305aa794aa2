import type { CheckedReference } from '../../domain/references';

/** Checks what a plan's text names against the workspace. */
export type CheckText = (source: string) => Promise<readonly CheckedReference[]>;

/** How many texts are cached: more than a single conversation shows at once. */
const maxKnown = 100;

/** Checks each text once as long as `generation` returns the same number: views ask again after every change of a plan. */
export const rememberChecks = (check: CheckText, generation: () => number): CheckText => {
  const known = new Map<string, Promise<readonly CheckedReference[]>>();
  let seen = generation();
  return (source) => {
    if (generation() !== seen) known.clear();
    seen = generation();
    const answer = known.get(source) ?? check(source);
    // Re-inserted at the end, so that the first entry is the least recently used.
    known.delete(source);
    known.set(source, answer);
    const [oldest] = known.keys();
    if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
    answer.catch(() => {
      // A failed check is retried on the next call.
      if (known.get(source) === answer) known.delete(source);
    });
    return answer;
  };
};

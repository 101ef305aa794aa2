import type { CheckedReference } from '../domain/references';

/** Checks what a plan's text names against the workspace. */
export type CheckText = (source: string) => Promise<readonly CheckedReference[]>;

/** Texts whose answers are kept: more than one conversation shows at once. */
const most = 100;

/** Answers each text once as long as `generation` tells the same number: views ask again for every change of a plan. */
export const rememberChecks = (check: CheckText, generation: () => number): CheckText => {
  const known = new Map<string, Promise<readonly CheckedReference[]>>();
  let seen = generation();
  return (source) => {
    if (generation() !== seen) known.clear();
    seen = generation();
    const answer = known.get(source) ?? check(source);
    // What was asked for last stands last, so that the first one is the one to forget.
    known.delete(source);
    known.set(source, answer);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    answer.catch(() => {
      // A failed check is tried again at the next question.
      if (known.get(source) === answer) known.delete(source);
    });
    return answer;
  };
};

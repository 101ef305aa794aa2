import type { Turn } from './conversation';
import type { Intent } from './request/intent';
import type { PlanLanguage } from './request/requestLanguage';
import { wordsIn } from './words/words';

/** What a user wants planned, after any questions. */
export interface Wanted {
  readonly text: string;
  /** The kind of work that was chosen; null if none was. */
  readonly kind: Intent | null;
  /** True if the question of what should change was left open. */
  readonly isSkipped: boolean;
}

const languages: readonly PlanLanguage[] = ['english', 'german'];

/** Reads the answers to the question form; what was left open is taken from the request that led to the questions. */
export const readWanted = (turn: Turn): Wanted => {
  if (!turn.isAnswer) return { text: turn.request, kind: null, isSkipped: false };
  const asked = languages.map((language) => wordsIn(language).replies);
  const answerTo = (questions: readonly string[], others: readonly string[]): string | null => {
    const question = questions.find((text) => turn.request.includes(text));
    if (question === undefined) return null;
    const rest = turn.request.slice(turn.request.indexOf(question) + question.length);
    const ends = others.map((text) => rest.indexOf(text)).filter((at) => at >= 0);
    const answer = rest.slice(0, Math.min(...ends, rest.length)).trim();
    // An answer that is only a remark in parentheses counts as none.
    return /^(?:\([^()]*\))?$/.test(answer) ? '' : answer;
  };
  const whats = asked.map(({ what }) => what);
  const kinds = asked.map(({ kind }) => kind);
  const what = answerTo(whats, kinds);
  const chosen = answerTo(kinds, whats);
  // If the user writes something else into the chat, that is the answer.
  if (what === null && chosen === null) return { text: turn.request, kind: null, isSkipped: false };
  const original = turn.earlier.at(-1) ?? '';
  return { text: what || original, kind: kindOf(chosen ?? ''), isSkipped: !what };
};

const kindOf = (chosen: string): Intent | null => {
  for (const language of languages)
    for (const [kind, label] of Object.entries(wordsIn(language).replies.kinds))
      if (chosen.toLowerCase().startsWith(label.toLowerCase())) return kind as Intent;
  return null;
};

import type { Call } from './explore';

/** What the offline planner says in one answer: words, tool calls, or both. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly Call[];
}

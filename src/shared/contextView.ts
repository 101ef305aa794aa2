import type { ContextSource } from '../domain/conversation';
import type { ActionView } from './protocol';

/** One part of what a model sees, or of what was left out. */
export interface ContextPartView {
  readonly source: ContextSource;
  readonly label: string;
  /** Where it comes from, or why it is left out. */
  readonly detail: string;
  readonly tokens: number;
  /** File to open; null if there is none. */
  readonly path: string | null;
  readonly line: number | null;
  /** What gets it shown the next time; for a part that was left out. */
  readonly action?: ActionView;
}

/** What a model sees for a message; `budget` and `tokens` count tokens. */
export interface ContextView {
  readonly parts: readonly ContextPartView[];
  readonly leftOut: readonly ContextPartView[];
  readonly tokens: number;
  readonly budget: number;
}

/** An estimate before sending: `6.2k` (tokens), and a sentence about it. */
export interface EstimateView {
  readonly tokens: string;
  readonly detail: string;
}

/** What the model would see for an unsent message; the estimate is null if nothing would be sent anywhere. */
export interface PreviewView {
  readonly context: ContextView;
  readonly estimate: EstimateView | null;
}

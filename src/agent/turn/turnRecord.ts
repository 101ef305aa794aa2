import type { MessageState, SeenContext, ToolActivity, Usage } from '../../domain/conversation';
import type { Counts } from '../../domain/counter';
import { type Failure, isAbort, toFailure } from '../../domain/errors';
import { newId } from '../../domain/ids';
import type { ModelPrice } from '../../models/modelProvider';
import type { AgentEvent } from '../planningAgent';
import { Stopwatch } from './stopwatch';
import type { Outcome } from '../tools/tool';

/** A turn while it runs: what will be stored as the assistant's message. */
export interface TurnRecord {
  readonly id: string;
  text: string;
  reasoning: string;
  readonly activity: ToolActivity[];
  outcomes: readonly Outcome[];
  model: string | null;
  usage: Usage | null;
  state: MessageState;
  error: Failure | null;
  seen: SeenContext | null;
  /** True once the model began to write a plan or a change to one. */
  drafted: boolean;
  readonly times: Stopwatch;
}

/** The record of a turn that has produced nothing yet. */
export const newRecord = (): TurnRecord => ({
  id: newId(),
  text: '',
  reasoning: '',
  activity: [],
  outcomes: [],
  model: null,
  usage: null,
  state: 'complete',
  error: null,
  seen: null,
  drafted: false,
  times: new Stopwatch(),
});

/** Adds an event to the record. */
export const note = (record: TurnRecord, event: AgentEvent): void => {
  switch (event.type) {
    case 'text':
      record.text += event.text;
      break;
    case 'reasoning':
      record.text = record.text.slice(0, record.text.length - (event.taken ?? 0));
      record.reasoning += event.text;
      break;
    case 'activity':
      record.activity.push(event.activity);
      break;
    case 'outcome':
      // A later revision in the same turn builds on the earlier one and includes it.
      if (event.outcome.type === 'revised') record.outcomes = record.outcomes.filter(({ type }) => type !== 'revised');
      record.outcomes = [...record.outcomes, event.outcome];
      break;
    case 'usage':
      record.usage = addUsage(record.usage, event);
      break;
    case 'drafting':
      record.drafted = true;
      break;
    case 'waiting':
  }
};

/** The combined usage of several calls. */
export const addUsage = (before: Usage | null, more: Usage): Usage => ({
  promptTokens: (before?.promptTokens ?? 0) + more.promptTokens,
  completionTokens: (before?.completionTokens ?? 0) + more.completionTokens,
  estimated: (before?.estimated ?? false) || more.estimated,
});

/** The usage with its cost, if the price is known. */
export const priced = (usage: Usage, price: ModelPrice | null): Usage =>
  price === null ? usage : { ...usage, cost: costOf(usage, price) };

/** US dollars for a number of tokens. */
export const costOf = (
  { promptTokens, completionTokens }: Pick<Usage, 'promptTokens' | 'completionTokens'>,
  { input, output }: ModelPrice,
): number => promptTokens * input + completionTokens * output;

/** Records how a turn failed, unless it already made a plan or asked; ticks may not be all that was asked for. */
export const noteFailure = (record: TurnRecord, error: unknown, signal: AbortSignal): void => {
  if (record.outcomes.some(({ type }) => type !== 'ticked')) return;
  const cancelled = signal.aborted || isAbort(error);
  record.state = cancelled ? 'cancelled' : 'failed';
  record.error = cancelled ? null : toFailure(error);
};

/** The record of a turn that could not be stored, without what it made. */
export const unstored = (record: TurnRecord, error: unknown): TurnRecord => ({
  ...record,
  outcomes: [],
  state: 'failed',
  error: toFailure(error),
});

/** The words of a record alone, where anything else of it may have been refused. */
export const wordsOnly = (record: TurnRecord): TurnRecord => ({
  ...record,
  activity: [],
  model: null,
  usage: null,
  seen: null,
});

/** What a turn adds to the counters, its duration included. */
export const turnCounts = ({ state, error, outcomes, drafted, times }: TurnRecord): Counts => {
  const made = outcomes.filter(({ type }) => type === 'created' || type === 'revised').length;
  return {
    'turn.asked': 1,
    ...(state === 'cancelled' ? { 'turn.cancelled': 1 } : {}),
    ...(error ? { [`turn.failed.${error.code}` as const]: 1 } : {}),
    ...(drafted || made > 0 ? { 'plan.drafted': 1 } : {}),
    ...(made > 0 ? { 'plan.shown': made } : {}),
    ...times.counts(),
  };
};

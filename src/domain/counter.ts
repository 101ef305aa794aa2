import type { UserErrorCode } from './errors';

/** The parts of a turn whose duration is measured; `firstToken` counts from the end of `context`. */
export const turnPhases = ['turn', 'context', 'firstToken', 'model', 'tools', 'generation', 'store'] as const;
export type TurnPhase = (typeof turnPhases)[number];

/** What is counted, on this machine only: a plan's steps from the request to the decision, and how long turns take. */
export type CounterName =
  | 'turn.asked'
  | 'turn.cancelled'
  | `turn.failed.${UserErrorCode | 'bug'}`
  /** A model began to write a plan or a change to one. */
  | 'plan.drafted'
  /** It was stored and is visible to the user. */
  | 'plan.shown'
  | 'plan.approved'
  | 'plan.completed'
  | 'proposal.accepted'
  | 'proposal.rejected'
  /** Turns whose phase took at most this many milliseconds, and more than half of it. */
  | `ms.${TurnPhase}.${number}`;

/** Counts to add, by name. */
export type Counts = Readonly<Partial<Record<CounterName, number>>>;

/** The counter of a duration: the next power of two, so that a few rows show the distribution. */
export const latencyCounter = (phase: TurnPhase, ms: number): CounterName =>
  `ms.${phase}.${2 ** Math.max(0, Math.ceil(Math.log2(ms)))}`;

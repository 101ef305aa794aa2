import type { Findings } from '../findings';
import type { PlanBuilder } from '../planBuilder';

/** The prose of a draft, as the list items that its sections are made from. */
export interface Prose {
  readonly goals: readonly string[];
  readonly requirements: readonly string[];
  readonly design: readonly string[];
  readonly testing: readonly string[];
  readonly deployment: readonly string[];
  readonly maintenance: readonly string[];
  readonly risks: readonly string[];
  readonly questions: readonly string[];
}

/** Plans one kind of work: adds its phases and tasks and returns its prose. */
export type Shape = (findings: Findings, plan: PlanBuilder) => Prose;

import type { PlanChange, PlanChangeKind, PlanPhase, PlanTask } from '../grammar/planModel';

/** The subject of a change between two plans: tasks before and after, phases by position, a section, or a part of the head. */
export type Subject =
  | {
      readonly type: 'tasks';
      readonly pairs: readonly { readonly old: PlanTask | null; readonly fresh: PlanTask | null }[];
    }
  | { readonly type: 'phase'; readonly old: number | null; readonly fresh: number | null }
  | { readonly type: 'section'; readonly name: string }
  | { readonly type: 'head'; readonly part: 'title' | 'summary' | 'text' };

/** A change as shown to the user, and what a merge has to touch for it. */
export interface FoundChange {
  readonly change: PlanChange;
  readonly subject: Subject;
}

/** Creates a change. */
export const found = (
  subject: Subject,
  kind: PlanChangeKind,
  taskId: string | null,
  title: string,
  detail: string,
  before: string | null,
  after: string | null,
  parts: readonly string[] = [],
): FoundChange => ({ subject, change: { kind, taskId, title, detail, before, after, parts } });

/** A change of one task. */
export const ofTask = (old: PlanTask | null, fresh: PlanTask | null): Subject => ({
  type: 'tasks',
  pairs: [{ old, fresh }],
});

/** A phase's title, or its number if it has none. */
export const phaseName = (phases: readonly PlanPhase[], at: number): string => phases[at]?.title || `Phase ${at + 1}`;

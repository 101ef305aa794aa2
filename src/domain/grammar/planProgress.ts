import type { PlanPhase, PlanTask } from './planModel';

/** How many of some tasks are done. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Counts the tasks whose boxes are ticked. */
export const taskProgress = (tasks: readonly PlanTask[]): Progress => ({
  done: tasks.filter(({ done }) => done).length,
  total: tasks.length,
});

/** Counts the tasks in all phases of a plan. */
export const planProgress = (phases: readonly PlanPhase[]): Progress =>
  taskProgress(phases.flatMap(({ tasks }) => tasks));

/** The percentage done, rounded down so that only a finished plan has 100; 0 without tasks. */
export const percentDone = ({ done, total }: Progress): number => (total === 0 ? 0 : Math.floor((100 * done) / total));

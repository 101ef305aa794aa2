import type { PlanState } from '../../src/shared/protocol';

interface Tick {
  readonly done: boolean;
  /** True once the host took it; then the next state of the plan speaks for itself. */
  readonly taken: boolean;
}

const tasksOf = (plan: PlanState) => plan.sections.flatMap(({ phases }) => phases?.flatMap(({ tasks }) => tasks) ?? []);

/** The boxes that were ticked here: they show their new state before the host has told it. */
export class Ticks {
  private readonly byTask = new Map<string, Tick>();

  set(taskId: string, done: boolean): void {
    this.byTask.set(taskId, { done, taken: false });
  }

  /** The host took the tick; it is forgotten once a state of the plan shows it. */
  take(taskId: string, plan: PlanState): void {
    const tick = this.byTask.get(taskId);
    if (!tick) return;
    if (tasksOf(plan).some(({ id, done }) => id === taskId && done === tick.done)) this.byTask.delete(taskId);
    else this.byTask.set(taskId, { ...tick, taken: true });
  }

  /** The host refused the tick. */
  drop(taskId: string): void {
    this.byTask.delete(taskId);
  }

  /** A new state of the plan arrived. */
  settle(): void {
    for (const [taskId, tick] of this.byTask) if (tick.taken) this.byTask.delete(taskId);
  }

  /** The plan with its boxes as they were ticked here. */
  apply(plan: PlanState): PlanState {
    if (this.byTask.size === 0) return plan;
    const sections = plan.sections.map((section) => ({
      ...section,
      phases:
        section.phases?.map((phase) => ({
          ...phase,
          tasks: phase.tasks.map((task) => ({ ...task, done: this.byTask.get(task.id ?? '')?.done ?? task.done })),
        })) ?? null,
    }));
    return { ...plan, sections };
  }
}

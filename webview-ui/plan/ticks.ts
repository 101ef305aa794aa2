import type { PlanState } from '../../src/shared/protocol';

interface Tick {
  readonly done: boolean;
  /** True once the host accepted it. */
  isTaken: boolean;
  /** True once a state of the plan showed it. */
  isShown: boolean;
  /** True once a state after its acceptance lacked it: that one may have been on its way already, the next was not. */
  isMissed: boolean;
}

const shows = (plan: PlanState, taskId: string, { done }: Tick): boolean =>
  plan.sections.some(({ phases }) =>
    phases.some(({ tasks }) => tasks.some((task) => task.id === taskId && task.done === done)),
  );

/** Boxes ticked in this view, which show their new state before the host confirms it. */
export class Ticks {
  private readonly byTask = new Map<string, Tick>();

  set(taskId: string, done: boolean): Tick {
    const tick = { done, isTaken: false, isShown: false, isMissed: false };
    this.byTask.set(taskId, tick);
    return tick;
  }

  /** Notes that the host accepted the tick, which is forgotten once a state of the plan shows it. */
  take(taskId: string, tick: Tick): void {
    tick.isTaken = true;
    if (tick.isShown) this.drop(taskId, tick);
  }

  /** Forgets the tick, unless the box was ticked again. */
  drop(taskId: string, tick: Tick): void {
    if (this.byTask.get(taskId) === tick) this.byTask.delete(taskId);
  }

  /** Notes a new state of the plan, and forgets the accepted ticks that no longer need to be kept. */
  settle(plan: PlanState): void {
    for (const [taskId, tick] of this.byTask) {
      tick.isShown = shows(plan, taskId, tick);
      if (tick.isTaken && (tick.isShown || tick.isMissed)) this.byTask.delete(taskId);
      tick.isMissed = tick.isTaken;
    }
  }

  /** The plan with the ticks made here applied. */
  apply(plan: PlanState): PlanState {
    if (this.byTask.size === 0) return plan;
    const sections = plan.sections.map((section) => ({
      ...section,
      phases: section.phases.map((phase) => ({
        ...phase,
        tasks: phase.tasks.map((task) => ({ ...task, done: this.byTask.get(task.id ?? '')?.done ?? task.done })),
      })),
    }));
    return { ...plan, sections };
  }
}

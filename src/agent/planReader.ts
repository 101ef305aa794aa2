import type { DevPlan, DevPlanVersion } from '../domain/plan';
import { parsePlan, setBoxes } from '../domain/planDocument';
import type { Stores } from '../storage/open';

/** A plan with one of its versions and the text that people see: its boxes show the recorded progress. */
export interface PlanText {
  readonly plan: DevPlan;
  readonly version: DevPlanVersion;
  readonly text: string;
}

/** Reads a plan's text, by default its current version; boxes show the recorded progress in every version, so that ticking never looks like a change of text. */
export const readPlanText = async (stores: Stores, planId: string, number?: number): Promise<PlanText> => {
  const plan = await stores.plans.get(planId);
  const version = await stores.plans.version(planId, number ?? plan.currentVersion);
  const progress = await stores.plans.progress(planId);
  const text = setBoxes(version.content, new Map(progress.map((task) => [task.taskId, task.done])));
  return { plan, version, text };
};

/** Every task id that any version of the plan used: none is given to another task. */
export const usedTaskIds = async (stores: Stores, planId: string): Promise<string[]> => {
  const ids = new Set<string>();
  for (const { number } of await stores.plans.versions(planId)) {
    const { content } = await stores.plans.version(planId, number);
    for (const phase of parsePlan(content).phases) for (const task of phase.tasks) if (task.id) ids.add(task.id);
  }
  return [...ids];
};

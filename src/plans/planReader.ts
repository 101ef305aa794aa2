import type { CheckOptions } from '../domain/grammar/planCheck';
import type { DevPlan, DevPlanVersion, TaskProgress } from '../domain/plan';
import { comparePlans } from '../domain/diff/planDiff';
import type { SayChange } from '../domain/diff/planDiffWords';
import { parsePlan, setBoxes } from '../domain/grammar/planDocument';
import { type PlanChange, taskIdsOf } from '../domain/grammar/planModel';
import type { Stores } from '../storage/open';

/** A plan with one of its versions and the text that the user sees: its boxes show the recorded progress. */
export interface PlanText {
  readonly plan: DevPlan;
  readonly version: DevPlanVersion;
  readonly text: string;
  /** The recorded progress that the boxes show. */
  readonly progress: readonly TaskProgress[];
}

/** Reads a plan's text, by default the current version's, with the recorded progress, so that ticks are never edits. */
export const readPlanText = async (stores: Stores, planId: string, number?: number): Promise<PlanText> => {
  const plan = await stores.plans.get(planId);
  const version = await stores.plans.version(planId, number ?? plan.currentVersion);
  const progress = await stores.plans.progress(planId);
  const text = setBoxes(version.content, new Map(progress.map((task) => [task.taskId, task.done])));
  return { plan, version, text, progress };
};

/** The sections that a plan must have, if its template names its own. */
export const wantedSections = ({ metadata: { sections } }: DevPlan): Pick<CheckOptions, 'sections'> =>
  Array.isArray(sections) ? { sections: sections.filter((title) => typeof title === 'string') } : {};

/** The changes between two versions, except ticks: boxes are progress, and a saved text holds those of its time. */
export const compareVersions = (
  before: Pick<DevPlanVersion, 'content'>,
  after: Pick<DevPlanVersion, 'content'>,
  say: SayChange,
): readonly PlanChange[] =>
  comparePlans(before.content, after.content, say).filter(({ kind, taskId }) => kind !== 'ticked' || taskId === null);

const readTaskIds = async (stores: Stores, planId: string, number: number): Promise<readonly string[]> => {
  const { content } = await stores.plans.version(planId, number);
  return taskIdsOf(parsePlan(content));
};

const maxKnown = 10_000;
/** Task ids of versions whose text can no longer change, by version id; excess entries are dropped, oldest first. */
const knownTaskIds = new Map<string, readonly string[]>();

/** Every task id that any version of the plan used or that has progress, so that none is reused. */
export const usedTaskIds = async (stores: Stores, planId: string): Promise<string[]> => {
  // The newest version's text may still be replaced by the editing session that made it; older texts never change.
  const [newest, ...older] = await stores.plans.versions(planId);
  const used = new Set(newest ? await readTaskIds(stores, planId, newest.number) : []);
  for (const { id, number } of older) {
    const ids = knownTaskIds.get(id) ?? (await readTaskIds(stores, planId, number));
    knownTaskIds.set(id, ids);
    const [oldest] = knownTaskIds.keys();
    if (knownTaskIds.size > maxKnown && oldest !== undefined) knownTaskIds.delete(oldest);
    for (const each of ids) used.add(each);
  }
  // A task that a later save of the same session removed from the text is in no version.
  for (const { taskId } of await stores.plans.progress(planId)) used.add(taskId);
  return [...used];
};

import { parsePlan, sameButBoxes } from '../domain/planDocument';
import type { Storage, Stores } from '../storage/open';
import { readPlanText } from './planReader';

/** Whose editing session a save belongs to. */
export interface SaveOrigin {
  readonly session: string;
  readonly who: string;
}

/** Saves a plan's text as it was given: boxes become progress, any other difference becomes a version (one per editing session), no difference nothing. */
export const savePlanText = (storage: Storage, planId: string, text: string, origin: SaveOrigin): Promise<void> =>
  storage.transaction(async (stores) => {
    const { plan, text: before } = await readPlanText(stores, planId);
    if (before === text) return;
    const ticked = sameButBoxes(before, text);
    if (ticked === null) {
      const { title } = parsePlan(text);
      await stores.plans.saveEdit(planId, { content: text, session: origin.session, base: plan.currentVersion });
      if (title !== '' && title !== plan.title) await stores.plans.update(planId, { title: title.slice(0, 255) });
    }
    await recordBoxes(stores, planId, text, origin.who);
  });

/** Makes the recorded progress say what the boxes of a saved text say. */
const recordBoxes = async (stores: Stores, planId: string, text: string, who: string): Promise<void> => {
  const recorded = new Map((await stores.plans.progress(planId)).map((task) => [task.taskId, task.done]));
  for (const { tasks } of parsePlan(text).phases)
    for (const { id, boxRange, done } of tasks) {
      if (id === null || boxRange === null || (recorded.get(id) ?? false) === done) continue;
      await stores.plans.setProgress(planId, id, done, { who, why: '' });
    }
};

import { UserError } from '../domain/errors';
import { newId } from '../domain/ids';
import type { DevPlan, DevPlanVersion, TaskProgress } from '../domain/plan';
import { changeSummary } from '../domain/diff/planDiff';
import { newTitle, parsePlan, sameButBoxes, setBoxes } from '../domain/grammar/planDocument';
import { editPlan } from '../domain/edit/planEdit';
import { withIds } from '../domain/edit/planEditIds';
import type { Storage, Stores } from '../storage/open';
import type { PlanPatch } from '../storage/plans/devPlanStore';
import type { NewVersion } from '../storage/plans/planVersions';
import { readPlanText, usedTaskIds } from './planReader';

/** The text last given to an editor, and the version that it shows. */
export interface ServedText {
  readonly version: number;
  readonly text: string;
}

/** The editing session that a save belongs to, and the text that it was made from. */
export interface SaveOrigin {
  readonly session: string;
  readonly who: string;
  /** Null if unknown: the current text is used, and no box that it shows as done is unticked. */
  readonly served: ServedText | null;
}

/**
 * Saves a plan's text as given: boxes that the user changed become progress, any other difference becomes a version
 * (one per editing session), no difference nothing. Returns the version whose text is then shown, which ticks alone do
 * not change. Throws `conflict` if another version was made meanwhile and the user was not warned.
 */
export const savePlanText = (storage: Storage, planId: string, text: string, origin: SaveOrigin): Promise<ServedText> =>
  storage.transaction((stores) => save(stores, planId, text, origin));

const save = async (stores: Stores, planId: string, text: string, origin: SaveOrigin): Promise<ServedText> => {
  const { plan, text: current } = await readPlanText(stores, planId);
  const served = origin.served ?? { version: plan.currentVersion, text: current };
  let shown = served.version;
  if (served.text === text) return { version: shown, text };
  if (sameButBoxes(served.text, text) === null) {
    checkTold(served, current, plan);
    const saved = await stores.plans.saveEdit(planId, {
      content: text,
      session: origin.session,
      base: plan.currentVersion,
    });
    shown = saved.number;
    const { title } = newTitle(text, plan.title);
    if (title !== undefined) await stores.plans.update(planId, { title });
  }
  const changed = changedBoxes(served.text, text).filter(([, done]) => done || origin.served !== null);
  for (const [id, done] of changed) await stores.plans.setProgress(planId, id, done, { who: origin.who, why: '' });
  return { version: shown, text };
};

/** The editor asks before it overwrites a newer file, but overlooks one of the same size: that one is refused here. */
const checkTold = (served: ServedText, current: string, { id: planId, currentVersion }: DevPlan): void => {
  if (Buffer.byteLength(served.text) === Buffer.byteLength(current) && sameButBoxes(served.text, current) === null)
    throw new UserError('conflict', { planId, base: served.version, current: currentVersion });
};

/** The boxes that differ from the served text, by task id; ticks made elsewhere in the meantime stay. */
const changedBoxes = (served: string, text: string): (readonly [string, boolean])[] => {
  const before = boxesOf(served);
  return Array.from(boxesOf(text)).filter(([id, done]) => (before.get(id) ?? false) !== done);
};

/** A text to store as a version of a plan, made from the version numbered `base`. */
export type TextVersion = Pick<NewVersion, 'content' | 'base' | 'state' | 'summary' | 'metadata'>;

/**
 * Stores a text as a version; tasks without an id get one. Boxes that an accepted one changes become progress, and make
 * no version by themselves; a proposal leaves them as they are. Throws `conflict` for an accepted one on an old base.
 */
export const createTextVersion = async (
  storage: Storage,
  planId: string,
  { content, ...version }: TextVersion,
  who: string,
): Promise<DevPlanVersion> =>
  storage.transaction(async (stores) => {
    const { plans } = stores;
    const text = withIds(content, await usedTaskIds(stores, planId));
    const { title } = await plans.get(planId);
    const { content: before } = await plans.version(planId, version.base);
    const create = (made: string): Promise<DevPlanVersion> =>
      plans.createVersion(planId, {
        summary: changeSummary(before, made),
        ...version,
        content: made,
        author: 'user',
        ...newTitle(made, title),
      });
    if (version.state === 'proposed') return create(withKnownBoxes(text, before, await plans.progress(planId)));
    const created = await create(sameButBoxes(before, text) === null ? text : before);
    for (const [id, done] of changedBoxes(before, text)) await plans.setProgress(planId, id, done, { who, why: '' });
    return created;
  });

/** A proposed text with the known boxes of its tasks: as in its base, else as recorded; new tasks are open. */
export const withKnownBoxes = (text: string, base: string, progress: readonly TaskProgress[]): string => {
  const known = new Map([...progress.map(({ taskId, done }) => [taskId, done] as const), ...boxesOf(base)]);
  return setBoxes(text, new Map([...boxesOf(text).keys()].map((id) => [id, known.get(id) ?? false])));
};

/**
 * Saves what `change` returns for a plan's text as an editing session of its own, in one transaction with reading it.
 * Returns false, and saves nothing, if `change` returns null.
 */
export const changePlanText = (
  storage: Storage,
  planId: string,
  who: string,
  change: (text: string) => string | null,
): Promise<boolean> => storage.transaction((stores) => changeText(stores, planId, who, change));

const changeText = async (
  stores: Stores,
  planId: string,
  who: string,
  change: (text: string) => string | null,
): Promise<boolean> => {
  const changed = change((await readPlanText(stores, planId)).text);
  if (changed === null) return false;
  await save(stores, planId, changed, { session: newId(), who, served: null });
  return true;
};

/** Changes a plan, all or nothing; its title is part of its text, so a new one makes a new version. */
export const updatePlan = (
  storage: Storage,
  planId: string,
  { title, ...patch }: PlanPatch,
  who: string,
): Promise<DevPlan> =>
  storage.transaction(async (stores) => {
    if (title !== undefined) {
      const setTitle = { type: 'setTitle', title: title.trim() } as const;
      await changeText(stores, planId, who, (text) => editPlan(text, [setTitle]).source);
    }
    return stores.plans.update(planId, patch);
  });

/** Whether a text shows each task as done, by id. */
export const boxesOf = (text: string): ReadonlyMap<string, boolean> =>
  new Map(
    parsePlan(text).phases.flatMap(({ tasks }) =>
      tasks.flatMap(({ id, boxRange, done }) => (id === null || boxRange === null ? [] : [[id, done] as const])),
    ),
  );

import { UserError } from '../domain/errors';
import { newId } from '../domain/ids';
import type { DevPlan } from '../domain/plan';
import { newTitle, parsePlan, sameButBoxes } from '../domain/grammar/planDocument';
import { editPlan } from '../domain/edit/planEdit';
import type { Storage, Stores } from '../storage/open';
import { readPlanText } from './planReader';

/** The text that an editor was given last, and the version that it showed. */
export interface ServedText {
  readonly version: number;
  readonly text: string;
}

/** Whose editing session a save belongs to, and what it was made from. */
export interface SaveOrigin {
  readonly session: string;
  readonly who: string;
  /** Null where nothing is known of it: the current text counts, and no box is opened that it shows as done. */
  readonly served: ServedText | null;
}

/**
 * Saves a plan's text as it was given: boxes that the user changed become progress, any other difference becomes a version (one per
 * editing session), no difference nothing. Gives the version whose text is shown after it, which ticks alone do not change.
 * Throws `conflict` where another version came meanwhile and nobody has told the user.
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

/** The editor itself asks before it writes over a newer file, but overlooks one of the same size: that one is refused here. */
const checkTold = (served: ServedText, current: string, { id: planId, currentVersion }: DevPlan): void => {
  if (Buffer.byteLength(served.text) === Buffer.byteLength(current) && sameButBoxes(served.text, current) === null)
    throw new UserError('conflict', { planId, base: served.version, current: currentVersion });
};

/** The boxes that differ from the served text, by task id; ticks that came meanwhile from elsewhere stay. */
const changedBoxes = (served: string, text: string): (readonly [string, boolean])[] => {
  const before = boxesOf(served);
  return Array.from(boxesOf(text)).filter(([id, done]) => (before.get(id) ?? false) !== done);
};

/**
 * Saves what `change` makes of a plan's text as an editing session of its own; nothing comes between reading and saving.
 * False, and nothing is saved, where it gives null.
 */
export const changePlanText = (
  storage: Storage,
  planId: string,
  who: string,
  change: (text: string) => string | null,
): Promise<boolean> =>
  storage.transaction(async (stores) => {
    const changed = change((await readPlanText(stores, planId)).text);
    if (changed === null) return false;
    await save(stores, planId, changed, { session: newId(), who, served: null });
    return true;
  });

/** Gives a plan another title, which stands in its text: a new version. */
export const renamePlan = async (storage: Storage, planId: string, title: string, who: string): Promise<void> => {
  const setTitle = { type: 'setTitle', title: title.trim() } as const;
  await changePlanText(storage, planId, who, (text) => editPlan(text, [setTitle]).source);
};

/** Which tasks a text shows as done, by id. */
export const boxesOf = (text: string): ReadonlyMap<string, boolean> =>
  new Map(
    parsePlan(text).phases.flatMap(({ tasks }) =>
      tasks.flatMap(({ id, boxRange, done }) => (id === null || boxRange === null ? [] : [[id, done] as const])),
    ),
  );

import { usedTaskIds } from '../plans/planReader';
import { boxesOf, withKnownBoxes } from '../plans/planSaving';
import { newTitle, parsePlan } from '../domain/grammar/planDocument';
import { unixLineEnds } from '../domain/grammar/planDocumentLines';
import { taskIdsOf } from '../domain/grammar/planModel';
import { withIds } from '../domain/edit/planEditIds';
import type { DevPlanVersion, DevPlanVersionInfo } from '../domain/plan';
import type { Stores } from '../storage/open';
import { isWithdrawn } from '../storage/plans/planVersions';
import { checkMerged, textHash } from './mirrorTexts';
import { type SharedPlan, recordsOf } from './sharedPlan';
import { type StoredPlan, type VersionHashes, fromMirror, isEarlierText, originOf, waitingOf } from './storedPlan';

/** A plan's Markdown as it is in the folder. */
export interface IncomingText {
  readonly file: string;
  readonly markdown: string;
  /** The content of the review file beside it. */
  readonly shared: SharedPlan;
  /** `textHash` of the accepted text that the file came from at the last look; null if unknown. */
  readonly base: string | null;
  /** Tasks that the file showed as done at the last look; null if unknown. */
  readonly done: readonly string[] | null;
  /** True if the review file is what it was at the last look. */
  readonly isReviewSame: boolean;
}

/**
 * A file's text with an id for each task. Ids that ticks or comments name count as known; in a text that another window
 * wrote, all do.
 */
export const withMirrorIds = (markdown: string, shared: SharedPlan, used: readonly string[] = []): string => {
  const hash = textHash(markdown);
  const isWritten = recordsOf(shared, 'text').some((text) => text.hash === hash);
  const named = [
    ...recordsOf(shared, 'progress').map(({ id }) => id),
    ...recordsOf(shared, 'thread').flatMap(({ taskId }) => taskId ?? []),
  ];
  return withIds(markdown, [...used, ...named, ...(isWritten ? taskIdsOf(parsePlan(markdown)) : [])]);
};

/** True for a text that somebody made the plan's text after our current one. */
const isLater = ({ current }: StoredPlan, hash: string, shared: SharedPlan): boolean =>
  recordsOf(shared, 'text').some((text) => text.hash === hash && text.at > current.createdAt);

/** True for a version whose text came after our current one again, and was not proposed since. */
const isComeBack = (stored: StoredPlan, known: DevPlanVersionInfo, hash: string, shared: SharedPlan): boolean => {
  const { current, versions } = stored;
  const isProposed = versions.some(
    (version) =>
      originOf(version) === hash &&
      !isWithdrawn(version) &&
      (version.number > current.number || version.state === 'proposed'),
  );
  return known.state === 'accepted' && isLater(stored, hash, shared) && !isProposed;
};

/** Takes back the proposals from the file that nobody has answered and that are past: it has another text now. */
const withdrawWaiting = async (
  { plans }: Stores,
  planId: string,
  isPast: (version: DevPlanVersionInfo) => boolean = () => true,
): Promise<void> => {
  const past = waitingOf(await plans.versions(planId)).filter(isPast);
  for (const { number } of past) await plans.withdraw(planId, number);
};

/** Stores a text as a proposal based on version number `base`. */
const createProposal = async (
  stores: Stores,
  { plan, versions, current }: StoredPlan,
  { file, markdown, shared }: IncomingText,
  base: number,
): Promise<DevPlanVersion> => {
  const { plans } = stores;
  const { content: ours } = await plans.version(plan.id, current.number);
  const text = ours.includes('\r\n') ? markdown : unixLineEnds(markdown);
  const given = withMirrorIds(text, shared, await usedTaskIds(stores, plan.id));
  const progress = await plans.progress(plan.id);
  const known = new Set([...boxesOf(ours).keys(), ...progress.map(({ taskId }) => taskId)]);
  const ticked = Array.from(boxesOf(given)).flatMap(([id, done]) => (done && !known.has(id) ? [id] : []));
  // A version that was made here may have given the same id to another task.
  const own = new Set<string>();
  if (ticked.length > 0)
    for (const made of versions.filter((each) => originOf(each) === null))
      for (const id of boxesOf((await plans.version(plan.id, made.number)).content).keys()) own.add(id);
  for (const id of ticked) if (!own.has(id)) await plans.setProgress(plan.id, id, true, { who: file, why: '' });
  return plans.createVersion(plan.id, {
    content: withKnownBoxes(given, ours, progress),
    summary: `Changed in ${file}`,
    author: 'import',
    base,
    state: 'proposed',
    metadata: fromMirror(textHash(markdown), shared),
    ...newTitle(text, plan.title),
  });
};

/**
 * Proposes a text that is new here as a version based on the text that the file had before; one that was proposed
 * and not answered before the file changed is proposed again. Takes back older proposals from the file. Returns the number
 * of the version; null for a known or an earlier text. Throws `mergeMarkers`.
 */
export const proposeText = async (
  stores: Stores,
  hashes: VersionHashes,
  stored: StoredPlan,
  incoming: IncomingText,
): Promise<number | null> => {
  const { plan, versions, current } = stored;
  const { file, markdown, shared, base } = incoming;
  const hash = textHash(markdown);
  const known = hash === stored.hash ? current : await hashes.find(stores, versions, hash);
  const isCurrent = known?.id === current.id;
  // A text that the running editing session has since overwritten is in no version any more, but it is not somebody else's edit.
  const isOld = hash === base || (isEarlierText(versions, hash) && !isLater(stored, hash, shared));
  const isSettled = known === null || isWithdrawn(known) ? isOld : !isComeBack(stored, known, hash, shared);
  if (isCurrent || isSettled) {
    const isPast = (each: DevPlanVersionInfo) => isCurrent || (each.id !== known?.id && originOf(each) !== hash);
    await withdrawWaiting(stores, plan.id, isPast);
    return null;
  }
  checkMerged(markdown, file);
  const from = base === null || base === stored.hash ? null : await hashes.find(stores, versions, base);
  const before = versions.find((version) => isWithdrawn(version) && originOf(version) === hash);
  await withdrawWaiting(stores, plan.id);
  const { number } = before
    ? await stores.plans.reopen(plan.id, before.number)
    : await createProposal(stores, stored, incoming, from?.state === 'accepted' ? from.number : current.number);
  return number;
};

/**
 * Records the boxes that were ticked or unticked by hand: they differ from the last look, and from the progress in a
 * review file that has changed, too. Returns true if the review file says otherwise of one of them.
 */
export const takeTicks = async (
  stores: Stores,
  hashes: VersionHashes,
  { plan, versions, shared: stored }: StoredPlan,
  { file, markdown, shared, done: before, isReviewSame }: IncomingText,
): Promise<boolean> => {
  const boxesAt = async (number: number) => boxesOf((await stores.plans.version(plan.id, number)).content);
  const own = await boxesAt(plan.currentVersion);
  // The boxes of an older text, for example from another branch, show the state of that time: nobody has unticked them.
  const version = await hashes.find(stores, versions, textHash(markdown));
  const written = version === null ? own : await boxesAt(version.number);
  const told = new Map(recordsOf(shared, 'progress').map(({ id, done }) => [id, done]));
  // A file that lacks a record is older than the record: an open box in it was not unticked by hand.
  const isOlder = (id: string): boolean =>
    !told.has(id) && recordsOf(stored, 'progress').some((each) => each.id === id);
  const isByHand = (id: string, done: boolean): boolean => {
    const isNew = before === null ? !told.has(id) : before.includes(id) !== done;
    if (!isNew || isReviewSame) return isNew;
    return (told.get(id) ?? written.get(id)) !== done && (done || !isOlder(id));
  };
  const taken = Array.from(boxesOf(markdown)).filter(([id, done]) => own.has(id) && isByHand(id, done));
  for (const [id, done] of taken) await stores.plans.setProgress(plan.id, id, done, { who: file, why: '' });
  return taken.some(([id, done]) => told.get(id) === !done);
};

import { readPlanText, wantedSections } from '../plans/planReader';
import type { DevPlan, DevPlanVersionInfo, JsonObject } from '../domain/plan';
import { lastDecision } from '../domain/review';
import type { Stores } from '../storage/open';
import { fingerprint, textHash } from './mirrorTexts';
import { type SharedEntry, type SharedPlan, isShareable, recordsOf, sortEntries } from './sharedPlan';

/** A plan as it is stored here, in terms of its files. */
export interface StoredPlan {
  readonly plan: DevPlan;
  /** The accepted text with the current state of its boxes. */
  readonly text: string;
  /** `textHash` of the accepted text. */
  readonly hash: string;
  readonly current: DevPlanVersionInfo;
  /** Newest first. */
  readonly versions: readonly DevPlanVersionInfo[];
  /** All records except those of the kind `text`. */
  readonly shared: SharedPlan;
  /** Changes when any of this changes, or when a proposal from the folder is answered. */
  readonly fingerprint: string;
}

/** The metadata keys for the mirrored text that a version came from, and for the plan's texts before that one. */
const originKey = 'mirroredText';
const earlierKey = 'earlierTexts';

/** How many earlier texts a file tells of. */
const maxEarlier = 30;

/** The hashes of the plan's texts before a text, as far as the review file tells, newest first. */
export const earlierTexts = (shared: SharedPlan, hash: string): readonly string[] =>
  recordsOf(shared, 'text')
    .flatMap(({ hash: last, earlier = [] }) => [last, ...earlier])
    .filter((each) => each !== hash)
    .slice(0, maxEarlier);

/** The metadata of a version that came from a file. */
export const fromMirror = (hash: string, shared: SharedPlan): JsonObject => ({
  [originKey]: hash,
  [earlierKey]: earlierTexts(shared, hash),
});

/** The `textHash` of the file that a version came from; null for a version that was made here. */
export const originOf = ({ metadata }: DevPlanVersionInfo): string | null => {
  const origin = metadata[originKey];
  return typeof origin === 'string' ? origin : null;
};

/** True for a text that the plan had before one that was taken from a file here; it need not be stored here. */
export const isEarlierText = (versions: readonly DevPlanVersionInfo[], hash: string): boolean => {
  const taken = new Set(versions.map(({ metadata }) => metadata['fromProposal']));
  return versions.some(({ number, state, metadata }) => {
    const earlier = metadata[earlierKey];
    return (state === 'accepted' || taken.has(number)) && Array.isArray(earlier) && earlier.includes(hash);
  });
};

/** The proposals from files that await an answer. */
export const waitingOf = (versions: readonly DevPlanVersionInfo[]): readonly DevPlanVersionInfo[] =>
  versions.filter((version) => version.state === 'proposed' && originOf(version) !== null);

/** Hashes of the texts of versions; a text that can no longer change is read once. */
export class VersionHashes {
  private readonly known = new Map<string, string>();

  /** The newest version is not cached, because an editing session may still replace its text. */
  async of(stores: Stores, { id, planId, number }: DevPlanVersionInfo, isNewest: boolean): Promise<string> {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const hash = textHash((await stores.plans.version(planId, number)).content);
    if (!isNewest) this.known.set(id, hash);
    return hash;
  }

  /** Hashes the older versions, so that `find` need not read them. */
  async learn(stores: Stores, versions: readonly DevPlanVersionInfo[]): Promise<void> {
    for (const version of versions.slice(1)) await this.of(stores, version, false);
  }

  /** The newest version that has this text or came from a file with it, accepted ones first; null if there is none. */
  async find(stores: Stores, versions: readonly DevPlanVersionInfo[], hash: string) {
    const found: DevPlanVersionInfo[] = [];
    for (const version of versions)
      if (originOf(version) === hash || (await this.of(stores, version, version === versions[0])) === hash)
        found.push(version);
    return found.find(({ state }) => state === 'accepted') ?? found[0] ?? null;
  }
}

/** Reads a plan in terms of its files; throws `notFound`. */
export const readStored = async (stores: Stores, planId: string, hashes: VersionHashes): Promise<StoredPlan> => {
  const { plan, text, version, progress } = await readPlanText(stores, planId);
  const versions = await stores.plans.versions(planId);
  const hashOf = async (number: number): Promise<string> => {
    const named = versions.find((each) => each.number === number) ?? version;
    return hashes.of(stores, named, named === versions[0]);
  };
  const hash = textHash(version.content);
  const [reviews, changes] = [await stores.reviews.list(planId), await stores.reviews.statusHistory(planId)];
  const { name } = await stores.projects.get(plan.projectId);
  const entries: SharedEntry[] = [
    ['about', { project: name, template: plan.template, ...wantedSections(plan), createdAt: plan.createdAt }],
    ...(await stores.comments.deleted(planId)).map((id): SharedEntry => ['deleted', { id }]),
  ];
  for (const { planId: _, ...change } of changes) entries.push(['status', change]);
  for (const { planId: _, taskId, ...record } of progress) entries.push(['progress', { id: taskId, ...record }]);
  for (const { planId: _, version: number, ...review } of reviews)
    entries.push(['review', { ...review, text: await hashOf(number) }]);
  for (const { planId: _, version: number, anchor, comments, ...thread } of await stores.comments.threads(planId)) {
    entries.push(['thread', { ...thread, ...anchor, text: await hashOf(number) }]);
    for (const { threadId, ...comment } of comments) entries.push(['comment', { ...comment, thread: threadId }]);
  }
  const decision = lastDecision(plan, reviews, changes);
  const decided = decision === null ? hash : await hashOf(decision.version);
  if (decision !== null && decided !== hash) {
    const { content, createdAt } = await stores.plans.version(planId, decision.version);
    entries.push(['reviewed', { id: decided, content, createdAt }]);
  }
  const shared = { planId, entries: sortEntries(entries.filter(isShareable)) };
  const answers = versions.filter((each) => originOf(each) !== null).map(({ id, state }) => `${id} ${state}`);
  return {
    plan,
    text,
    hash,
    current: version,
    versions,
    shared,
    fingerprint: fingerprint(hash, JSON.stringify(shared.entries), answers.join(), text),
  };
};

/** The records without reviewed texts that no longer belong to the last decision, or are the plan's text itself. */
export const withoutOldTexts = (shared: SharedPlan, hash: string): SharedPlan => {
  const decisions = recordsOf(shared, 'review').filter(
    ({ state }) => state === 'approved' || state === 'changes_requested',
  );
  const wanted = decisions.at(-1)?.text;
  const isWanted = ([kind, record]: SharedEntry): boolean =>
    kind !== 'reviewed' || (record.id === wanted && record.id !== hash);
  return { ...shared, entries: shared.entries.filter(isWanted) };
};

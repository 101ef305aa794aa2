import { readPlanText, wantedSections } from '../plans/planReader';
import type { DevPlanVersion, DevPlanVersionInfo, TaskProgress } from '../domain/plan';
import { checkPlan } from '../domain/grammar/planCheck';
import { comparePlans, summarizeChanges } from '../domain/diff/planDiff';
import { parsePlan } from '../domain/grammar/planDocument';
import type { Review, StatusChange } from '../domain/review';
import { planProgress, taskProgress } from '../domain/grammar/planProgress';
import { referenceProblems } from '../generation/referenceProblems';
import type { Storage } from '../storage/open';
import type * as contract from './contract/planTypes';
import { omit } from './omit';
import type { ApiCore } from './publicApi';

/** A version without its database ids. */
export const publicVersion = <V extends DevPlanVersionInfo | DevPlanVersion>(version: V): Omit<V, 'id' | 'planId'> =>
  omit(version, 'id', 'planId');

/** A change of status without its database ids. */
export const publicChange = (change: StatusChange): contract.StatusChange => omit(change, 'id', 'planId');

/** A review without its database ids. */
export const publicReview = (review: Review): contract.Review => omit(review, 'id', 'planId');

/** A tick without its plan's id and its evidence. */
export const publicProgress = (progress: TaskProgress): contract.TaskProgress => omit(progress, 'planId', 'evidence');

/** Compares two versions of a plan as they were written. */
export const diffVersions = async (
  { plans }: Storage,
  planId: string,
  { from, to }: { readonly from?: number; readonly to?: number } = {},
): Promise<contract.PlanDiff> => {
  const after = await plans.version(planId, to ?? (await plans.get(planId)).currentVersion);
  const base = after.state === 'accepted' ? await plans.previousAccepted(planId, after.number) : null;
  const number = from ?? base?.number ?? after.baseVersion;
  const before = number === null ? after : await plans.version(planId, number);
  const changes = comparePlans(before.content, after.content);
  return { from: number, to: after.number, changes, summary: summarizeChanges(changes) };
};

/** The line of an offset, from 1. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/).length;

/** The problems of a plan's current text, in itself and against the workspace. */
export const checkCurrent = async (
  { storage, checkReferences }: Pick<ApiCore, 'storage' | 'checkReferences'>,
  planId: string,
): Promise<readonly contract.PlanProblem[]> => {
  const { plan, text } = await readPlanText(storage, planId);
  const document = parsePlan(text);
  const problems = [
    ...checkPlan(document, wantedSections(plan)),
    ...referenceProblems(document, await checkReferences(text)),
  ];
  return problems.map(({ range, ...problem }) => ({
    ...problem,
    line: lineAt(text, range.start),
  }));
};

/** A plan's tasks with their current ticks, and the progress of each phase. */
export const readProgress = async (storage: Storage, planId: string): Promise<contract.PlanProgress> => {
  const { phases } = parsePlan((await readPlanText(storage, planId)).text);
  return {
    ...planProgress(phases),
    phases: phases.map(({ title, tasks }) => ({ title, ...taskProgress(tasks) })),
    tasks: phases.flatMap(({ title: phase, tasks }) =>
      tasks.map(({ id, title, done, estimate, files, dependsOn, doneWhen }) => ({
        id,
        title,
        phase,
        done,
        estimate,
        dependsOn,
        doneWhen,
        files: files.map(({ path, kind }) => ({ path, kind })),
      })),
    ),
  };
};

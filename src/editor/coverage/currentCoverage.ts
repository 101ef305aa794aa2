import {
  type Coverage,
  type CoveredTask,
  coverageOf,
  type FileChange,
  type TaskTarget,
} from '../../context/coverage/coverage';
import { symbolRanges } from '../../context/drift/symbolRange';
import { isSecretPath } from '../../context/files/exclusions';
import { keptPath } from '../../context/files/rootPaths';
import { orNull } from '../../domain/errors';
import { type DevPlan, isApproved } from '../../domain/plan';
import { allTasks, contains, type PlanDocument, type PlanTask } from '../../domain/grammar/planModel';
import type { CheckedReference } from '../../domain/references';
import type { Core } from '../core';
import { mirroredFiles } from '../mirror/mirrorTarget';
import { type AskGit, changesSince, hasHeads, oneLook } from '../workspace/gitChanges';
import { openRoots } from '../workspace/openRoots';
import { type Approval, approvalsOf } from './approvals';
import { contentOf } from './contents';

/** The coverage of a plan's tasks since its approval; `noGit` if git cannot tell. */
export type CoverageState = Coverage | 'noGit';

/** The coverage of an approved plan; null if it is not approved, or its approval was not recorded here. */
export const currentCoverage = async (
  core: Core,
  plan: DevPlan,
  document: PlanDocument,
  references: readonly CheckedReference[],
  ask = oneLook(),
): Promise<CoverageState | null> => {
  const recorded = isApproved(plan.status) ? approvalsOf(core, plan.id) : [];
  if (recorded.length === 0) return null;
  const approvals = recorded.filter(({ heads }) => hasHeads(heads));
  if (approvals.length === 0) return 'noGit';
  const paths = new Set((await core.files.list()).map(({ path }) => path));
  if (paths.size === 0) return null;
  const startOf = ({ id }: PlanTask): number => approvals.findIndex(({ tasks }) => id !== null && tasks.includes(id));
  const tasks = await Promise.all(allTasks(document).map((task) => coveredTask(core, task, startOf(task), references)));
  const known = tasks.filter((task) => task !== null);
  const withLines = known.flatMap(({ targets }) => targets.filter(({ ranges }) => ranges.length > 0));
  const lined = new Set(withLines.map(({ path }) => path));
  const changes: (readonly FileChange[])[] = [];
  const isMirrored = mirroredFiles(paths);
  // A deleted file is no longer listed, but may have been a secret.
  const mayTell = (path: string): boolean => !isMirrored(path) && (paths.has(path) || !isSecretPath(path));
  let unknown = 0;
  for (const approval of approvals) {
    const since = await changesAfter(core, approval, { mayTell, withLines: lined, ask });
    // A commit that git no longer has leaves only the tasks of its own approval unknown.
    if (since === null) unknown++;
    changes.push(since ?? []);
  }
  if (unknown === approvals.length) return 'noGit';
  return coverageOf(known, changes, paths);
};

/** The changes since an approval; null if git cannot tell. */
const changesAfter = async (
  core: Core,
  { heads, contents }: Approval,
  look: {
    readonly mayTell: (path: string) => boolean;
    readonly withLines: ReadonlySet<string>;
    readonly ask: AskGit;
  },
): Promise<readonly FileChange[] | null> => {
  const changes = await changesSince(heads, look.mayTell, look.withLines, look.ask);
  if (changes === null) return null;
  const since: FileChange[] = [];
  const roots = openRoots();
  for (const change of changes) {
    // Work begun before the approval and left alone since does not count.
    const before = contents[keptPath(roots, change.path)];
    if (before === undefined || before !== (await contentOf(core, change.path))) since.push(change);
  }
  return since;
};

/** What a task is meant to touch: its files, narrowed to the symbols that it names in them. */
const coveredTask = async (
  core: Core,
  { id, done, files, range }: PlanTask,
  start: number,
  references: readonly CheckedReference[],
): Promise<CoveredTask | null> => {
  if (id === null) return null;
  const own = references.filter(({ offset }) => contains(range, offset));
  const targets = await Promise.all(
    files.map(async (file): Promise<TaskTarget> => {
      const path = own.find(({ offset }) => contains(file.range, offset))?.path ?? file.path;
      const symbols = own.filter((reference) => reference.kind === 'symbol' && reference.path === path);
      const text = symbols.length > 0 ? await orNull(core.files.read(path)) : null;
      const ranges = symbols.flatMap(({ text: name }) => symbolRanges(path, text ?? '', name));
      return { path: path.replace(/\/$/, ''), kind: file.kind, ranges };
    }),
  );
  return targets.length === 0 ? null : { id, done, start, targets };
};

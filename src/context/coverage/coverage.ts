import type { LineRange } from '../drift/symbolRange';

/** A commit's hash and subject. */
export interface CommitName {
  /** The full hash. */
  readonly hash: string;
  readonly subject: string;
}

/** What happened to a file since some commit. */
export interface FileChange {
  readonly path: string;
  /** Newest first. */
  readonly commits: readonly CommitName[];
  /** True if it has uncommitted changes. */
  readonly uncommitted: boolean;
  /** Lines of the current file that differ from that commit; null if they were not compared. */
  readonly lines: readonly LineRange[] | null;
}

/** What a task is to do to a file or folder; if there are `ranges`, only changes there count. */
export interface TaskTarget {
  readonly path: string;
  readonly kind: 'new' | 'delete' | 'modify';
  readonly ranges: readonly LineRange[];
}

/** The parts of a task that coverage needs. */
export interface CoveredTask {
  readonly id: string;
  readonly done: boolean;
  /** The position of the approval that was the first to cover it; -1 for none. */
  readonly start: number;
  readonly targets: readonly TaskTarget[];
}

/** How far a task's files have changed. */
export interface TaskCoverage {
  readonly taskId: string;
  readonly changed: number;
  readonly of: number;
  readonly commits: readonly CommitName[];
  readonly uncommitted: boolean;
  /** True for an open task whose every target has changed: the user may want to tick it. */
  readonly looksDone: boolean;
}

/** Changes mapped to the tasks that name them, and those that no task names. */
export interface Coverage {
  /** Tasks with at least one change, in plan order. */
  readonly tasks: readonly TaskCoverage[];
  readonly unplanned: readonly FileChange[];
}

const isAt = (target: string, path: string): boolean => path === target || path.startsWith(`${target}/`);

const overlap = (a: LineRange, b: LineRange): boolean => a.startLine <= b.endLine && b.startLine <= a.endLine;

const meets = (change: FileChange, target: TaskTarget, files: ReadonlySet<string>): boolean => {
  if (!isAt(target.path, change.path)) return false;
  if (target.kind === 'new' && !files.has(change.path)) return false;
  const { lines } = change;
  if (target.ranges.length === 0 || lines === null) return true;
  return target.ranges.some((range) => lines.some((line) => overlap(range, line)));
};

/** The changes that count for a target; one that is to be deleted counts only once nothing of it is left. */
const changesFor = (target: TaskTarget, changes: readonly FileChange[], files: ReadonlySet<string>): FileChange[] =>
  target.kind === 'delete' && [...files].some((path) => isAt(target.path, path))
    ? []
    : changes.filter((change) => meets(change, target, files));

/**
 * The target at the place where a deleted file was: a plan may omit the beginning of a path, and what is gone cannot be
 * looked up. Unchanged where that could be several places.
 */
const placed = (target: TaskTarget, touched: readonly string[], files: ReadonlySet<string>): TaskTarget => {
  if (target.kind === 'new' || files.has(target.path)) return target;
  const ending = `/${target.path}`;
  const places = new Set(
    touched.flatMap((path) => {
      const at = files.has(path) ? -1 : `${path}/`.indexOf(`${ending}/`);
      return at < 0 ? [] : [path.slice(0, at + ending.length)];
    }),
  );
  const [path, ...others] = places;
  if (path === undefined || others.length > 0) return target;
  // All paths are looked through last: there may be very many.
  return [...touched, ...files].some((each) => isAt(target.path, each)) ? target : { ...target, path };
};

/**
 * Maps the changes since each approval, the oldest first, to the tasks that it was the first to cover: by path, and by symbol
 * where a task names one. `files` are the paths that exist now.
 */
export const coverageOf = (
  planned: readonly CoveredTask[],
  changes: readonly (readonly FileChange[])[],
  files: ReadonlySet<string>,
): Coverage => {
  const touched = changes.flatMap((since) => since.map(({ path }) => path));
  const tasks = planned.map((task) => ({
    ...task,
    targets: task.targets.map((target) => placed(target, touched, files)),
  }));
  const covered = tasks.flatMap(({ id, done, start, targets }): TaskCoverage[] => {
    const met = targets.map((target) => changesFor(target, changes[start] ?? [], files));
    const own = [...new Set(met.flat())];
    if (own.length === 0) return [];
    const commits = new Map(own.flatMap((change) => change.commits.map((commit) => [commit.hash, commit] as const)));
    const changed = met.filter(({ length }) => length > 0).length;
    return [
      {
        taskId: id,
        changed,
        of: targets.length,
        commits: [...commits.values()],
        uncommitted: own.some(({ uncommitted }) => uncommitted),
        looksDone: !done && changed === targets.length,
      },
    ];
  });
  const named = tasks.flatMap(({ targets }) => targets.map(({ path }) => path));
  const [all = []] = changes;
  return { tasks: covered, unplanned: all.filter(({ path }) => !named.some((target) => isAt(target, path))) };
};

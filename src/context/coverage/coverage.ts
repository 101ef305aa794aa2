import type { LineRange } from '../drift/symbolRange';

/** A commit as people know it. */
export interface CommitName {
  /** All of its letters. */
  readonly hash: string;
  readonly subject: string;
}

/** What happened to a file since some commit. */
export interface FileChange {
  readonly path: string;
  /** Newest first. */
  readonly commits: readonly CommitName[];
  /** True where something of it is not committed. */
  readonly uncommitted: boolean;
  /** Lines of the file as it is now that differ from then; null where nobody looked. */
  readonly lines: readonly LineRange[] | null;
}

/** What a task means to do to a file or folder; with `ranges` only changes there count. */
export interface TaskTarget {
  readonly path: string;
  readonly kind: 'new' | 'delete' | 'modify';
  readonly ranges: readonly LineRange[];
}

/** A task as far as coverage goes. */
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
  /** An open task whose every file has changed: somebody may want to tick it. */
  readonly looksDone: boolean;
}

/** Changes mapped to the tasks that name them, and those that no task names. */
export interface Coverage {
  /** Tasks of which something has changed, in plan order. */
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

/** The changes that a task meant for a target; a folder that is to go counts once nothing of it is left. */
const changesFor = (target: TaskTarget, changes: readonly FileChange[], files: ReadonlySet<string>): FileChange[] =>
  target.kind === 'delete' && [...files].some((path) => isAt(target.path, path))
    ? []
    : changes.filter((change) => meets(change, target, files));

/**
 * Maps the changes since each approval, the oldest first, to the tasks that it was the first to cover: by path, and by symbol
 * where a task names one. `files` are the paths that exist now.
 */
export const coverageOf = (
  tasks: readonly CoveredTask[],
  changes: readonly (readonly FileChange[])[],
  files: ReadonlySet<string>,
): Coverage => {
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

import assert from 'node:assert/strict';
import { coverageOf, type FileChange, type TaskTarget } from '../../../../src/context/coverage/coverage';

const commit = { hash: 'a'.repeat(40), subject: 'Add the bucket' };
const change = (path: string, more: Partial<FileChange> = {}): FileChange => ({
  path,
  commits: [commit],
  uncommitted: false,
  lines: null,
  ...more,
});
const target = (path: string, more: Partial<TaskTarget> = {}): TaskTarget => ({
  path,
  kind: 'modify',
  ranges: [],
  ...more,
});
const task = (id: string, targets: readonly TaskTarget[], done = false) => ({ id, done, start: 0, targets });
const here = new Set(['src/limits/bucket.ts', 'README.md', 'a.ts', 'b.ts']);

describe('coverageOf', () => {
  it('maps changes to tasks by path and folder, and lists what no task names', () => {
    const tasks = [task('T1', [target('src/app.ts'), target('src/limits')]), task('T2', [target('src/other.ts')])];
    const changes = [change('src/limits/bucket.ts'), change('README.md', { uncommitted: true })];
    const { tasks: covered, unplanned } = coverageOf(tasks, [changes], here);
    assert.deepEqual(covered, [
      { taskId: 'T1', changed: 1, of: 2, commits: [commit], uncommitted: false, looksDone: false },
    ]);
    assert.deepEqual(
      unplanned.map(({ path }) => path),
      ['README.md'],
    );
  });

  it('offers an open task whose every file has changed, and no done one', () => {
    const changes = [change('a.ts'), change('b.ts', { commits: [], uncommitted: true })];
    const both = [target('a.ts'), target('b.ts')];
    const { tasks } = coverageOf([task('T1', both), task('T2', both, true)], [changes], here);
    assert.deepEqual(
      tasks.map(({ looksDone, uncommitted }) => [looksDone, uncommitted]),
      [
        [true, true],
        [false, true],
      ],
    );
  });

  it('counts for a task that came later only what changed since it was approved, and nothing before', () => {
    const [early, later] = [change('a.ts'), change('b.ts')];
    const named = [target('a.ts')];
    const tasks = [task('T1', named), { ...task('T2', named), start: 1 }, { ...task('T3', named), start: -1 }];
    const covered = (...changes: FileChange[][]) => coverageOf(tasks, changes, here).tasks.map(({ taskId }) => taskId);
    assert.deepEqual(covered([early, later], [later]), ['T1']);
    assert.deepEqual(covered([early, later], [early]), ['T1', 'T2']);
    assert.deepEqual(coverageOf(tasks, [[early, later], []], here).unplanned, [later]);
  });

  it('counts only changes in the symbols that a task names', () => {
    const lines = [{ startLine: 10, endLine: 12 }];
    const inside = target('a.ts', { ranges: [{ startLine: 12, endLine: 20 }] });
    const outside = target('a.ts', { ranges: [{ startLine: 13, endLine: 20 }] });
    const { tasks, unplanned } = coverageOf(
      [task('T1', [inside]), task('T2', [outside])],
      [[change('a.ts', { lines })]],
      here,
    );
    assert.deepEqual(
      tasks.map(({ taskId }) => taskId),
      ['T1'],
    );
    assert.deepEqual(unplanned, [], 'the file itself is named');
  });

  it('takes a new file for done when it is there, and a deletion when it is gone', () => {
    const tasks = [task('T1', [target('new.ts', { kind: 'new' })]), task('T2', [target('old.ts', { kind: 'delete' })])];
    const changes = [change('new.ts'), change('old.ts')];
    const done = (...files: string[]) => coverageOf(tasks, [changes], new Set(files)).tasks.map(({ taskId }) => taskId);
    assert.deepEqual(done('new.ts'), ['T1', 'T2']);
    assert.deepEqual(done('old.ts'), []);
  });

  it('takes a folder for deleted when nothing of it is left', () => {
    const tasks = [task('T1', [target('src/old', { kind: 'delete' })])];
    const changes = [change('src/old/first.ts'), change('src/old/second.ts')];
    const looksDone = (...files: string[]) =>
      coverageOf(tasks, [changes], new Set(files)).tasks.map((covered) => covered.looksDone);
    assert.deepEqual(looksDone('src/old/second.ts', 'src/older.ts'), []);
    assert.deepEqual(looksDone('src/older.ts'), [true]);
  });

  it('finds what is gone by the end of its path where that tells it', () => {
    const tasks = [
      task('T1', [target('src/old.ts', { kind: 'delete' })]),
      task('T2', [target('lib', { kind: 'delete' })]),
    ];
    const files = new Set(['api/src/other.ts']);
    const covered = (...paths: string[]) => {
      const { tasks: known, unplanned } = coverageOf(tasks, [paths.map((path) => change(path))], files);
      return [known.map(({ taskId }) => taskId), unplanned.map(({ path }) => path)];
    };
    assert.deepEqual(covered('web/src/old.ts', 'web/lib/a/b.ts', 'web/lib/c.ts'), [['T1', 'T2'], []]);
    const several = ['web/src/old.ts', 'api/src/old.ts', 'web/mylib/c.ts'];
    assert.deepEqual(covered(...several), [[], several]);
    assert.deepEqual(covered('src/old.ts', 'api/src/old.ts'), [['T1'], ['api/src/old.ts']]);
    assert.deepEqual(coverageOf(tasks, [[change('api/src/old.ts')]], new Set(['api/src/old.ts'])).tasks, []);
  });
});

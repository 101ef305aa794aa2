import { Analyzer } from '../store/analyzer';
import { GrowableInts } from '../store/growable';
import { Postings } from '../store/postings';
import { Vocabulary } from '../store/vocabulary';

/** A past change: its message and the workspace paths that it touched, as they are named today. */
export interface Commit {
  readonly message: string;
  readonly paths: readonly string[];
}

/** How many of the newest commits count as recent: their files are still being worked on. */
const recentCommits = 500;

/** Past changes, newest first, by the words of their messages and by the files that they touched. */
export class History {
  /** Terms in messages. */
  readonly messages = new Postings();
  readonly messageTerms = new GrowableInts();
  /** Per term: how many messages contain it. */
  readonly commitsWith = new GrowableInts();
  readonly subjects: string[] = [];
  readonly paths: string[] = [];
  totalTerms = 0;
  /** The paths of all commits concatenated, and the index at which each commit's paths begin. */
  private readonly touched = new GrowableInts();
  private readonly touchedAt = new GrowableInts(Int32Array.of(0));
  private readonly changes = new GrowableInts();
  private readonly recentChanges = new GrowableInts();
  private readonly pathIds = new Map<string, number>();

  constructor(analyzer: Analyzer = new Analyzer(new Vocabulary()), commits: readonly Commit[] = []) {
    for (const { message, paths } of commits) this.add(message, paths, analyzer);
  }

  /** Number of commits. */
  get size(): number {
    return this.messageTerms.length;
  }

  /** The numbers of the paths that a commit touched. */
  pathsOf(commit: number): Int32Array {
    return this.touched.view().subarray(this.touchedAt.at(commit), this.touchedAt.at(commit + 1));
  }

  /** Number of commits that touched a path, given by its number: of all, and of the recent ones. */
  changesOf(path: number): { readonly all: number; readonly recent: number } {
    return { all: this.changes.at(path), recent: this.recentChanges.at(path) };
  }

  private add(message: string, paths: readonly string[], analyzer: Analyzer): void {
    const commit = this.size;
    this.subjects.push(message.trimStart().split('\n', 1)[0]!.slice(0, 100));
    const terms = analyzer.count(message, 0, message.length);
    this.messageTerms.push(terms);
    this.totalTerms += terms;
    analyzer.drain((term, count) => {
      this.messages.add(term, commit, count);
      this.commitsWith.increase(term, 1);
    });
    for (const path of paths) {
      const id = this.pathId(path);
      this.touched.push(id);
      this.changes.increase(id, 1);
      if (commit < recentCommits) this.recentChanges.increase(id, 1);
    }
    this.touchedAt.push(this.touched.length);
  }

  private pathId(path: string): number {
    const known = this.pathIds.get(path);
    if (known !== undefined) return known;
    const id = this.paths.push(path) - 1;
    this.pathIds.set(path, id);
    this.changes.push(0);
    this.recentChanges.push(0);
    return id;
  }
}

import { readPlanText } from '../../plans/planReader';
import { orNull } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { parsePlan } from '../../domain/grammar/planDocument';
import { countReferences, type ReferenceCounts } from '../../domain/references';
import { currentCoverage } from '../coverage/currentCoverage';
import type { OpenCore } from '../core';
import { currentDrift } from '../drift/currentDrift';
import { driftWords } from '../drift/driftWords';
import { type AskGit, oneLook } from '../workspace/gitChanges';
import { contains } from '../../domain/grammar/planModel';

/** The workspace's findings on a plan: reference counts, drift by task id, and how many tasks look done. */
export interface PlanMarks {
  readonly references: ReferenceCounts;
  readonly drift: ReadonlyMap<string, readonly string[]>;
  readonly looksDone: number;
}

const pauseMs = 1000;

/** Computes plan marks one at a time in the background, so that no tree waits for a check. */
export class PlanMarker {
  private readonly known = new Map<string, PlanMarks | null>();
  private readonly wanted = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private isSeen = true;

  /** Git's cached answers for the current pass. */
  private ask: AskGit = oneLook();

  constructor(
    private readonly core: OpenCore,
    private readonly log: Log,
    /** Called with the id of a plan whose marks were computed. */
    private readonly changed: (planId: string) => void,
  ) {}

  /** A plan's marks; null until they are computed, which the first call requests. */
  of(planId: string): PlanMarks | null {
    if (!this.known.has(planId)) {
      this.known.set(planId, null);
      this.want(planId);
    }
    return this.known.get(planId) ?? null;
  }

  /** Recomputes a plan's marks, or with null those of all plans requested so far. */
  renew(planId: string | null): void {
    // Git's answers from before the change are outdated.
    this.ask = oneLook();
    for (const id of planId === null ? this.known.keys() : [planId]) if (this.known.has(id)) this.want(id);
  }

  /** Sets whether the marks are visible; computation waits while they are not. */
  setSeen(isSeen: boolean): void {
    this.isSeen = isSeen;
    if (this.wanted.size > 0) this.schedule();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.wanted.clear();
  }

  private want(planId: string): void {
    this.wanted.add(planId);
    this.schedule();
  }

  /** Does not restart the timer: during a long build, changes never stop. */
  private schedule(): void {
    if (this.isSeen) this.timer ??= setTimeout(() => void this.run(), pauseMs);
  }

  private async run(): Promise<void> {
    try {
      this.ask = oneLook();
      for (const planId of Array.from(this.wanted)) {
        if (!this.isSeen) break;
        if (!this.wanted.delete(planId)) continue;
        const marks = await this.find(planId, this.ask);
        if (marks === null) this.known.delete(planId);
        else {
          this.known.set(planId, marks);
          this.changed(planId);
        }
      }
    } catch (error) {
      this.log.error('marks of a plan', error);
    } finally {
      this.timer = undefined;
      if (this.wanted.size > 0) this.schedule();
    }
  }

  private async find(planId: string, ask: AskGit): Promise<PlanMarks | null> {
    const core = await this.core();
    const read = await orNull(readPlanText(core.storage, planId));
    if (read === null) return null;
    const document = parsePlan(read.text);
    const checked = await core.checkReferences(read.text);
    const drifted = (await currentDrift(core, read.plan, read.text, checked, ask)) ?? [];
    const open = document.phases.flatMap(({ tasks }) => tasks.filter(({ done }) => !done));
    const drift = open.flatMap(({ id, range }): [string, string[]][] => {
      const own = drifted.filter(({ reference: { offset } }) => contains(range, offset));
      return id === null || own.length === 0 ? [] : [[id, [...new Set(own.map(driftWords))]]];
    });
    // The remaining tasks of a completed plan will not be ticked.
    const isOpen = read.plan.status !== 'completed';
    const coverage = isOpen ? await currentCoverage(core, read.plan, document, checked, ask) : null;
    return {
      references: countReferences(checked),
      drift: new Map(drift),
      looksDone:
        coverage === null || coverage === 'noGit' ? 0 : coverage.tasks.filter(({ looksDone }) => looksDone).length,
    };
  }
}

import * as vscode from 'vscode';
import type { PlanDocument } from '../../domain/grammar/planModel';
import type { Log } from '../../domain/log';
import type { DevPlan } from '../../domain/plan';
import type { CheckedReference } from '../../domain/references';
import type { ProblemView } from '../../shared/protocol';
import type { Core } from '../core';
import { type CoverageState, currentCoverage } from '../coverage/currentCoverage';
import { currentDrift, type DriftedReference } from '../drift/currentDrift';
import { failureNotice } from '../report';

/** A version of a plan that is looked up in the workspace's files. */
interface ShownPlan {
  readonly plan: DevPlan;
  readonly text: string;
  readonly document: PlanDocument;
  /** Whether it is the current version. */
  readonly current: boolean;
}

/** What the workspace's files say about a plan; `problem` tells why they do not say everything. */
export interface PlanFindings {
  readonly references: readonly CheckedReference[];
  readonly drifted: readonly DriftedReference[];
  readonly coverage: CoverageState | null;
  readonly problem: ProblemView | null;
}

/** Looks a plan up in the files. */
export type FindInFiles = (core: Core, shown: ShownPlan) => Promise<PlanFindings>;

const nothing = { references: [], drifted: [], coverage: null };

/** Looks a plan up in the files; a failure is logged and told, since the plan itself can be shown without them. */
export const findInFiles =
  (log: Log): FindInFiles =>
  async (core, { plan, text, document, current }) => {
    let references: readonly CheckedReference[] = [];
    try {
      references = await core.checkReferences(text);
      if (!current) return { ...nothing, references, problem: null };
      const drifted = (await currentDrift(core, plan, text, references)) ?? [];
      return { references, drifted, coverage: await currentCoverage(core, plan, document, references), problem: null };
    } catch (error) {
      log.error('plan findings', error);
      const { text: why, actions } = failureNotice(error);
      return {
        ...nothing,
        references,
        problem: { ...warning(vscode.l10n.t('What the plan names was not looked up. {0}', why)), actions },
      };
    }
  };

/** Like `find`, but where that takes longer than `ms`, it says so; `onLate` gets one that knows the result once it is there. */
export const findInTime =
  (find: FindInFiles, ms: number, onLate: (late: Promise<FindInFiles>) => void): FindInFiles =>
  (core, shown) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const isSame = (now: ShownPlan): boolean => now.text === shown.text && now.current === shown.current;
        onLate(pending.then(() => (again, now) => (isSame(now) ? pending : find(again, now))));
        resolve({ ...nothing, problem: warning(vscode.l10n.t('What the plan names is still being looked up.')) });
      }, ms);
      const pending = find(core, shown);
      pending.then(resolve, reject).finally(() => clearTimeout(timer));
    });

const warning = (text: string): ProblemView => ({ severity: 'warning', text, taskId: null, actions: [] });

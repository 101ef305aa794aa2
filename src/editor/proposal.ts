import * as vscode from 'vscode';
import { compareVersions } from '../plans/planReader';
import type { DevPlan, DevPlanVersion } from '../domain/plan';
import type { PlanChange } from '../domain/grammar/planModel';
import type { ActionView } from '../shared/protocol';
import type { Storage } from '../storage/open';
import { action } from './actions';
import { sayChange } from './changeWords';

/** What a proposed version changes in its base, and the buttons to answer it. */
export interface Proposal {
  readonly version: DevPlanVersion;
  readonly base: number;
  readonly changes: readonly PlanChange[];
  readonly compare: ActionView;
  /** Accept and Reject. */
  readonly answers: readonly ActionView[];
}

/** Reads a proposal. */
export const readProposal = async (storage: Storage, plan: DevPlan, number: number): Promise<Proposal> => {
  const version = await storage.plans.version(plan.id, number);
  const base = version.baseVersion ?? plan.currentVersion;
  const before = await storage.plans.version(plan.id, base);
  return {
    version,
    base,
    changes: compareVersions(before, version, sayChange),
    compare: action(vscode.l10n.t('Compare'), 'compareVersions', plan.id, base, number),
    answers: [
      action(vscode.l10n.t('Accept'), 'acceptVersion', plan.id, number),
      action(vscode.l10n.t('Reject'), 'rejectVersion', plan.id, number),
    ],
  };
};

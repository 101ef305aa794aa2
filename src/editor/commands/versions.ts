import * as vscode from 'vscode';
import { acceptProposal } from '../../plans/proposals';
import { UserError } from '../../domain/errors';
import type { DevPlan } from '../../domain/plan';
import { offer } from '../offer';
import { openDiff } from '../planDocuments/planFileSystem';
import { planUri } from '../planDocuments/uris';
import type { CommandContext, CommandTable } from './command';
import { confirm } from './confirm';
import { shownVersion, targetPlan, targetSaved, targetVersion } from './targets';

const isProposed = ({ state }: { state: string }): boolean => state === 'proposed';

/** Commands on versions of plans. */
export const versionCommands: CommandTable = {
  async compareVersions(context, arg, before, after) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    if (typeof before === 'number' && typeof after === 'number') return openDiff(plan, before, after);
    const left = await targetVersion(context, plan, [], vscode.l10n.t('Compare which version'));
    if (left === undefined) return;
    const right = await targetVersion(
      context,
      plan,
      [],
      vscode.l10n.t('with which version'),
      ({ number }) => number !== left,
    );
    if (right === undefined) return;
    const [older, newer] = left < right ? [left, right] : [right, left];
    const { state } = await (await context.core()).storage.plans.version(plan.id, older);
    // A proposal would follow the current version, even if that has the higher number by now.
    if (isProposed({ state }) && newer === plan.currentVersion) return openDiff(plan, newer, older);
    return openDiff(plan, older, newer);
  },

  async compareWithPrevious(context, arg, number) {
    const plan = await targetPlan(context, arg);
    if (!plan) return;
    const { storage } = await context.core();
    const version =
      typeof number === 'number' || isVersionNode(arg)
        ? await targetVersion(context, plan, [arg, number], '')
        : (shownVersion(plan, arg) ?? plan.currentVersion);
    if (version === undefined) return;
    const previous = await storage.plans.previousAccepted(plan.id, version);
    if (previous !== null) return openDiff(plan, previous.number, version);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Version {0} is the first: there is nothing to compare it with.', version),
    );
  },

  async openVersion(context, ...args) {
    const plan = await targetPlan(context, args[0]);
    const number = plan && (await targetVersion(context, plan, args, vscode.l10n.t('Open which version')));
    if (!number) return;
    const document = await vscode.workspace.openTextDocument(planUri(plan.id, plan.title, number));
    await vscode.window.showTextDocument(document);
  },

  async restoreVersion(context, ...args) {
    const plan = await targetSaved(context, args[0]);
    const placeHolder = vscode.l10n.t('Restore which version');
    const number =
      plan &&
      (await targetVersion(
        context,
        plan,
        args,
        placeHolder,
        (version) => version.number !== plan.currentVersion && !isProposed(version),
      ));
    if (!number) return;
    const detail = vscode.l10n.t('Its text becomes a new version; version {0} stays in the list.', plan.currentVersion);
    if (
      !(await confirm(
        vscode.l10n.t('Restore version {0} of "{1}"?', number, plan.title),
        detail,
        vscode.l10n.t('Restore'),
      ))
    )
      return;
    await (await context.core()).storage.plans.restoreVersion(plan.id, number);
  },

  async acceptVersion(context, ...args) {
    const plan = await targetSaved(context, args[0]);
    const number =
      plan && (await targetVersion(context, plan, args, vscode.l10n.t('Accept which version'), isProposed));
    if (!number) return;
    const made = await acceptOrCompare(context, plan, number);
    // The views do not show by themselves that changes were merged.
    if (isPressedInView(args) && made === number) return;
    // Not awaited: the message stays until it is dismissed.
    void offer(vscode.l10n.t('Version {0} is current now.', made), openPlanButton(plan));
  },

  async rejectVersion(context, ...args) {
    const plan = await targetSaved(context, args[0]);
    const number =
      plan && (await targetVersion(context, plan, args, vscode.l10n.t('Reject which version'), isProposed));
    if (!number) return;
    await (await context.core()).storage.plans.reject(plan.id, number);
    if (isPressedInView(args)) return;
    void offer(vscode.l10n.t('Version {0} is rejected; it stays in the list.', number), openPlanButton(plan));
  },
};

/** The chat and the plan view pass the version, and show the outcome themselves. */
const isPressedInView = ([, number]: readonly unknown[]): boolean => typeof number === 'number';

const openPlanButton = ({ id }: DevPlan) => ({
  [vscode.l10n.t('Open Plan')]: () => vscode.commands.executeCommand('devplan.openPlan', id),
});

/** Accepts a proposal and returns the current version's number; on a merge conflict, also shows the differences. */
const acceptOrCompare = async (context: CommandContext, plan: DevPlan, number: number): Promise<number> => {
  try {
    return (await acceptProposal((await context.core()).storage, plan.id, number)).number;
  } catch (error) {
    if (error instanceof UserError && error.code === 'mergeConflict') await openDiff(plan, plan.currentVersion, number);
    throw error;
  }
};

const isVersionNode = (arg: unknown): boolean =>
  typeof arg === 'object' && arg !== null && 'kind' in arg && arg.kind === 'version';

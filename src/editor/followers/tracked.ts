import * as vscode from 'vscode';
import { orNull } from '../../domain/errors';
import type { Log } from '../../domain/log';
import { isApproved } from '../../domain/plan';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';

const contextKey = 'devplan.tracked';

/** Completes the walkthrough's last step when the first task is ticked or plan approved, wherever that is done. */
export class Tracked {
  private told = false;

  constructor(
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {}

  noteChange(change: StoreChange): void {
    if (!this.told) this.look(change).catch((error: unknown) => this.log.error('walkthrough', error));
  }

  private async look({ entity, change, id }: StoreChange): Promise<void> {
    if (entity !== 'progress' && !(entity === 'plan' && change === 'updated' && (await this.isUnderWay(id)))) return;
    this.told = true;
    await vscode.commands.executeCommand('setContext', contextKey, true);
  }

  private async isUnderWay(planId: string): Promise<boolean> {
    const { storage } = await this.core();
    const plan = await orNull(storage.plans.get(planId));
    return plan !== null && isApproved(plan.status);
  }
}

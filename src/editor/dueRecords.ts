import type * as vscode from 'vscode';
import * as z from 'zod';
import type { Log } from '../domain/log';
import type { Core } from './core';

/** The plans that are yet to be recorded, remembered for the next window: what the end of one cuts off is made up for there. */
export class DueRecords {
  constructor(
    private readonly core: Core,
    private readonly key: string,
    private readonly log: Log,
  ) {}

  /** Calls `record` for each plan that earlier windows have left, once this one writes the data. */
  makeUp(record: (planId: string) => void): vscode.Disposable {
    const begin = (): void => {
      if (this.core.storage.state() === 'owner') for (const planId of this.list()) record(planId);
    };
    begin();
    return this.core.storage.onDidChangeState(begin);
  }

  add(planId: string): void {
    const known = this.list();
    if (!known.includes(planId)) this.keep([...known, planId]);
  }

  remove(planId: string): void {
    const known = this.list();
    if (known.includes(planId)) this.keep(known.filter((id) => id !== planId));
  }

  private list(): readonly string[] {
    return z.array(z.string()).safeParse(this.core.memory.get(this.key)).data ?? [];
  }

  private keep(planIds: readonly string[]): void {
    this.core.memory
      .update(this.key, planIds)
      .then(undefined, (error: unknown) => this.log.error('what is yet to be recorded', error));
  }
}

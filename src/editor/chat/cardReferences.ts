import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Log } from '../../domain/log';
import { countReferences, type ReferenceCounts } from '../../domain/references';
import type { Core } from '../core';

/** Reference counts for plan cards; no card waits for a large workspace to be listed. */
export class CardReferences {
  private readonly last = new Map<string, ReferenceCounts>();

  /** `changed` is called when new or different counts are available. */
  constructor(
    private readonly changed: () => void,
    private readonly log: Log,
  ) {}

  /** The counts of a plan's text if known, otherwise the plan's last known counts, otherwise null. */
  async of(core: Core, planId: string, text: string): Promise<ReferenceCounts | null> {
    const checked = core.checkReferences(text).then(countReferences);
    const before = this.last.get(planId) ?? null;
    const now = await Promise.race([checked, nextTurn(before)]);
    checked.then(
      (counts) => this.note(planId, counts, now),
      (error: unknown) => this.log.error('references of a plan card', error),
    );
    return now;
  }

  private note(planId: string, counts: ReferenceCounts, told: ReferenceCounts | null): void {
    this.last.set(planId, counts);
    if (told?.found !== counts.found || told.fresh !== counts.fresh || told.missing !== counts.missing) this.changed();
  }
}

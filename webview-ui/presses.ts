import type { ActionView } from '../src/shared/protocol';
import { isComposing } from './composing';

type Press = Pick<ActionView, 'command' | 'args'>;

/** How long, in milliseconds, a repeated press counts as the first. */
const pressMs = 1000;
/** The same, counted from when the first state after the answer is drawn. */
const stateMs = 500;

/** After one of these its button may offer another for the same plan, which a second press did not mean. */
const decisions: ReadonlySet<string> = new Set(['devplan.setStatus', 'devplan.acceptVersion', 'devplan.rejectVersion']);

const keyOf = ({ command, args = [] }: Press): string =>
  JSON.stringify([command, ...(decisions.has(command) ? args.slice(0, 1) : args)]);

/** Ignores repeated presses of a button until the effect of the first can be seen. */
export class Presses {
  private readonly closedUntil = new Map<string, number>();
  private readonly answered = new Set<string>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Makes the request for a press, unless the same one is in progress or has only just finished. */
  async once(press: Press, request: () => Promise<unknown>): Promise<void> {
    const key = keyOf(press);
    const now = this.now();
    if (now < (this.closedUntil.get(key) ?? 0)) return;
    this.closedUntil.set(key, Infinity);
    this.answered.delete(key);
    await request();
    this.closedUntil.set(key, now + pressMs);
    this.answered.add(key);
  }

  /** Notes that a new state was drawn, which shows the effect of answered presses. */
  settle(): void {
    for (const key of this.answered) this.closedUntil.set(key, this.now() + stateMs);
    this.answered.clear();
  }
}

/** Makes a held Enter count as one press: its repeats would hit whatever has the focus by then. */
export const ignoreHeldEnter = (): void =>
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !event.repeat || event.shiftKey || isComposing(event)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

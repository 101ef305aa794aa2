import type { ActionView } from '../src/shared/protocol';
import { isComposing } from './composing';

type Press = Pick<ActionView, 'command' | 'args'>;

/** How long the same press is still the first one's, in milliseconds. */
const pressMs = 1000;
/** The same after a state that followed the answer. */
const stateMs = 500;

/** Once one is done, another one of the same plan may stand in its place: the next press was not meant for that. */
const decisions: ReadonlySet<string> = new Set(['devplan.setStatus', 'devplan.acceptVersion', 'devplan.rejectVersion']);

const keyOf = ({ command, args = [] }: Press): string =>
  JSON.stringify([command, ...(decisions.has(command) ? args.slice(0, 1) : args)]);

/** Takes a second press of a button for the first one, until what that did can be seen. */
export class Presses {
  private readonly closedUntil = new Map<string, number>();
  private readonly answered = new Set<string>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Makes the request of a press, unless the same is under way or has only just been. */
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

  /** A new state arrived, which shows what was answered. */
  settle(): void {
    for (const key of this.answered) this.closedUntil.set(key, this.now() + stateMs);
    this.answered.clear();
  }
}

/** Makes a held Enter one press: what has the focus by the next one was not meant. */
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

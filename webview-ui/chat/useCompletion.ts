import { useRef, useState } from 'preact/hooks';
import type { CompletionView } from '../../src/shared/protocol';
import { type CompletionTarget, completionAt } from './completion';

interface Open {
  readonly target: CompletionTarget;
  readonly items: readonly CompletionView[];
  readonly chosen: number;
}

const closed: Open | null = null;

/** The host's suggestions for the word at the caret; only the latest request's answer counts. */
export const useCompletion = (
  ask: (kind: '@' | '/', text: string) => Promise<readonly CompletionView[]>,
  announce: (items: readonly CompletionView[]) => void,
) => {
  const [open, setOpen] = useState<Open | null>(closed);
  const asked = useRef(0);
  const isWanted = useRef(false);

  const close = (): void => {
    asked.current++;
    isWanted.current = false;
    setOpen(closed);
  };
  const look = async (text: string, caret: number): Promise<void> => {
    const target = completionAt(text, caret);
    if (!target) return close();
    const turn = ++asked.current;
    isWanted.current = true;
    const items = await ask(target.kind, target.text);
    if (turn !== asked.current) return;
    setOpen(items.length > 0 ? { target, items, chosen: 0 } : closed);
    announce(items);
  };
  /** Closes the list while the focus is elsewhere. */
  const leave = (): void => {
    const wanted = isWanted.current;
    close();
    isWanted.current = wanted;
  };
  /** Asks again, on refocus or when other files can be found, unless the user closed the list. */
  const comeBack = (text: string, caret: number): void => {
    if (isWanted.current) void look(text, caret);
  };
  /** Moves the selection; returns true if the key does that. */
  const move = (key: string): boolean => {
    if (!open) return false;
    const { length } = open.items;
    const to = new Map([
      ['ArrowDown', (open.chosen + 1) % length],
      ['ArrowUp', (open.chosen + length - 1) % length],
      ['Home', 0],
      ['End', length - 1],
    ]).get(key);
    if (to === undefined) return false;
    setOpen({ ...open, chosen: to });
    return true;
  };
  return { open, close, look, leave, comeBack, move };
};

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { delayed } from '../delayed';

/** A text that is put into the composer from outside; `turn` grows with each. */
export interface Insertion {
  readonly text: string;
  readonly turn: number;
  readonly focus: boolean;
}

interface MessageTextOptions {
  readonly area: RefObject<HTMLTextAreaElement | null>;
  readonly initial: string;
  readonly insertion: Insertion;
  /** The user's messages, oldest first, which Up and Down go through. */
  readonly said: () => readonly string[];
  readonly onDraft: (text: string) => void;
}

const draftDelay = 300;

/** The text in the making: where its caret belongs, when its draft is told, and earlier messages that it recalls. */
export const useMessageText = ({ area, initial, insertion, said, onDraft }: MessageTextOptions) => {
  const [text, setText] = useState(initial);
  const caret = useRef<number | null>(null);
  /** How many messages back stands in the composer; -1 for the user's own text. */
  const recalled = useRef(-1);
  const draft = useMemo(() => delayed(onDraft, draftDelay), []);

  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  useEffect(() => {
    window.addEventListener('pagehide', draft.now);
    return () => window.removeEventListener('pagehide', draft.now);
  }, []);
  useEffect(() => {
    if (insertion.turn === 0) return;
    recalled.current = -1;
    setText(insertion.text);
    caret.current = insertion.text.length;
    if (!insertion.focus) return;
    draft.call(insertion.text);
    area.current?.focus();
  }, [insertion.turn]);

  /** Puts in a text, and the caret where it belongs unless the user has just placed it. */
  const write = (value: string, at: number | null = null): void => {
    setText(value);
    draft.call(value);
    caret.current = at;
  };
  const typed = (value: string): void => {
    recalled.current = -1;
    write(value);
  };
  /** Empties the composer without telling a draft: the message went out. */
  const clear = (): void => {
    draft.cancel();
    recalled.current = -1;
    setText('');
  };
  /** Goes through the earlier messages from an empty composer; true when there was one that way. */
  const recall = (step: number): boolean => {
    const messages = said();
    const at = (back: number): string => (back < 0 ? '' : (messages.at(-1 - back) ?? ''));
    const next = recalled.current + step;
    if (text !== at(recalled.current) || next < -1 || next >= messages.length) return false;
    recalled.current = next;
    write(at(next), at(next).length);
    return true;
  };
  return { text, write, typed, clear, recall };
};

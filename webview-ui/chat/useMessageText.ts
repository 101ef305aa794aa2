import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

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

/** The text being written, where its caret belongs, and the recall of earlier messages. */
export const useMessageText = ({ area, initial, insertion, said, onDraft }: MessageTextOptions) => {
  const [text, setText] = useState(initial);
  const caret = useRef<number | null>(null);
  /** How many messages back the composer shows; -1 for the user's own text. */
  const recalled = useRef(-1);
  const inserted = useRef('');

  useLayoutEffect(() => {
    if (caret.current === null) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  useEffect(() => {
    if (insertion.turn === 0) return;
    // The user's own text stays, below the inserted one.
    const isOwn = text.trim() !== '' && text !== inserted.current && recalled.current < 0;
    const value = insertion.focus && isOwn ? `${insertion.text}\n\n${text}` : insertion.text;
    recalled.current = -1;
    inserted.current = insertion.focus && !isOwn ? value : '';
    setText(value);
    caret.current = insertion.text.length;
    if (!insertion.focus) return;
    onDraft(value);
    area.current?.focus();
  }, [insertion.turn]);

  /** Sets the text, and the caret unless the user has just placed it. */
  const write = (value: string, at: number | null = null): void => {
    setText(value);
    onDraft(value);
    caret.current = at;
  };
  const typed = (value: string): void => {
    recalled.current = -1;
    write(value);
  };
  /** Empties the composer without reporting a draft: the message was sent. */
  const clear = (): void => {
    recalled.current = -1;
    setText('');
  };
  /** Steps through earlier messages, starting from an empty composer; returns true if there was one to show. */
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

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { LiveRegion } from '../liveRegion';
import type { ChatModel } from './reducer';
import { unspoken } from './speech';

/** The polite live region: an answer sentence by sentence as it streams, and the host's announcements. */
export const Announcer = ({ model }: { model: ChatModel }) => {
  const [words, setWords] = useState({ text: '', turn: 0 });
  const last = model.messages.at(-1);
  // The existing text was already announced by the previous page.
  const answer = useRef({ id: last?.id, said: last?.text.length ?? 0 });

  // Not an effect after the frame: that of the next draw could run with it, and only the last words would be there.
  useLayoutEffect(() => {
    const parts: string[] = [];
    if (last?.role === 'assistant') {
      const streaming = last.state === 'streaming';
      if (last.id !== answer.current.id) answer.current = { id: last.id, said: streaming ? 0 : Infinity };
      const next = unspoken(last.text, answer.current.said, !streaming);
      answer.current.said = streaming ? next.said : Infinity;
      parts.push(next.words);
    }
    const now = [...parts, ...model.announcements].filter(Boolean).join(' ');
    if (now) setWords(({ turn }) => ({ text: now, turn: turn + 1 }));
  }, [last, model.announcements]);

  return <LiveRegion {...words} />;
};

import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatModel } from './reducer';
import { unspoken } from './speech';

/** The one line that is spoken politely: an answer sentence by sentence as it comes, and what the host announces. */
export const Announcer = ({ model }: { model: ChatModel }) => {
  const [words, setWords] = useState('');
  const answer = useRef({ id: '', said: Infinity });
  const told = useRef(model.announcement);
  const last = model.messages.at(-1);

  useEffect(() => {
    const parts: string[] = [];
    if (last?.role === 'assistant') {
      const streaming = last.state === 'streaming';
      if (last.id !== answer.current.id) answer.current = { id: last.id, said: streaming ? 0 : Infinity };
      const next = unspoken(last.text, answer.current.said, !streaming);
      answer.current.said = streaming ? next.said : Infinity;
      parts.push(next.words);
    }
    if (model.announcement !== told.current) parts.push(model.announcement.text);
    told.current = model.announcement;
    const now = parts.filter(Boolean).join(' ');
    if (now) setWords(now);
  }, [last, model.announcement]);

  return (
    <div class="sr" role="status" aria-live="polite">
      {words}
    </div>
  );
};

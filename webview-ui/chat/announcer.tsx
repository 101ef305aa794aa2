import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../words';
import type { ChatModel } from './reducer';
import { unspoken } from './speech';

/** The one line that is spoken politely: what happens, and an answer sentence by sentence as it comes. */
export const Announcer = ({ model }: { model: ChatModel }) => {
  const [words, setWords] = useState('');
  const answer = useRef({ id: '', said: 0 });
  const wasRunning = useRef(model.running);
  const last = model.messages.at(-1);

  useEffect(() => {
    if (model.announcement) setWords(model.announcement);
  }, [model.announcement]);
  useEffect(() => {
    if (model.running && !wasRunning.current) setWords(t('answering'));
    wasRunning.current = model.running;
  }, [model.running]);
  useEffect(() => {
    if (!last || last.role === 'user') return;
    if (last.id !== answer.current.id)
      answer.current = { id: last.id, said: last.state === 'streaming' ? 0 : Infinity };
    const next = unspoken(last.text, answer.current.said, last.state !== 'streaming');
    if (answer.current.said === Infinity || (next.said === answer.current.said && last.state === 'streaming')) return;
    answer.current.said = last.state === 'streaming' ? next.said : Infinity;
    const ending = last.state === 'complete' ? t('answered') : last.state === 'cancelled' ? t('stopped') : '';
    setWords([next.words, ending].filter(Boolean).join(' '));
  }, [last]);

  return (
    <div class="sr" role="status" aria-live="polite">
      {words}
    </div>
  );
};

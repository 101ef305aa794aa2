import { useState } from 'preact/hooks';

/** Makes a form's request; what is pressed while one is under way, or after one that was the form's last, does nothing. A request tells whether it was. */
export const useSending = (): [isSending: boolean, send: (request: () => Promise<boolean>) => void] => {
  const [isSending, setSending] = useState(false);
  const send = (request: () => Promise<boolean>): void => {
    if (isSending) return;
    setSending(true);
    void request().then(setSending);
  };
  return [isSending, send];
};

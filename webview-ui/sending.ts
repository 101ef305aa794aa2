import { useState } from 'preact/hooks';

/** Sends a form's requests one at a time; one that resolves to true was the form's last, and later ones are ignored. */
export const useSending = (): [isSending: boolean, send: (request: () => Promise<boolean>) => void] => {
  const [isSending, setSending] = useState(false);
  const send = (request: () => Promise<boolean>): void => {
    if (isSending) return;
    setSending(true);
    void request().then(setSending);
  };
  return [isSending, send];
};

import { useEffect, useMemo, useState } from 'preact/hooks';
import type { PreviewView } from '../../src/shared/contextView';
import { delayed } from '../delayed';

const pause = 400;

/** What the model would see for the message in the making, and what that would take: asked again a moment after the text or what it rests on changed. */
export const usePreview = (
  ask: (text: string) => Promise<PreviewView | null>,
  text: string,
  basis: string,
): PreviewView | null => {
  const [preview, setPreview] = useState<PreviewView | null>(null);
  const look = useMemo(
    () =>
      delayed((message: string) => {
        void ask(message).then((seen) => seen && setPreview(seen));
      }, pause),
    [],
  );
  useEffect(() => look.call(text), [text, basis]);
  useEffect(() => look.cancel, []);
  return preview;
};

import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ContextPartView, PreviewView } from '../../src/shared/contextView';
import { delayed } from '../delayed';
import { type Named, isStillNamed } from './mentions';

const pause = 400;

/** What the model would see for the message being written, and its cost; renewed soon after text or basis change. */
export const usePreview = (
  ask: (text: string) => Promise<PreviewView | null>,
  text: string,
  attached: readonly string[],
  basis: string,
): PreviewView | null => {
  const [seen, setSeen] = useState<{ readonly view: PreviewView; readonly asked: Named } | null>(null);
  const look = useMemo(
    () =>
      delayed((asked: Named) => {
        void ask(asked.text).then((view) => view && setSeen({ view, asked }));
      }, pause),
    [],
  );
  useEffect(() => look.call({ text, attached }), [text, basis]);
  useEffect(() => look.cancel, []);
  if (!seen) return null;
  const { context, estimate } = seen.view;
  // Parts removed or sent meanwhile do not wait for the next preview.
  const stays = (part: ContextPartView): boolean => isStillNamed(part, seen.asked, { text, attached });
  return {
    context: { ...context, parts: context.parts.filter(stays), leftOut: context.leftOut.filter(stays) },
    estimate,
  };
};

import { useEffect, useState } from 'preact/hooks';
import type { EstimateView } from '../../src/shared/protocol';

const quietMs = 500;

/** What the text would take, asked for once its writer pauses; null while it is not known and for an empty text. */
export const useEstimate = (
  text: string,
  about: string,
  ask: (text: string) => Promise<EstimateView | null>,
): EstimateView | null => {
  const [estimate, setEstimate] = useState<EstimateView | null>(null);
  const isEmpty = text.trim() === '';
  useEffect(() => {
    if (isEmpty) return setEstimate(null);
    let isCurrent = true;
    const timer = setTimeout(() => {
      void ask(text).then((found) => isCurrent && setEstimate(found));
    }, quietMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, about]);
  return isEmpty ? null : estimate;
};

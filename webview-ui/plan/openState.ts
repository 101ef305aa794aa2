import { useState } from 'preact/hooks';
import { savedState, saveState } from '../host';

interface SavedOpen {
  readonly open: Readonly<Record<string, boolean>>;
}

/** Whether a part of the plan is open; kept across updates and reloads. */
export const useOpen = (key: string, initially: boolean): readonly [boolean, (open: boolean) => void] => {
  const [open, setOpen] = useState(() => savedState<SavedOpen>().open?.[key] ?? initially);
  const change = (next: boolean): void => {
    if (next === open) return;
    setOpen(next);
    saveState({ open: { ...savedState<SavedOpen>().open, [key]: next } });
  };
  return [open, change];
};

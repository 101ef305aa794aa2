import { useState } from 'preact/hooks';
import { saveState, savedState } from './host';

/** How many forms are remembered; the least recently edited are dropped first. */
const maxForms = 20;

interface Saved {
  readonly forms: Readonly<Record<string, unknown>>;
}

const saveForm = (key: string, value: unknown): void => {
  const { [key]: _, ...others } = savedState<Saved>().forms ?? {};
  const forms = Object.entries(others).slice(1 - maxForms);
  saveState({ forms: Object.fromEntries(value === undefined ? forms : [...forms, [key, value]]) });
};

/** A form's contents, saved because the editor discards hidden pages. `forget` empties the form. */
export const useKept = <T>(key: string, empty: T): [value: T, keep: (value: T) => void, forget: () => void] => {
  const [value, setValue] = useState<T>((savedState<Saved>().forms?.[key] as T | undefined) ?? empty);
  const set = (next: T, saved: T | undefined): void => {
    setValue(next);
    saveForm(key, saved);
  };
  return [value, (next) => set(next, next), () => set(empty, undefined)];
};

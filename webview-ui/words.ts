import type { Strings } from '../src/shared/protocol';
import { strings } from './strings';

/** A key of the webviews' words. */
export type StringKey = keyof typeof strings;
type CountedKey = {
  [K in StringKey]: K extends `${infer Base}One` ? (`${Base}Many` extends StringKey ? Base : never) : never;
}[StringKey];

let words: Strings = strings;

/** Takes the user's language; keys that it lacks stay English. */
export const setWords = (localized: Strings): void => {
  words = { ...strings, ...localized };
};

/** The words of a key with `{0}`, `{1}`... filled in. */
export const t = (key: StringKey, ...args: readonly (string | number)[]): string =>
  (words[key] ?? strings[key]).replaceAll(/\{(\d)\}/g, (_, position: string) => String(args[Number(position)] ?? ''));

/** The words for a number of things, which is `{0}`. */
export const counted = (key: CountedKey, count: number, ...args: readonly (string | number)[]): string =>
  t(`${key}${count === 1 ? 'One' : 'Many'}` as StringKey, count, ...args);

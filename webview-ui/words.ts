import type { Strings } from '../src/shared/protocol';
import type { StringKey } from '../src/shared/strings';

type CountedKey = {
  [K in StringKey]: K extends `${infer Base}One` ? (`${Base}Many` extends StringKey ? Base : never) : never;
}[StringKey];

let words: Partial<Strings> = {};

/** Sets the words in the user's language, which the host sends before the view is drawn. */
export const setWords = (localized: Strings): void => {
  words = localized;
};

/** The words of a key with `{0}`, `{1}`... filled in. */
export const t = (key: StringKey, ...args: readonly (string | number)[]): string =>
  (words[key] ?? key).replaceAll(/\{(\d)\}/g, (_, position: string) => String(args[Number(position)] ?? ''));

/** The words for a count, which fills in `{0}`. */
export const counted = (key: CountedKey, count: number, ...args: readonly (string | number)[]): string =>
  t(`${key}${count === 1 ? 'One' : 'Many'}` as StringKey, count, ...args);

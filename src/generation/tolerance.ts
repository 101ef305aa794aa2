/** An object with keys chosen by a model. */
export type Loose = Readonly<Record<string, unknown>>;

/** True for an object that is not an array. */
export const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyOf = (name: string): string => name.replace(/[_\s-]/g, '').toLowerCase();

/** The first value under one of the names, whatever their case and separators; undefined when none is given. */
export const pick = (from: Loose, ...names: readonly string[]): unknown => {
  const wanted = names.map(keyOf);
  const entries = Object.entries(from).map(([key, value]) => [keyOf(key), value] as const);
  for (const name of wanted) {
    const found = entries.find(([key, value]) => key === name && value != null);
    if (found) return found[1];
  }
  return undefined;
};

const isEmpty = (value: unknown): boolean =>
  value == null || value === '' || (typeof value === 'object' && Object.values(value).every(isEmpty));

/** The values under keys other than the given names, without empty ones. */
export const others = (from: Loose, names: readonly string[]): Loose => {
  const known = new Set(names.map(keyOf));
  return Object.fromEntries(Object.entries(from).filter(([key, value]) => !known.has(keyOf(key)) && !isEmpty(value)));
};

/** The value without properties that are null, nested ones included: models fill with it what they leave out. */
export const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(given.map(([key, inner]) => [key, withoutNulls(inner)]));
};

/** A text or number as text; empty for anything else. */
export const toWord = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).replace(/\s+/g, ' ').trim() : '';

/** Parses JSON text, for arguments sent as a string; returns anything else unchanged. */
export const fromJson = (value: unknown): unknown => {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
};

/** A list given as such, or as text with commas or line breaks; null or undefined is an empty list. */
export const toList = (value: unknown): readonly unknown[] => {
  const list = fromJson(value);
  if (list == null) return [];
  if (typeof list !== 'string') return Array.isArray(list) ? list : [list];
  return list
    .split(/[,\n]/)
    .map((item) => item.replace(/^\s*[-*+]\s+/, '').trim())
    .filter((item) => item !== '');
};

const isWords = (value: unknown): value is readonly (string | number)[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number');

/** A line break that was escaped twice, by what is around it, or code: `src\new` and `\n` in code are meant as written. */
const escapedBreak =
  /`[^`]*`|(?<=[\p{L}\d)*"'][.!?;]|\p{L}{2}:|[,)`。！？]|\\n)(?:\\r)?\\n|(?:\\r)?\\n(?=(?:\\r)?\\n|[\p{Lu}\p{Lo}|`[]|\*\*|\s*(?:[-*+>]|#+|\d+[.)])\s|$)/gu;

const withBreaks = (text: string): string =>
  text.includes('```')
    ? text.replace(/(?:\\r)?\\n/g, '\n')
    : text.replace(escapedBreak, (found) => (found.startsWith('`') ? found : '\n'));

/** Markdown given as text or as a list of items; line breaks that were escaped twice are fixed. */
export const toMarkdown = (value: unknown): unknown => {
  if (isWords(value))
    return value.map((item) => (/^\s*(?:[-*+]|\d+\.)\s/.test(String(item)) ? String(item) : `- ${item}`)).join('\n');
  if (typeof value !== 'string') return value;
  return value.includes('\n') ? value : withBreaks(value);
};

/** One line given as text or as a list of items. */
export const toLine = (value: unknown): unknown => (isWords(value) ? value.join('; ') : value);

import { baseName } from '../../domain/paths';
import { splitWords } from '../../domain/words';

/** How the words of a file name are joined. */
export type FileCase = 'camel' | 'kebab' | 'snake' | 'pascal';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Joins words in the given case. */
export const joinWords = (words: readonly string[], fileCase: FileCase): string => {
  switch (fileCase) {
    case 'camel':
      return words.map((word, index) => (index === 0 ? word : capital(word))).join('');
    case 'pascal':
      return words.map(capital).join('');
    case 'kebab':
      return words.join('-');
    case 'snake':
      return words.join('_');
  }
};

/** The words of a phrase that a name in code can be made of: ASCII, at most four; `feature` if there are none. */
export const nameWords = (phrase: string): string[] => {
  const words = splitWords(phrase).filter(
    (word) =>
      /^[a-z0-9]+$/.test(word) &&
      !/^(?:a|an|the|of|to|for|in|on|and|or|with|their|its|our|that|which|each|every)$/.test(word),
  );
  while (words.length > 0 && /^\d/.test(words[0] ?? '')) words.shift();
  return words.length === 0 ? ['feature'] : words.slice(0, 4);
};

/** The case of most file names of several words; null if there are none. */
export const caseOf = (names: readonly string[]): FileCase | null => {
  const counts = new Map<FileCase, number>();
  for (const name of names) {
    const own = styles.find(([, pattern]) => pattern.test(name))?.[0];
    if (own) counts.set(own, (counts.get(own) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};

const styles: readonly (readonly [FileCase, RegExp])[] = [
  ['kebab', /^[a-z0-9]+(?:-[a-z0-9]+)+$/],
  ['snake', /^[a-z0-9]+(?:_[a-z0-9]+)+$/],
  ['camel', /^[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+$/],
  ['pascal', /^[A-Z][a-z0-9]*(?:[A-Z][a-z0-9]*)+$/],
];

/** The folder of a path; empty at the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A file's name without extensions and test markers: `users.test.ts` and `test_users.py` become `users`. */
export const stemOf = (path: string): string =>
  baseName(path)
    .replace(/(?<=.)\..*$/, '')
    .replace(/^tests?_(?=.)/i, '')
    .replace(/(?<=.)[-_.]?(?:tests?|specs?)$/i, '');

/** Joins a folder and a name. */
export const pathOf = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

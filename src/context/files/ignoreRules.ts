import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { nullOnFailure } from './batches';
import { repositoryOf } from './repositories';

/** The rules of a file in the manner of .gitignore: for a folder of a root (`prefix`), or for one above it, from which `above` leads to the root. */
export interface Rules {
  readonly prefix: string;
  readonly above: string;
  readonly ignore: Ignore;
}

/** The rules that a text gives to a folder; both paths end in a `/` where they are not empty. */
export const rulesIn = (text: string, prefix: string, above = ''): Rules => ({
  prefix,
  above,
  ignore: ignore().add(text),
});

/** The deepest rules that speak of a path decide. */
export const isIgnored = (rules: readonly Rules[], path: string): boolean => {
  for (const { prefix, above, ignore: matcher } of rules.toReversed()) {
    const { ignored, unignored } = matcher.test(above + path.slice(prefix.length));
    if (ignored || unignored) return ignored;
  }
  return false;
};

const textOf = (path: string): Promise<string | null> => nullOnFailure(readFile(path, 'utf8'));

/** What a repository excludes beside its .gitignore files; null for a folder that is none. */
export const excludedByRepository = async (folder: string): Promise<string | null> => {
  const repository = await repositoryOf(folder);
  return repository === null ? null : ((await textOf(join(repository, 'info', 'exclude'))) ?? '');
};

/** The rules that hold in a folder of a disk from above, up to its repository; none without one, and none in a folder that they ignore. */
export const rulesAbove = async (root: string): Promise<readonly Rules[]> => {
  const rules: Rules[] = [];
  let excluded = await excludedByRepository(root);
  // A repository has no rules from above.
  if (excluded !== null) return rules;
  let above = '';
  for (let folder = root; excluded === null && folder !== dirname(folder);) {
    above = `${basename(folder)}/${above}`;
    folder = dirname(folder);
    rules.unshift(rulesIn((await textOf(join(folder, '.gitignore'))) ?? '', '', above));
    excluded = await excludedByRepository(folder);
  }
  if (excluded === null) return [];
  rules.unshift(rulesIn(excluded, '', above));
  return isIgnored(rules, '') ? [] : rules;
};

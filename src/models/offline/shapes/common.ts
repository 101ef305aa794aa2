import type { Found } from '../evidence';
import type { Findings } from '../findings';
import { listedWith, placed } from '../planBuilder';

/** `a, b and c` in the language of the request. */
export const listed = ({ words }: Findings, texts: readonly string[]): string => listedWith(words.common.and, texts);

/** The existing code that the work touches; empty if none was found. */
export const meets = (findings: Findings): string[] => {
  const { related, entry, words } = findings;
  const items: string[] = [];
  if (related.length > 0) items.push(words.common.touches(listed(findings, related.slice(0, 4).map(placed))));
  if (entry) items.push(words.common.assembled(placed(entry)));
  return items;
};

/** The question to ask if the plan rests on names alone. */
export const withoutEvidence = ({ related, conventions, request: { phrase }, words }: Findings): string[] => {
  if (conventions.isEmpty) return [words.common.whichLanguage(conventions.language.name, phrase)];
  return related.length === 0 ? [words.common.whichCode(phrase)] : [];
};

/** The definitions to work on: those that were found, else the program's entry point, else one that must be created. */
export const subjects = (findings: Findings, most: number): Found[] => {
  const { related, entry, conventions, request } = findings;
  if (related.length > 0) return related.slice(0, most);
  if (entry) return [entry];
  const { path } = conventions.source(request.codeName, null, request.codeName);
  return [{ name: conventions.symbol(request.codeName), path, line: 1, text: '' }];
};

/** The first item of a list from `subjects`, which is never empty. */
export const firstOf = (definitions: readonly Found[]): Found => {
  const [first] = definitions;
  if (!first) throw new Error('subjects are never empty');
  return first;
};

/** A definition with its place, without the line if the file does not exist yet. */
export const placeOf = (findings: Findings, definition: Found): string =>
  findings.conventions.has(definition.path) ? placed(definition) : `\`${definition.name}\` (\`${definition.path}\`)`;

/** A use of a definition elsewhere. */
export interface Use {
  readonly path: string;
  /** `src/app.ts:12`. */
  readonly place: string;
  readonly name: string;
}

/** A name that more files use is too common, such as `start`, and does not always mean this definition. */
const maxCallers = 8;

/** Where the definitions are used, one use per file, without definitions that seem to be used everywhere. */
export const usesOf = (findings: Findings, definitions: readonly Found[], most: number): Use[] =>
  firstUsesOf(
    findings,
    definitions.filter((definition) => (findings.callersOf(definition)?.length ?? 0) <= maxCallers),
    most,
  );

/** Where the definitions are used, one use per file, however common they are. */
export const firstUsesOf = (findings: Findings, definitions: readonly Found[], most: number): Use[] => {
  const uses = definitions.flatMap((definition) =>
    (findings.callersOf(definition) ?? []).map(({ path, line }) => ({
      path,
      place: `${path}:${line}`,
      name: definition.name,
    })),
  );
  return uses.filter(({ path }, index) => uses.findIndex((other) => other.path === path) === index).slice(0, most);
};

/** The best definition of each file, in the same order. */
export const ofEachFile = (definitions: readonly Found[]): Found[] =>
  definitions.filter(({ path }, index) => definitions.findIndex((other) => other.path === path) === index);

/** The page for users about such a thing: one named after it, else the guide, else the README; null if there is none. */
export const pageOf = ({ conventions, request }: Findings): string | null => {
  const named = request.words
    .slice(0, 3)
    .map((word) => conventions.find(new RegExp(`(?:^|/)docs?/(?:.*/)?${escaped(word)}s?\\.(?:md|mdx|rst)$`, 'i')))
    .find((path) => path !== null);
  return (
    named ??
    conventions.find(/^docs?\/[^/]*(?:api|usage|guide|reference)[^/]*\.(?:md|rst)$/i) ??
    conventions.find(/^readme\.(?:md|rst|txt)$/i)
  );
};

/** The changelog; null if there is none. */
export const changelogOf = ({ conventions }: Findings): string | null =>
  conventions.find(/^(?:docs\/)?(?:changelog|history|changes|release[_-]?notes)\.(?:md|rst|txt)$/i);

/** The configuration of the CI run; null if there is none. */
export const pipelineOf = ({ conventions }: Findings): string | null =>
  conventions.find(
    /^\.github\/workflows\/(?:.*(?:ci|test|build|main)[^/]*)\.ya?ml$|^\.gitlab-ci\.yml$|^Jenkinsfile$|^\.circleci\/config\.yml$|^azure-pipelines?[^/]*\.ya?ml$|^\.ci\/[^/]+$/i,
  );

const escaped = (word: string): string => word.replace(/[^\w]/g, '');

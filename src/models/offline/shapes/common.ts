import type { Found } from '../evidence';
import type { Findings } from '../findings';
import { listedWith, placed } from '../planBuilder';

/** `a, b and c` in the language of the request. */
export const listed = ({ words }: Findings, texts: readonly string[]): string => listedWith(words.common.and, texts);

/** What of the existing code the work meets; nothing where nothing was found. */
export const meets = (findings: Findings): string[] => {
  const { related, entry, words } = findings;
  const items: string[] = [];
  if (related.length > 0) items.push(words.common.touches(listed(findings, related.slice(0, 4).map(placed))));
  if (entry) items.push(words.common.assembled(placed(entry)));
  return items;
};

/** Says so where the plan rests on names alone. */
export const withoutEvidence = ({ related, conventions, request: { phrase }, words }: Findings): string[] => {
  if (conventions.isEmpty) return [words.common.whichLanguage(conventions.language.name, phrase)];
  return related.length === 0 ? [words.common.whichCode(phrase)] : [];
};

/** What the work is done on: what was found, else where the program is put together, else a place that must be made. */
export const subjects = (findings: Findings, most: number): Found[] => {
  const { related, entry, conventions, request } = findings;
  if (related.length > 0) return related.slice(0, most);
  if (entry) return [entry];
  const { path } = conventions.source(request.codeName, null, request.codeName);
  return [{ name: conventions.symbol(request.codeName), path, line: 1, text: '' }];
};

/** The first item, for lists that `subjects` never leaves empty. */
export const firstOf = (definitions: readonly Found[]): Found => {
  const [first] = definitions;
  if (!first) throw new Error('subjects are never empty');
  return first;
};

/** A definition with its place, without the line where the file is still to be made. */
export const placeOf = (findings: Findings, definition: Found): string =>
  findings.conventions.has(definition.path) ? placed(definition) : `\`${definition.name}\` (\`${definition.path}\`)`;

/** A use of a definition elsewhere. */
export interface Use {
  readonly path: string;
  /** `src/app.ts:12`. */
  readonly place: string;
  readonly name: string;
}

/** A name that more files use stands everywhere, such as `start`, and is not always this one. */
const mostCallers = 8;

/** Where the definitions are used, one use for each file; no use of what seems to be used everywhere. */
export const usesOf = (findings: Findings, definitions: readonly Found[], most: number): Use[] =>
  firstUsesOf(
    findings,
    definitions.filter((definition) => (findings.callersOf(definition)?.length ?? 0) <= mostCallers),
    most,
  );

/** Where the definitions are used, one use for each file, however many there are. */
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

/** One definition of each file, the best first. */
export const ofEachFile = (definitions: readonly Found[]): Found[] =>
  definitions.filter(({ path }, index) => definitions.findIndex((other) => other.path === path) === index);

/** The page that tells users about such a thing: one named after it, else the guide, else the read-me file; null without any. */
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

/** The page where releases are described; null without one. */
export const changelogOf = ({ conventions }: Findings): string | null =>
  conventions.find(/^(?:docs\/)?(?:changelog|history|changes|release[_-]?notes)\.(?:md|rst|txt)$/i);

/** The run that every change goes through; null without one. */
export const pipelineOf = ({ conventions }: Findings): string | null =>
  conventions.find(
    /^\.github\/workflows\/(?:.*(?:ci|test|build|main)[^/]*)\.ya?ml$|^\.gitlab-ci\.yml$|^Jenkinsfile$|^\.circleci\/config\.yml$|^azure-pipelines?[^/]*\.ya?ml$|^\.ci\/[^/]+$/i,
  );

const escaped = (word: string): string => word.replace(/[^\w]/g, '');

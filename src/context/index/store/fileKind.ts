/** What a file is for, judged by its path alone. */
export type FileRole = 'source' | 'test' | 'docs' | 'changelog' | 'other';

/** The order in which equally good matches are shown. */
export const roleOrder: Readonly<Record<FileRole, number>> = {
  source: 0,
  test: 1,
  other: 2,
  docs: 3,
  changelog: 4,
};

const testPattern =
  /(^|[/_.-])(tests?|specs?|__tests__|__mocks__|test_?data|test-?utils?|testing|fixtures?|mocks?|e2e|bench(es|marks?)?)([/_.-]|$)|[a-z](Tests?|TestCase|Spec|IT)\.\w+$/;
const docsPattern =
  /(^|\/)(docs?|documentation|changelogs?|examples?|samples?|demos?|\.changeset)\/|\.(md|mdx|rst|adoc|txt)$|(^|\/)(readme|changelog|license|contributing|authors)[^/]*$/i;
const sourcePattern =
  /\.([cm]?[jt]sx?|vue|svelte|py|go|rs|java|kt|kts|cs|fs|vb|rb|php|swift|scala|c|cc|cpp|cxx|h|hpp|hh|m|mm|ex|exs|erl|clj|cljs|dart|lua|pl|pm|r|jl|hs|ml|sh|bash|ps1|sql|html?|css|scss|less|graphql|proto|tf|tmpl|jinja2?|erb|zig|nim|sol)$/i;

/** Texts that repeat what was done elsewhere, and so match every request. */
const changelogPattern =
  /(^|\/)(change-?logs?|changes|release[-_]?notes|releases|history|news|contributors|authors)(\/.*)?\.(md|mdx|rst|adoc|txt)$|(^|\/)(CHANGELOG|CHANGES|HISTORY|NEWS|AUTHORS|CONTRIBUTORS)$/i;
/** Generated, translated and third-party files: they match much and are seldom what is meant. */
const derivedPattern =
  /(^|\/)(dist|build|out|vendor|third_party|generated|__generated__|locales?|migrations)\/|[._]gen(erated)?\.\w+$/i;

/** The role of a file; a test wins over documentation, and both over source. */
export const fileRole = (path: string): FileRole => {
  if (derivedPattern.test(path)) return 'other';
  if (testPattern.test(path)) return 'test';
  if (changelogPattern.test(path)) return 'changelog';
  if (docsPattern.test(path)) return 'docs';
  return sourcePattern.test(path) ? 'source' : 'other';
};

const languageExtensions: readonly (readonly [string, string])[] = [
  ['TypeScript', 'ts tsx mts cts'],
  ['JavaScript', 'js jsx mjs cjs'],
  ['Python', 'py pyi'],
  ['C', 'c h'],
  ['C++', 'cc cpp cxx hpp hh'],
  ['C#', 'cs'],
  ['Kotlin', 'kt kts'],
  ['Elixir', 'ex exs'],
  ['CSS', 'css scss less'],
  ['Shell', 'sh bash'],
  ['Go', 'go'],
  ['Rust', 'rs'],
  ['Java', 'java'],
  ['Ruby', 'rb'],
  ['PHP', 'php'],
  ['Swift', 'swift'],
  ['Scala', 'scala'],
  ['Dart', 'dart'],
  ['Lua', 'lua'],
  ['Vue', 'vue'],
  ['Svelte', 'svelte'],
  ['SQL', 'sql'],
  ['HTML', 'html htm'],
];

const languages = new Map(
  languageExtensions.flatMap(([language, extensions]) =>
    extensions.split(' ').map((extension) => [extension, language] as const),
  ),
);

/** The lower-case extension of a path without its dot; empty if there is none. */
export const extensionOf = (path: string): string => /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

/** The name of the language that a file is written in; null if its extension is not known. */
export const languageOf = (path: string): string | null => languages.get(extensionOf(path)) ?? null;

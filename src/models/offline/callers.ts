import { isDocsPath, isTestPath } from './conventions';
import type { Evidence, Found, Hit } from './evidence';
import { languageOfPath } from './languages';

/** Names whose uses cannot be distinguished from the language's own words. */
const keywords = new Set(
  'import export default delete new return get set type from as of in is not run main'.split(' '),
);

/** Where a definition is used, one hit per file, without tests; null if the searches do not show it. */
export const callers = (definition: Found, evidence: Evidence): readonly Hit[] | null => {
  if (keywords.has(definition.name)) return null;
  const isKnown = evidence.searched.has(definition.name);
  if (isKnown && isLocal(definition, evidence)) return [];
  const named = namedElsewhere(definition, evidence.hits);
  const used = named.filter(({ text }) => !/^(?:import|from|export \{)/.test(text));
  // A definition that is imported under another name, or re-exported, is used there all the same.
  const places = (used.length > 0 ? used : named).filter(
    ({ path }, index, uses) => uses.findIndex((use) => use.path === path) === index,
  );
  return places.length > 0 || isKnown ? places : null;
};

const wordOf = (name: string, after = ''): RegExp => new RegExp(`\\b${name.replace(/\$/g, '\\$')}\\b${after}`);

const namedElsewhere = (definition: Found, hits: readonly Hit[]): Hit[] => {
  const word = wordOf(definition.name);
  return hits.filter(
    ({ query, path, text }) =>
      query === definition.name &&
      path !== definition.path &&
      word.test(text) &&
      !isTestPath(path) &&
      !isDocsPath(path) &&
      languageOfPath(path) !== null,
  );
};

const moduleLine = /^(?:import|export)\b|\brequire\(|\bexports\b/;
/** An item of a list or of an object that may be exported as a whole. */
const itemLine = /^(?:[\w$]+(?::| as) )?[\w$]+,?$|^[\w$\s:{}]*,[\w$\s,:{}]*$/;

/** True for a line that may expose a name to other files; one that only calls it does not. */
const handsOut = (text: string, name: string): boolean =>
  /\b(?:exports|window|globalThis)\b/.test(text) ||
  itemLine.test(text) ||
  (/^export\b/.test(text) && wordOf(name, '(?!\\s*\\()').test(text));

/** True for a definition that its module does not expose; a script without imports and exports exposes everything. */
const isLocal = ({ name, path, line, text }: Found, { hits, texts }: Evidence): boolean => {
  if (!/\.[cm]?[jt]sx?$/.test(path) || !/^(?:const|let|var|function|async function|class)\b/.test(text)) return false;
  const own = hits.filter((hit) => hit.path === path && hit.line !== line);
  const known = [...own.map((hit) => hit.text), ...(texts.get(path)?.values() ?? [])];
  const isModule = !/\.jsx?$/.test(path) || known.some((other) => moduleLine.test(other));
  return isModule && !own.some((hit) => hit.query === name && handsOut(hit.text, name));
};

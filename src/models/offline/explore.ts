import { stem } from '../../domain/words';
import type { ToolAnswer, Turn } from './conversation';
import { isDocsPath, isTestPath, Conventions } from './conventions';
import { type Evidence, nextOffset } from './evidence';
import { conclude, entryPathOf } from './findings';
import { hintsOf, rankPaths } from './relevance';
import { languageOfPath } from './languages';
import type { PlanRequest } from './request/planRequest';

/** A tool to call and its arguments. */
export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const maxReads = 6;
/** How many pages of the list of files are read, one per round: a few thousand files, which leaves rounds for planning. */
const maxPages = 16;

/** Short forms that code uses for long words. */
const short: ReadonlyMap<string, string> = new Map([
  ['authentication', 'auth'],
  ['authorization', 'auth'],
  ['configuration', 'config'],
  ['administrator', 'admin'],
  ['administrators', 'admin'],
  ['repository', 'repo'],
  ['repositories', 'repo'],
  ['database', 'db'],
  ['parameters', 'param'],
  ['application', 'app'],
]);

/** What to look up next for a request: first everything by name, then the files that matter, then the uses of what was found; empty once all is known. */
export const explore = (turn: Turn, request: PlanRequest, evidence: Evidence): Call[] =>
  nextCalls(turn, [
    () => lookUp(request),
    () => readings(request, evidence),
    () => usesOf(request, evidence, turn.facts),
  ]);

/** The unanswered calls of the stage that a turn has reached; empty after the last one. A list of files is read to its end first. */
export const nextCalls = (turn: Turn, stages: readonly (() => readonly Call[])[]): Call[] => {
  const page = nextPage(turn);
  if (page) return [page];
  const paged = Math.max(0, listings(turn).length - 1);
  for (const stage of stages.slice(turn.rounds - paged)) {
    const calls = stage().filter(({ name, args }) => turn.tools.has(name) && !isAnswered(turn.answers, name, args));
    if (calls.length > 0) return calls;
  }
  return [];
};

const isAnswered = (answers: readonly ToolAnswer[], name: string, args: Call['args']): boolean =>
  answers.some((answer) => answer.tool === name && JSON.stringify(answer.args) === JSON.stringify(args));

const listings = ({ answers }: Turn): readonly ToolAnswer[] => answers.filter(({ tool }) => tool === 'list_files');

/** The call for the next page of the list of files, whose offset is in the last one; null at the end and after too many pages. */
export const nextPage = (turn: Turn): Call | null => {
  const pages = listings(turn);
  const offset = nextOffset(pages.at(-1)?.text ?? '');
  if (offset === null || pages.length >= maxPages || isAnswered(turn.answers, 'list_files', { offset })) return null;
  return { name: 'list_files', args: { offset } };
};

const lookUp = (request: PlanRequest): Call[] => {
  const words = [...new Set([...request.words.slice(0, 5).map(searchWord), ...hintsOf(request)])]
    .filter((word) => word.length > 2)
    .slice(0, 6);
  const symbols = [...new Set([request.codeName.slice(0, 60), ...request.words.slice(0, 3).map(searchWord)])].filter(
    (name) => /[a-z]/i.test(name),
  );
  return [
    { name: 'list_files', args: {} },
    ...symbols.map((name) => ({ name: 'find_symbol', args: { name } })),
    ...words.map((query) => ({ name: 'search_text', args: { query, limit: 80 } })),
  ];
};

/** The beginning that all forms of a word share, if it is long enough to search for. */
const searchWord = (word: string): string => {
  const known = short.get(word);
  if (known) return known;
  const root = stem(word);
  return root.length >= 4 && word.startsWith(root) ? root : word;
};

const readings = (request: PlanRequest, evidence: Evidence): Call[] => {
  const isReadable = (path: string): boolean =>
    languageOfPath(path) !== null || (request.intent === 'documentation' && isDocsPath(path));
  const ranked = rankPaths(request, evidence).filter((path) => isReadable(path) && evidence.files.includes(path));
  const sources = ranked.filter((path) => !isTestPath(path)).slice(0, maxReads - 2);
  const test = ranked.find(isTestPath);
  const entry = entryPathOf(new Conventions(evidence.files, request.title, null));
  const paths = [...new Set([...sources, ...(entry ? [entry] : []), ...(test ? [test] : [])])];
  return paths.map((path) => ({ name: 'read_file', args: { path } }));
};

const usesOf = (request: PlanRequest, evidence: Evidence, facts: string): Call[] => {
  const { related } = conclude(request, evidence, facts);
  return related.slice(0, 3).map(({ name }) => ({ name: 'search_text', args: { query: name, limit: 40 } }));
};

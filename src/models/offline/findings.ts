import { splitWords, stem } from '../../domain/words';
import { Conventions, isDocsPath, isTestPath } from './conventions';
import type { Evidence, Found, Hit } from './evidence';
import { languageOfPath } from './languages';
import { baseName } from './naming';
import type { PlanRequest } from './planRequest';
import { topicOf } from './topics';
import type { Topic } from './topic';

/** Everything that a draft is made from: the request, what is known of its kind, and what the workspace holds about it. */
export interface Findings {
  readonly request: PlanRequest;
  readonly topic: Topic;
  readonly conventions: Conventions;
  /** Definitions that the request is about, the best first; empty where nothing in the workspace names its words. */
  readonly related: readonly Found[];
  /** Where the program is put together. */
  readonly entry: Found | null;
  /** How the tests are run: `npm test`. */
  readonly testCommand: string;
  /** Where a definition is used, a hit per file, tests left out. */
  callersOf(definition: Found): readonly Hit[];
}

const mostRelated = 6;
const mostCallers = 8;
const entryNames = [
  'app',
  'urls',
  'router',
  'routes',
  'root',
  'server',
  'main',
  'cli',
  'index',
  'application',
  'program',
  'lib',
  'manage',
];
const entryDefinition =
  /^(?:create|build|make|new|setup|configure|register|bootstrap|init|run|start|execute|main|serve|app|router|routes|urlpatterns|default)/i;

/** The file where the program is put together, told by its name; null without one. */
export const entryPathOf = (conventions: Conventions): string | null => {
  for (const name of entryNames) {
    const path = conventions.findSource(new RegExp(`(?:^|/)${name}\\.\\w+$`, 'i'));
    if (path !== null) return path;
  }
  return null;
};

/** How much each stem of the request counts; what only the topic looks for counts less. */
export const requestTerms = (request: PlanRequest, topic: Topic): ReadonlyMap<string, number> => {
  const terms = new Map<string, number>();
  const add = (words: readonly string[], weight: number): void => {
    for (const word of words) terms.set(stem(word), Math.max(weight, terms.get(stem(word)) ?? 0));
  };
  add(topic.looksFor, 0.5);
  add(request.words, 1);
  add(splitWords(request.target), 1.5);
  add(splitWords(request.subject), 2);
  return terms;
};

/** Files by how much they have to do with the request, best first; documents and tests count less unless it is about them. */
export const rankPaths = (request: PlanRequest, topic: Topic, evidence: Evidence): string[] => {
  const terms = requestTerms(request, topic);
  const scores = new Map<string, number>();
  const add = (path: string, score: number): void => {
    scores.set(path, (scores.get(path) ?? 0) + score);
  };
  for (const query of new Set(evidence.hits.map((hit) => hit.query))) {
    const paths = new Set(evidence.hits.filter((hit) => hit.query === query).map(({ path }) => path));
    const weight = Math.max(0.3, ...splitWords(query).map((word) => terms.get(stem(word)) ?? 0));
    for (const path of paths) add(path, weight / Math.log2(1 + paths.size));
  }
  for (const { path, name } of evidence.definitions) add(path, 0.3 * overlap(name, terms));
  for (const path of evidence.files) add(path, overlap(path.replace(/\.[^.]*$/, ''), terms));
  for (const [index, path] of evidence.shown.entries()) add(path, 1.5 / (1 + index));
  for (const mention of request.mentions)
    for (const path of evidence.files)
      if (path === mention || path.endsWith(`/${mention}`) || (mention.endsWith('/') && path.startsWith(mention)))
        add(path, 10);
  const weigh = (path: string, score: number): number => {
    if (isTestPath(path)) return score * (request.intent === 'testing' ? 0.8 : 0.4);
    if (isDocsPath(path)) return score * (request.intent === 'documentation' ? 1 : 0.2);
    return languageOfPath(path) === null ? score * 0.3 : score;
  };
  return [...scores]
    .map(([path, score]) => ({ path, score: weigh(path, score) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
};

/** Draws the conclusions from what was found. */
export const conclude = (request: PlanRequest, evidence: Evidence, facts: string): Findings => {
  const topic = topicOf(request.title, request.subject, request.subject);
  const own = evidence.definitions.filter(
    ({ path }) => !isTestPath(path) && !isDocsPath(path) && languageOfPath(path) !== null,
  );
  const related = relatedDefinitions(request, topic, evidence, own);
  const conventions = new Conventions(
    evidence.files,
    `${request.title} ${request.details.join(' ')}`,
    related[0]?.path ?? null,
  );
  const entryPath = entryPathOf(conventions);
  return {
    request,
    topic,
    conventions,
    related,
    entry: entryPath === null ? null : entryOf(entryPath, own),
    testCommand: testCommand(conventions, facts),
    callersOf: (definition) => callers(definition, evidence.hits),
  };
};

/** Where each kind of work mostly happens. */
const likelyPlaces: Readonly<Partial<Record<PlanRequest['intent'], RegExp>>> = {
  migration: /model|schema|entit|store|repositor|database|\bdb\b/i,
  security: /auth|login|session|route|view|handler|controller|middleware/i,
  performance: /service|store|repositor|query|client|route|view|handler/i,
};

const relatedDefinitions = (request: PlanRequest, topic: Topic, evidence: Evidence, own: readonly Found[]): Found[] => {
  const terms = rareTerms(requestTerms(request, topic), own);
  const paths = rankPaths(request, topic, evidence);
  const scored = own.map((definition) => {
    const { path, line, name, text } = definition;
    const place = paths.indexOf(path);
    const next = Math.min(
      line + 60,
      ...own.filter((other) => other.path === path && other.line > line).map((other) => other.line),
    );
    const inside = new Set(
      evidence.hits.filter((hit) => hit.path === path && hit.line >= line && hit.line < next).map(({ query }) => query),
    );
    const words = overlap(name, terms);
    const score = 2 * words + 0.4 * inside.size + (words + inside.size > 0 && place >= 0 ? 2 / (2 + place) : 0);
    const isShape = /^(?:export\s+)?(?:interface|type)\b/.test(text);
    return { definition, score: score * (isShape ? 0.6 : 1) * (likelyPlaces[request.intent]?.test(path) ? 1.4 : 1) };
  });
  const named = new Set<string>();
  return scored
    .filter(({ score }) => score >= 0.8)
    .sort((a, b) => b.score - a.score || (a.definition.path < b.definition.path ? -1 : 1))
    .filter(({ definition }) => !named.has(definition.name) && named.add(definition.name))
    .slice(0, mostRelated)
    .map(({ definition }) => definition);
};

/** Words that many definitions share say little about any of them. */
const rareTerms = (terms: ReadonlyMap<string, number>, own: readonly Found[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of new Set(own.map((definition) => definition.name)))
    for (const word of new Set(splitWords(name).map(stem))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map(Array.from(terms, ([term, weight]) => [term, weight / Math.sqrt(counts.get(term) ?? 1)]));
};

const overlap = (text: string, terms: ReadonlyMap<string, number>): number =>
  [...new Set(splitWords(text).map(stem))].reduce((sum, word) => sum + (terms.get(word) ?? 0), 0);

const entryOf = (path: string, definitions: readonly Found[]): Found | null => {
  const own = definitions.filter((definition) => definition.path === path).toSorted((a, b) => a.line - b.line);
  return (
    own.find(({ name }) => entryDefinition.test(name)) ??
    own[0] ?? { name: baseName(path).replace(/\..*$/, ''), path, line: 1, text: '' }
  );
};

const callers = (definition: Found, hits: readonly Hit[]): Hit[] => {
  const word = new RegExp(`\\b${definition.name.replace(/\$/g, '\\$')}\\b`);
  const uses = hits.filter(
    ({ query, path, line, text }) =>
      query === definition.name &&
      word.test(text) &&
      !isTestPath(path) &&
      !isDocsPath(path) &&
      languageOfPath(path) !== null &&
      !(path === definition.path && line === definition.line) &&
      !/^(?:import|from|export \{)/.test(text),
  );
  const places = uses.filter(
    (hit, index) => hit.path !== definition.path && uses.findIndex(({ path }) => path === hit.path) === index,
  );
  // A name that stands everywhere, such as `run`, is not always this one.
  return places.length > mostCallers ? [] : places;
};

const testCommand = (conventions: Conventions, facts: string): string => {
  if (conventions.language.name === 'Python' && conventions.has('manage.py')) return 'python manage.py test';
  const script = /^- (test(?::\w+)?|check): /m.exec(facts)?.[1];
  if (conventions.language.testCommand === 'npm test' && script && script !== 'test') return `npm run ${script}`;
  return conventions.language.testCommand;
};

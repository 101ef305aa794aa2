import { splitWords, stem } from '../../domain/words';
import { isDocsPath, isTestPath } from './conventions';
import type { Evidence, Found } from './evidence';
import { languageOfPath } from './languages';
import type { Intent } from './request/intent';
import { contentWords, grammarOf, type PlanRequest } from './request/planRequest';
import { symptomOf } from './symptoms';
import type { Topic } from './topics/topic';
import { type TopicKey, topicOf } from './topics/topics';

/** Actors in a complaint, which say little about where the fault is. */
const actors = new Set('user users app application program client people customer customers page site'.split(' '));
const takesTopic: ReadonlySet<Intent> = new Set(['feature', 'integration']);

/** Words, and others that code may use instead. */
const synonyms: ReadonlyMap<string, readonly string[]> = new Map([
  ['delete', ['remove']],
  ['deleting', ['remove']],
  ['remove', ['delete']],
  ['create', ['add']],
  ['add', ['create']],
  ['login', ['auth', 'authenticate']],
  ['statistics', ['stats']],
  ['startup', ['start', 'init', 'activate']],
]);

/** The topic of a request that asks for something new; null for other requests. */
export const requestTopic = (request: PlanRequest): Topic<TopicKey> | null =>
  takesTopic.has(request.intent) ? topicOf(request.codeName, request.codeTarget) : null;

/** Words to search for that the request does not contain: what its topic touches or where its symptom comes from. */
export const hintsOf = (request: PlanRequest): readonly string[] =>
  requestTopic(request)?.looksFor ??
  (request.intent === 'bug' ? (symptomOf(`${request.codeText} ${request.sentence}`)?.looksFor ?? []) : []);

/** The weight of each stem of the request; one that only its topic or symptom looks for weighs less. */
export const requestTerms = (request: PlanRequest): ReadonlyMap<string, number> => {
  const terms = new Map<string, number>();
  const add = (words: readonly string[], weight: number): void => {
    for (const word of words) terms.set(stem(word), Math.max(weight, terms.get(stem(word)) ?? 0));
  };
  const weigh = (text: string): readonly string[] => contentWords(text, grammarOf(request.language));
  add(hintsOf(request), request.intent === 'bug' ? 0.7 : 0.5);
  add(request.words, 1);
  add(
    request.words.flatMap((word) => synonyms.get(word) ?? []),
    0.8,
  );
  if (request.intent === 'bug') {
    add(weigh(request.codeName), 1.3);
    add(weigh(request.codeCondition), 2);
    if (request.condition !== '')
      for (const actor of actors)
        if (!weigh(request.codeCondition).includes(actor) && terms.has(stem(actor))) terms.set(stem(actor), 0.6);
    return terms;
  }
  add(weigh(request.codeTarget), 1.5);
  add(weigh(request.codeName), 2);
  return terms;
};

/** Folders whose code serves the project rather than being part of the program. */
export const isAside = /^(?:bench(?:marks?)?|scripts|examples?|tools|hack|tasks|build|docs?)\//;

/** Ranks files by relevance to the request, best first; documents and tests count less unless it is about them. */
export const rankPaths = (request: PlanRequest, evidence: Evidence): string[] => {
  const terms = requestTerms(request);
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
    if (isAside.test(path)) return score * 0.4;
    return languageOfPath(path) === null ? score * 0.3 : score;
  };
  return [...scores]
    .map(([path, score]) => ({ path, score: weigh(path, score) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .map(({ path }) => path);
};

/** The terms with lower weights for words that many definitions share, which say little about any of them. */
export const rareTerms = (terms: ReadonlyMap<string, number>, own: readonly Found[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const name of new Set(own.map((definition) => definition.name)))
    for (const word of new Set(splitWords(name).map(stem))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map(Array.from(terms, ([term, weight]) => [term, weight / Math.sqrt(counts.get(term) ?? 1)]));
};

/** The total weight of the terms in a text. */
export const overlap = (text: string, terms: ReadonlyMap<string, number>): number =>
  [...new Set(splitWords(text).map(stem))].reduce((sum, word) => sum + (terms.get(word) ?? 0), 0);

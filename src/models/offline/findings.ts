import { splitWords, stem } from '../../domain/words';
import { callers } from './callers';
import { Conventions, isDocsPath, isTestPath } from './conventions';
import type { Evidence, Found, Hit } from './evidence';
import { languageOfPath } from './languages';
import { baseName } from '../../domain/paths';
import type { Intent } from './request/intent';
import { contentWords, grammarOf, type PlanRequest } from './request/planRequest';
import { isAside, overlap, rankPaths, rareTerms, requestTerms, requestTopic } from './relevance';
import { type SymptomKey, symptomOf } from './symptoms';
import type { Topic } from './topics/topic';
import type { TopicKey } from './topics/topics';
import type { TopicWords } from './words/topicWords';
import { type Words, wordsIn } from './words/words';

/** Something that was asked for besides the main request, and where in the code it belongs. */
export interface Item {
  readonly text: string;
  readonly place: Found;
}

/** Everything that a draft is made from: the request, what is known about its kind, and what the workspace contains about it. */
export interface Findings {
  readonly request: PlanRequest;
  readonly words: Words;
  /** The kind of feature; null if it is not a known one, or none is asked for. */
  readonly topic: Topic<TopicKey> | null;
  readonly topicWords: TopicWords | null;
  /** The kind of fault; null if it is not a known one, or none is reported. */
  readonly symptom: SymptomKey | null;
  readonly items: readonly Item[];
  /** Definitions in files that import what the request is about, one per file. */
  readonly importers: readonly Found[];
  readonly conventions: Conventions;
  /** Definitions that the request is about, the best first; empty if nothing in the workspace is named like it. */
  readonly related: readonly Found[];
  /** The program's entry point. */
  readonly entry: Found | null;
  /** How the tests are run: `npm test`. */
  readonly testCommand: string;
  /** Where a definition is used, one hit per file, without tests; null if that is unknown. */
  callersOf(definition: Found): readonly Hit[] | null;
}

const maxRelated = 6;
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

/** The file with the program's entry point, found by its name; null if there is none. */
export const entryPathOf = (conventions: Conventions): string | null => {
  for (const name of entryNames) {
    const path = conventions.findSource(new RegExp(`(?:^|/)${name}\\.\\w+$`, 'i'));
    if (path !== null) return path;
  }
  return null;
};

/** Draws conclusions from what was found. */
export const conclude = (request: PlanRequest, evidence: Evidence, facts: string): Findings => {
  const words = wordsIn(request.language);
  const topic = requestTopic(request);
  const own = evidence.definitions.filter(
    ({ path }) => !isTestPath(path) && !isDocsPath(path) && languageOfPath(path) !== null && !path.endsWith('.d.ts'),
  );
  const related = relatedDefinitions(request, evidence, own);
  const conventions = new Conventions(
    evidence.files,
    `${request.title} ${request.details.join(' ')}`,
    related[0]?.path ?? null,
    evidence.isListed,
  );
  const entryPath = entryPathOf(conventions);
  return {
    request,
    words,
    topic,
    topicWords: topic === null ? null : words.topics[topic.key],
    symptom: request.intent === 'bug' ? (symptomOf(`${request.codeText} ${request.sentence}`)?.key ?? null) : null,
    items: itemsOf(request, own),
    importers: importersOf(request, evidence, own),
    conventions,
    related,
    entry: entryPath === null ? null : entryOf(entryPath, own),
    testCommand: testCommand(conventions, facts),
    callersOf: (definition) => callers(definition, evidence),
  };
};

const importLine = /^\s*(?:import\b|from\s+\S+\s+import|use\s|using\s|#include|(?:const|let|var)\s.*\brequire\()/;

const importersOf = ({ codeName }: PlanRequest, { hits }: Evidence, own: readonly Found[]): Found[] => {
  const name = codeName.split(' ')[0]?.toLowerCase() ?? '';
  const lines = hits.filter(
    ({ path, text }) =>
      languageOfPath(path) !== null &&
      !isTestPath(path) &&
      !isAside.test(path) &&
      importLine.test(text) &&
      text.toLowerCase().includes(name),
  );
  return lines
    .filter(({ path }, index) => lines.findIndex((other) => other.path === path) === index)
    .slice(0, 4)
    .map(
      ({ path, line, text }) =>
        own.find((found) => found.path === path) ?? { name: baseName(path).replace(/\..*$/, ''), path, line, text },
    );
};

const maxItems = 5;

/** Further requests that name something in the code. */
const itemsOf = ({ details, language }: PlanRequest, own: readonly Found[]): Item[] => {
  const grammar = grammarOf(language);
  return details
    .flatMap((text) => {
      const { intent, object, title } = grammar.read(text);
      if (intent === null) return [];
      const terms = rareTerms(
        new Map(contentWords(grammar.toCode(object), grammar).map((word) => [stem(word), 1])),
        own,
      );
      const [place] = own
        .map((definition) => ({
          definition,
          score: overlap(definition.name, terms) + 0.5 * overlap(definition.path, terms),
        }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      return place ? [{ text: title.charAt(0).toUpperCase() + title.slice(1), place: place.definition }] : [];
    })
    .slice(0, maxItems);
};

/** Where each kind of work mostly happens. */
const likelyPlaces: Readonly<Partial<Record<Intent, RegExp>>> = {
  migration: /model|schema|entit|store|repositor|database|\bdb\b/i,
  security: /auth|login|session|route|view|handler|controller|middleware/i,
  performance: /service|store|repositor|query|client|route|view|handler/i,
};

/** Kinds of work that are about what code does, not about the shape of its data. */
const isBehaviour: ReadonlySet<Intent> = new Set(['bug', 'performance', 'testing', 'security']);

const isShape = ({ text }: Found): boolean => /^(?:export\s+)?(?:declare\s+)?(?:interface|type)\b/.test(text);

const relatedDefinitions = (request: PlanRequest, evidence: Evidence, own: readonly Found[]): Found[] => {
  const terms = rareTerms(requestTerms(request), own);
  const paths = rankPaths(request, evidence);
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
    const subject = new Set(
      splitWords(`${request.codeName} ${request.codeCondition}`)
        .map(stem)
        .filter((word) => terms.has(word)),
    );
    const named = new Set(
      splitWords(name)
        .map(stem)
        .filter((word) => subject.has(word)),
    ).size;
    const words =
      overlap(name, terms) * (subject.size < 2 ? 1 : Math.sqrt(Math.max(named, 0.5) / Math.min(subject.size, 3)));
    const score = 2 * words + 0.4 * inside.size + (words + inside.size > 0 && place >= 0 ? 2 / (2 + place) : 0);
    // A line that contains several of the words, such as `bodyLimit`, is more relevant than one with any one of them.
    const together = new Set(
      evidence.hits
        .filter((hit) => hit.path === path && hit.line >= line && hit.line < next)
        .filter(
          (hit) =>
            new Set(
              splitWords(hit.text)
                .map(stem)
                .filter((word) => subject.has(word)),
            ).size > 1,
        )
        .map((hit) => hit.line),
    ).size;
    const isValue =
      /^(?:export\s+)?(?:const|let|var)\s+\w+\s*=\s*(?:await\s+)?[\w.]+\(|^\w+\s*=\s/.test(text) && !/=>/.test(text);
    const form = isShape(definition) || isValue ? 0.6 : 1;
    const isHidden =
      /\.[cm]?[jt]sx?$/.test(path) && /^(?:const|let|var|function|async function|class|type|interface)\b/.test(text);
    return {
      definition,
      score:
        (score + Math.min(3, 1.5 * together)) *
        form *
        (isHidden ? 0.7 : 1) *
        (isAside.test(path) ? 0.4 : 1) *
        (likelyPlaces[request.intent]?.test(path) ? 1.4 : 1),
    };
  });
  const named = new Set<string>();
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored
    .filter(
      ({ score, definition }) =>
        score >= Math.max(0.8, 0.3 * best) && !(isBehaviour.has(request.intent) && isShape(definition)),
    )
    .sort((a, b) => b.score - a.score || (a.definition.path < b.definition.path ? -1 : 1))
    .filter(({ definition }) => !named.has(definition.name) && named.add(definition.name))
    .slice(0, maxRelated)
    .map(({ definition }) => definition);
};

const entryOf = (path: string, definitions: readonly Found[]): Found | null => {
  const own = definitions.filter((definition) => definition.path === path).toSorted((a, b) => a.line - b.line);
  return (
    own.find(({ name }) => entryDefinition.test(name)) ??
    own[0] ?? { name: baseName(path).replace(/\..*$/, ''), path, line: 1, text: '' }
  );
};

const testCommand = (conventions: Conventions, facts: string): string => {
  if (conventions.language.name === 'Python' && conventions.has('manage.py')) return 'python manage.py test';
  const script = /^- (test(?::\w+)?|check): /m.exec(facts)?.[1];
  if (conventions.language.testCommand === 'npm test' && script && script !== 'test') return `npm run ${script}`;
  return conventions.language.testCommand;
};

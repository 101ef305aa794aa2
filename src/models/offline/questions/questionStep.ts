import { isStopWord, splitWords } from '../../../domain/words';
import type { Answer } from '../answer';
import type { Turn } from '../conversation';
import { type Evidence, gatherEvidence } from '../evidence';
import { nextCalls } from '../explore';
import { rankPaths } from '../relevance';
import { isDocsPath, isTestPath } from '../conventions';
import { languageOfPath } from '../languages';
import { stemOf } from '../naming';
import { mentionsOf, parsePlanRequest, type PlanRequest } from '../request/planRequest';
import type { ReadLanguage } from '../request/requestLanguage';
import type { RequestGrammar } from '../request/requestGrammar';
import type { Words } from '../words/words';
import { type Asked, codeAnswer, toldNames } from './codeAnswer';
import { discussedAnswer, plansAnswer } from './planAnswers';

/** The next step of answering a question in words: look things up, then say what was found; nothing is planned. */
export const questionStep = (
  turn: Turn,
  question: string,
  grammar: RequestGrammar,
  words: Words,
  writing: ReadLanguage,
): Answer => {
  const { about } = grammar;
  const say = (lines: readonly string[]): Answer => ({
    text: [words.answers.notice, ...lines].join('\n\n'),
    calls: [],
  });
  if (about.plans.test(question)) return say(plansAnswer(turn, words));
  const id = /\b([A-Z]{1,4}-?\d+)\b/.exec(question)?.[1] ?? null;
  if (turn.planId !== null && (id !== null || about.progress.test(question) || about.next.test(question))) {
    const read = turn.answers.findLast(({ tool }) => tool === 'read_plan');
    if (!read) return { text: '', calls: [{ name: 'read_plan', args: {} }] };
    const lines = discussedAnswer(read.text, id, words);
    if (lines !== null) return say(lines);
  }
  const request = parsePlanRequest(question, writing, 'documentation');
  const evidence = gatherEvidence(turn);
  const asked = withFiles(readAsked(question, request, grammar), evidence);
  const isOverview = asked.mentions.length === 0 && asked.names.length === 0 && about.workspace.test(question);
  if (isOverview) {
    if (turn.facts === '') return say([words.answers.emptyWorkspace]);
    return say([`${words.answers.workspace}\n\n${turn.facts}`, words.answers.limit]);
  }
  const calls = nextCalls(turn, [
    () => [
      { name: 'list_files', args: {} },
      ...asked.names.slice(0, 4).map((name) => ({ name: 'find_symbol', args: { name } })),
      ...[...asked.names, ...asked.mentions.map(baseName)]
        .slice(0, 4)
        .map((query) => ({ name: 'search_text', args: { query, limit: 80 } })),
    ],
    () => {
      const named = evidence.files.filter((path) => asked.mentions.some((mention) => isAt(path, mention)));
      const likely = rankPaths({ ...request, mentions: [] }, evidence).filter(
        (path) => !isTestPath(path) && !isDocsPath(path),
      );
      const paths = asked.mentions.length > 0 ? named.slice(0, 2) : likely.slice(0, 3);
      return paths.map((path) => ({ name: 'read_file', args: { path } }));
    },
    () =>
      toldNames(asked, request, evidence, turn.facts).map((name) => ({
        name: 'search_text',
        args: { query: name, limit: 40 },
      })),
  ]);
  if (calls.length > 0) return { text: '', calls };
  const lines = codeAnswer(asked, request, evidence, turn.facts, words);
  const offer = about.why.test(question) ? [words.answers.offer(words.answers.planFix)] : [];
  return say([...lines, words.answers.limit, ...offer]);
};

/** The names and words that a question is about, names as written in code first. */
const readAsked = (question: string, request: PlanRequest, grammar: RequestGrammar): Asked => {
  const mentions = mentionsOf(question);
  const plain = mentions.reduce((text, path) => text.replaceAll(path, ' '), question);
  const written = Array.from(
    plain.matchAll(/`([^`]+)`|\b([A-Za-z_$][\w$]*(?:[a-z][A-Z]|_)[\w$]*)\b/g),
    (match) => match[1] ?? match[2] ?? '',
  );
  const isTelling = (word: string): boolean =>
    !grammar.questionWords.has(word) && !mentions.some((path) => path.toLowerCase().includes(word));
  const words = splitWords(grammar.toCode(plain)).filter(
    (word) => word.length > 2 && !isStopWord(word) && isTelling(word),
  );
  return {
    mentions,
    names: [...new Set([...written, ...words])],
    subject: [...new Set([...written, ...words])].join(' '),
  };
};

/** A word that is a source file's name means that file. */
const withFiles = (asked: Asked, { files }: Evidence): Asked => {
  const [name] = asked.names;
  if (asked.mentions.length > 0 || asked.names.length !== 1 || name === undefined) return asked;
  const named = files.filter(
    (path) => languageOfPath(path) !== null && !isTestPath(path) && stemOf(path).toLowerCase() === name.toLowerCase(),
  );
  return named.length === 1 ? { ...asked, mentions: named } : asked;
};

const baseName = (path: string): string => path.replace(/\/$/, '').split('/').at(-1) ?? path;

/** True if the mention names the path: whole, by its end or by its folder. */
export const isAt = (path: string, mention: string): boolean =>
  path === mention || path.endsWith(`/${mention}`) || path.startsWith(mention.endsWith('/') ? mention : `${mention}/`);

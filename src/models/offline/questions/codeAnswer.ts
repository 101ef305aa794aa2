import type { Evidence, Found, Hit } from '../evidence';
import { conclude, type Findings } from '../findings';
import { isDocsPath, isTestPath } from '../conventions';
import { languageOfPath } from '../languages';
import { listedWith, placed } from '../planBuilder';
import type { PlanRequest } from '../request/planRequest';
import type { Words } from '../words/words';
import { docOf } from './docOf';

/** What a question is about. */
export interface Asked {
  /** Files and folders that it names. */
  readonly mentions: readonly string[];
  /** Names and words to look for, the most specific first. */
  readonly names: readonly string[];
  readonly subject: string;
}

const maxNames = 12;
const maxPlaces = 4;
const maxQuotes = 4;

const namedFiles = ({ mentions }: Asked, { files }: Evidence): string[] =>
  files.filter((path) =>
    mentions.some((mention) => path === mention || path.endsWith(`/${mention}`) || path.startsWith(mention)),
  );

/** The names of the definitions that the answer will mention, so that their uses can be searched for. */
export const toldNames = (asked: Asked, request: PlanRequest, evidence: Evidence, facts: string): string[] =>
  told(asked, request, evidence, facts)
    .slice(0, 5)
    .map(({ name }) => name);

const told = (asked: Asked, request: PlanRequest, evidence: Evidence, facts: string): readonly Found[] => {
  const files = namedFiles(asked, evidence).slice(0, 2);
  if (asked.mentions.length > 0)
    return evidence.definitions
      .filter(({ path }) => files.includes(path))
      .toSorted((a, b) => Number(isExported(b)) - Number(isExported(a)) || a.line - b.line);
  const exact = evidence.definitions.filter(
    ({ name, path }) => asked.names.some((wanted) => wanted.toLowerCase() === name.toLowerCase()) && !isTestPath(path),
  );
  return [
    ...exact,
    ...conclude(request, evidence, facts).related.filter((found) => !exact.some(({ name }) => name === found.name)),
  ].slice(0, 6);
};

const isExported = ({ text }: Found): boolean => /^\s*(?:export|pub|public)\b|^(?:class|def|func) /.test(text);

/** What the workspace says about the question: definitions with their comments, where they are used, what the documentation says. */
export const codeAnswer = (
  asked: Asked,
  request: PlanRequest,
  evidence: Evidence,
  facts: string,
  words: Words,
): string[] => {
  const { answers } = words;
  if (evidence.files.length === 0) return [answers.emptyWorkspace];
  const findings = conclude(request, evidence, facts);
  const files = namedFiles(asked, evidence);
  const definitions = told(asked, request, evidence, facts);
  const quotes = quotesOf(asked, evidence);
  if (asked.mentions.length > 0) {
    const [mention = ''] = asked.mentions;
    if (files.length === 0)
      return [
        evidence.isListed ? answers.noFile(mention) : answers.notListed(mention),
        ...nearest(mention, evidence, words),
      ];
    return [
      ...files.slice(0, 2).map((path) => aboutFile(path, definitions, evidence, findings, words)),
      ...documented(quotes.docs, words),
    ];
  }
  if (definitions.length > 0)
    return [
      `${answers.found(asked.subject)}\n${definitions.map((found) => `- ${placed(found)}${about(found, evidence, findings, words)}`).join('\n')}`,
      ...documented(quotes.docs, words),
    ];
  if (quotes.docs.length === 0 && quotes.code.length === 0) return [answers.nothing(asked.subject)];
  return [
    ...(quotes.code.length > 0 ? [`${answers.lines}\n${quotes.code.join('\n')}`] : []),
    ...documented(quotes.docs, words),
  ];
};

const aboutFile = (
  path: string,
  definitions: readonly Found[],
  evidence: Evidence,
  findings: Findings,
  { answers, common }: Words,
): string => {
  const lines = evidence.texts.get(path) ?? new Map<number, string>();
  const own = definitions.filter((found) => found.path === path);
  const head = docOf(lines, 0);
  const imports = Array.from(lines.values()).flatMap(
    (line) =>
      /^import\b.*?from ['"](\.[^'"]+)['"]|^from (\.[\w.]*|\w+\.[\w.]+) import/.exec(line)?.slice(1).find(Boolean) ??
      [],
  );
  return [
    answers.file(path, Math.max(0, ...lines.keys())) + (head === '' ? '' : ` ${head}`),
    own.length > 0 ? answers.defines : languageOfPath(path) === null ? '' : answers.definesNothing,
    ...own
      .slice(0, maxNames)
      .map(
        (found) =>
          `- ${answers.line(found.name, found.line)}${about(found, evidence, findings, { answers, common } as Words)}`,
      ),
    ...(imports.length > 0
      ? [
          '',
          answers.imports(
            listedWith(
              common.and,
              imports.map((name) => `\`${name}\``),
            ),
          ),
        ]
      : []),
  ]
    .filter((line, index) => line !== '' || index > 1)
    .join('\n');
};

/** A definition's comment and its uses, as the rest of a line. */
const about = (found: Found, evidence: Evidence, findings: Findings, { answers, common }: Words): string => {
  const doc = docOf(evidence.texts.get(found.path) ?? new Map<number, string>(), found.line);
  const used = usesText(findings.callersOf(found), answers, common);
  return [doc === '' ? '' : `: ${doc.replace(/[.]$/, '')}`, used === '' ? '' : `; ${used}`].join('');
};

const usesText = (uses: readonly Hit[] | null, answers: Words['answers'], common: Words['common']): string => {
  if (uses === null) return '';
  if (uses.length === 0) return answers.unused;
  const places = uses.slice(0, maxPlaces).map(({ path, line }) => `\`${path}:${line}\``);
  return uses.length > maxPlaces
    ? answers.usedInMore(places.join(', '))
    : answers.usedIn(listedWith(common.and, places));
};

const quotesOf = ({ names, mentions }: Asked, { hits }: Evidence): { docs: string[]; code: string[] } => {
  const wanted = [...mentions.map((path) => path.split('/').at(-1) ?? path), ...names.slice(0, 2)];
  const own = hits.filter(({ text, query }) => wanted.includes(query) && text.length > 12 && text.length < 300);
  const lines = (list: typeof own): string[] =>
    [...new Set(list.map(({ path, line, text }) => `- \`${path}:${line}\`: ${text.replace(/^[-*#\s]+/, '')}`))].slice(
      0,
      maxQuotes,
    );
  return {
    docs: lines(
      own.filter(({ path, text }) => isDocsPath(path) && !/changelog|history/i.test(path) && !/^[#`{]/.test(text)),
    ),
    code: lines(own.filter(({ path }) => languageOfPath(path) !== null && !isTestPath(path))),
  };
};

const documented = (docs: readonly string[], { answers }: Words): string[] =>
  docs.length === 0 ? [] : [`${answers.mentioned}\n${docs.join('\n')}`];

const nearest = (mention: string, { files }: Evidence, { answers, common }: Words): string[] => {
  const stem = (mention.split('/').at(-1) ?? '').replace(/\..*$/, '').toLowerCase();
  const found = stem.length < 2 ? [] : files.filter((path) => path.toLowerCase().includes(stem)).slice(0, 3);
  return found.length === 0
    ? []
    : [
        answers.nearest(
          listedWith(
            common.and,
            found.map((path) => `\`${path}\``),
          ),
        ),
      ];
};

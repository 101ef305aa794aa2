import { isStopWord, splitWords } from '../../../domain/words';
import { englishRequests } from './englishRequests';
import { germanRequests } from './germanRequests';
import type { Intent } from './intent';
import { type PlanLanguage, type ReadLanguage, readLanguage } from './requestLanguage';
import type { RequestGrammar } from './requestGrammar';
import { readStarter } from './starterText';

/** A parsed request for a plan. */
export interface PlanRequest {
  readonly intent: Intent;
  /** The plan's title, short but complete: `Add rate limiting to the public API`. */
  readonly title: string;
  /** What it is about, without verb and target: `rate limiting`. */
  readonly subject: string;
  /** The subject as a sentence names it: `the onboarding flow`. */
  readonly phrase: string;
  /** What the subject belongs to, `public API`; empty if not stated. */
  readonly target: string;
  /** The words that code would be named after. */
  readonly codeName: string;
  /** The request in the words that code uses, for searching and for recognising its topic. */
  readonly codeText: string;
  /** The sentence that makes the request, without marks. */
  readonly sentence: string;
  /** True if there are only names: no verb, and no word that reveals a language. */
  readonly isBare: boolean;
  readonly codeTarget: string;
  readonly codeCondition: string;
  /** When a fault occurs: `the config file is missing`; empty if not stated. */
  readonly condition: string;
  /** Words that distinguish this request, as code would write them, in lower case, the subject's first. */
  readonly words: readonly string[];
  /** Everything else that was said, one sentence each. */
  readonly details: readonly string[];
  /** Paths that were named, with `@` or without. */
  readonly mentions: readonly string[];
  readonly language: PlanLanguage;
}

const maxTitle = 72;
const maxFault = 90;
const maxQuote = 60;
const grammars: Readonly<Record<PlanLanguage, RequestGrammar>> = { english: englishRequests, german: germanRequests };

/** The grammar of requests in a language. */
export const grammarOf = (language: PlanLanguage): RequestGrammar => grammars[language];

/** Paths that a text names: after `@`, with an extension, or ending in `/`. */
export const mentionsOf = (text: string): string[] =>
  [
    ...new Set([
      ...Array.from(text.matchAll(/(?<![\w@])@"?([\w./[\]()-]*[\w/\]])/g), (match) => match[1] ?? ''),
      ...Array.from(
        text.matchAll(/(?<![\w@/.-])((?:[\w.-]+\/)*[\w.-]+\.[a-z]{1,5})(?![\w/])/gi),
        (match) => match[1] ?? '',
      ),
      ...Array.from(text.matchAll(/(?<![\w@/.-])((?:[\w.-]+\/)+)(?![\w/])/g), (match) => match[1] ?? ''),
    ]),
  ].filter((path) => /[./]/.test(path) && !/^(?:e\.g|i\.e|z\.b|node\.js|vue\.js|next\.js|asp\.net)$/i.test(path));

/** Parses a request for a plan, however short it is. `writing` is the language to plan in (default: that of the text), `kind` the kind of work that the user chose. */
export const parsePlanRequest = (
  text: string,
  writing: ReadLanguage | null = null,
  kind: Intent | null = null,
): PlanRequest => {
  const reading = readLanguage(text);
  const { language } = writing ?? reading;
  const grammar = grammarOf(reading.language);
  // Words of another language are put in quotes among those of the plan's.
  const isQuoted = reading.foreign !== null || reading.language !== language;
  const starter = readStarter(text);
  const sentences = splitSentences(starter.text.replace(grammar.besides, '.\n'));
  const at = Math.max(
    0,
    sentences.findIndex((sentence) => grammar.asks(sentence)),
  );
  const first = sentences[at] ?? '';
  const clause = grammar.read(plainText(first));
  const intent = kind ?? intentOf(grammar, starter.intent, clause.intent, first);
  const object = clause.object.replace(/^[:\s]+/, '');
  const { subject, target } = subjectOf(grammar, object, intent);
  const named = clause.action === '' ? null : grammar.nominal(clause.action, subject);
  const isComplaint = clause.intent === null && (intent === 'bug' || intent === 'performance');
  const isWhole = isQuoted || clause.isWhole === true;
  const whole = isWhole
    ? shorten(object, maxQuote, grammar)
    : isComplaint
      ? shorten(plainText(first), maxFault, grammar)
      : null;
  const bare = (intent === 'bug' ? whole : null) ?? (subject || plainText(first));
  const shown =
    named ??
    (clause.intent === null && !isWhole ? grammar.within(bare) : isWhole ? quote(whole ?? object, language) : bare);
  const phrase = isWhole
    ? shown
    : named === null
      ? grammar.phrase(shown, object)
      : grammar.phrase(named, `the ${named}`);
  const full = isComplaint && !isQuoted ? grammar.complaintTitle(plainText(first), phrase, intent) : clause.title;
  const title = titleOf(grammar, full);
  const others = sentences
    .filter((_, index) => index !== at)
    .map((sentence) => sentence.replace(/^(?:please|and|also|bitte|und|außerdem)[, ]+/i, ''));
  const condition = grammar.condition.exec(plainText(first))?.[1] ?? '';
  const codeText = grammar.toCode(plainText(first));
  const [head = '', ...tail] = bare.split(' ');
  const telling = thin.test(head) && tail.length > 1 ? tail.join(' ') : bare;
  const spoken = (clause.action === '' ? telling : `${clause.action} ${subject}`).replace(/(?<=\w)\.\w{1,4}\b/g, '');
  const codeName = isWhole
    ? contentWords(grammar.toCode(object), grammar)
        .filter((word) => word.length > 2)
        .slice(0, 3)
        .join(' ')
    : grammar.toCode(spoken);
  return {
    intent,
    title,
    subject: shown,
    phrase,
    target,
    codeName,
    codeText,
    sentence: plainText(first),
    isBare:
      clause.intent === null &&
      starter.intent === null &&
      kind === null &&
      !reading.isTold &&
      /\p{Script=Latin}/u.test(text),
    codeTarget: grammar.toCode(target),
    codeCondition: grammar.toCode(condition),
    condition,
    words: contentWords(`${codeName} ${grammar.toCode(target)} ${grammar.toCode(object)}`, grammar).filter(
      (word) => !grammar.emptyWords.has(word),
    ),
    details: [...(full.length > maxTitle ? [first] : []), ...others, ...starter.details],
    mentions: mentionsOf(text),
    language,
  };
};

/** A sentence without the marks of mentions and code. */
const plainText = (text: string): string =>
  text
    .replace(/(?<![\w@])@"?([\w./-]+)"?/g, '$1')
    .replace(/[`"“”„]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Sentences and lines of a text, without list marks and closing punctuation. */
export const splitSentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?。！？])(?<!\b(?:z\.|B\.|e\.|g\.|i\.|bzw\.|etc\.|ca\.))\s+|\n+/)
    .map((sentence) =>
      sentence
        .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
        .replace(/[\s.!?。！？]+$/, '')
        .trim(),
    )
    .filter((sentence) => sentence !== '');

/** The words of a text that carry meaning, each once, in order. */
export const contentWords = (text: string, { fillers }: RequestGrammar = englishRequests): string[] => [
  ...new Set(
    splitWords(text.replace(/\b([A-Z]{2,})s\b/g, '$1')).filter(
      (word) =>
        word.length > 1 &&
        !isStopWord(word) &&
        !fillers.has(word) &&
        !englishRequests.fillers.has(word) &&
        !/^\d+$/.test(word),
    ),
  ),
];

/** The kind of work: from a starter or template, else from a specific verb, then from signs; a general verb says least. */
const intentOf = (grammar: RequestGrammar, chosen: Intent | null, byVerb: Intent | null, sentence: string): Intent => {
  if (chosen !== null && chosen !== 'feature') return chosen;
  const sign = grammar.signs.find(([, pattern]) => pattern.test(sentence))?.[0];
  if (byVerb === 'migration' && sign === 'upgrade') return sign;
  const isGeneral = byVerb === 'feature' || byVerb === 'change';
  if (byVerb !== null && !isGeneral) return byVerb;
  // A request to add or change something may be about tests or speed, but does not report a fault.
  if (isGeneral && sign === 'bug') return byVerb;
  if (sign !== undefined && chosen === null) return sign;
  if (byVerb === null && chosen === null && grammar.complaint.test(sentence) && isNegative.test(sentence)) return 'bug';
  return byVerb ?? 'feature';
};

const isNegative = /\b(?:cannot|can'?t|unable|not|never|no longer|won'?t|nicht|kein\w*|nie)\b/i;

const subjectOf = (grammar: RequestGrammar, text: string, intent: Intent): { subject: string; target: string } => {
  const plain = text.replace(/[\w.-]+\/(?=[\w.-])/g, '');
  const lead = grammar.leads[intent];
  const core = (lead ? plain.replace(lead, '') : plain)
    .replace(/^(?:to|for|from|of|on|für|von|zu)\s+/i, '')
    .replace(grammar.article, '');
  if (intent === 'bug') return { subject: shorten(core, maxFault, grammar), target: '' };
  const [head = '', ...rest] = core.split(grammar.prepositions);
  // `a command that renames tags` is about the renaming.
  const isThin = rest.length > 0 && thin.test(head.trim());
  const subject = isThin ? core.slice(0, core.indexOf(rest[0] ?? '') + (rest[0] ?? '').length) : head;
  const named = subject.split(/\s+(?:is|are|takes?|feels?|ist|sind|dauert|lädt|wird)\s+/i)[0] ?? '';
  return {
    subject: clip(
      (isThin ? subject : named).replace(
        /\s+(?:faster|slow|slower|better|safer?|more secure|quicker|schneller|langsam|is|are|ist|sind)$/i,
        '',
      ),
      isThin ? 9 : 6,
    ),
    target: clip((rest[isThin ? 1 : 0] ?? '').replace(grammar.article, ''), 5),
  };
};

const quote = (text: string, language: PlanLanguage): string => (language === 'german' ? `„${text}“` : `"${text}"`);

/** Words that do not name a subject by themselves. */
const thin =
  /^(?:new )?(?:commands?|pages?|buttons?|options?|endpoints?|routes?|settings?|scripts?|functions?|methods?|ways?|fields?|views?|screens?|dialogs?|services?|modules?|links?|columns?|flags?|menus?|checkbox|befehle?|seiten?|knopf|schaltfläche|optionen|option|endpunkte?|einstellung|skript|funktion|feld|ansicht|spalte)$/i;

const clip = (text: string, words: number): string =>
  text
    .trim()
    .split(/\s+/)
    .slice(0, words)
    .join(' ')
    .replace(/[,;:.!?]+$/, '');

const titleOf = (grammar: RequestGrammar, text: string): string => {
  const short = shorten(text.replace(/[,;:]+$/, ''), maxTitle, grammar);
  return short.charAt(0).toUpperCase() + short.slice(1);
};

/** Shortens a text to one that is still complete: cut where a subordinate clause begins, else before a preposition. */
const shorten = (text: string, most: number, grammar: RequestGrammar): string => {
  if (text.length <= most) return text;
  const cuts = (pattern: RegExp): number[] =>
    Array.from(text.matchAll(new RegExp(pattern.source, 'gi')), ({ index }) => index).filter(
      (at) => at >= 12 && at <= most,
    );
  const at = cuts(grammar.subordinates).at(-1) ?? cuts(grammar.prepositions).at(-1) ?? text.lastIndexOf(' ', most);
  return text.slice(0, at > 0 ? at : most).replace(/[\s,;:–-]+$/, '');
};

import { isStopWord, splitWords } from '../../domain/words';

/** What kind of work a request asks for. */
export type Intent =
  | 'feature'
  | 'bug'
  | 'refactoring'
  | 'integration'
  | 'migration'
  | 'performance'
  | 'security'
  | 'testing'
  | 'documentation';

/** A request for a plan, taken apart. */
export interface PlanRequest {
  readonly intent: Intent;
  /** The plan's title: the request's first sentence as a task, `Add rate limiting to the public API`. */
  readonly title: string;
  /** What it is about, without verb and target: `rate limiting`. */
  readonly subject: string;
  /** What the subject belongs to, `public API`; empty where nothing is said. */
  readonly target: string;
  /** Words that tell this request from others, lower-case, the subject's first. */
  readonly words: readonly string[];
  /** Everything else that was said, a sentence each. */
  readonly details: readonly string[];
  /** Paths that were mentioned with `@`. */
  readonly mentions: readonly string[];
}

const politePattern =
  /^(?:(?:please|hey|hi|hello|ok|okay|so|now|then|also)\b[,!. ]*|(?:can|could|would|will) you(?: please)? |(?:i|we)(?:'d| would)? (?:want|need|like|have|plan)(?: you)? to |(?:i|we) (?:want|need|should|must) |let'?s |help (?:me|us)(?: to)? |how (?:do|can|should|would) (?:i|we|you) )+/i;
const planPattern =
  /^(?:(?:draft|write|create|make|prepare|generate|give me|show me|come up with|produce|propose|outline|sketch)(?: me| us)? )?(?:an? |the |another |a new )?(?:(?:short|brief|detailed|small|development|implementation|project|dev|migration|test|new) )*plan(?:s|ning)?(?: (?:for|to|of|about|on|that|which|how to))?(?::)? +/i;

const verbs: readonly (readonly [Intent, string])[] = [
  ['bug', 'fix repair correct resolve debug solve troubleshoot investigate hotfix'],
  [
    'refactoring',
    'refactor restructure reorganize reorganise clean simplify extract decouple modularize modularise split rename rewrite consolidate unify deduplicate separate',
  ],
  ['integration', 'integrate connect'],
  ['migration', 'migrate upgrade port convert switch bump backfill'],
  ['performance', 'optimize optimise accelerate speed profile'],
  ['security', 'secure harden protect audit encrypt sanitize sanitise'],
  ['testing', 'test cover'],
  ['documentation', 'document explain describe'],
  [
    'feature',
    'add implement build create design introduce develop support enable allow extend make provide improve change update expose set write increase raise reduce replace remove show send store use let plan offer handle cache log export import',
  ],
];
const verbIntents = new Map(
  verbs.flatMap(([intent, words]) => words.split(' ').map((word) => [word, intent] as const)),
);

/** Signs of an intent anywhere in the sentence, the strongest first; they overrule a general verb such as `add`. */
const signs: readonly (readonly [Intent, RegExp])[] = [
  [
    'bug',
    /\b(?:bugs?|crash(?:es|ed|ing)?|regressions?|exceptions?|stack ?trace|broken|fail(?:s|ing)|doesn'?t work|does not work|wrong(?:ly)?|incorrect(?:ly)?|race condition|deadlock|memory leak|500 errors?)\b/i,
  ],
  ['testing', /\b(?:tests?|test (?:coverage|suite|strategy)|coverage|testing strategy|e2e|end-to-end tests?|flaky)\b/i],
  ['documentation', /\b(?:docs?|documentation|readme|guide|tutorial|handbook|changelog|docstrings?)\b/i],
  [
    'security',
    /\b(?:security|vulnerabilit\w+|xss|csrf|sql injection|injection|brute[- ]force|owasp|penetration|hardening|cve|secrets? leak\w*)\b/i,
  ],
  [
    'performance',
    /\b(?:performance|slow(?:er|ness)?|fast(?:er)?|latency|throughput|speed|bottleneck|n\+1|response times?|memory use|startup time)\b/i,
  ],
  ['migration', /\b(?:migrat(?:e|ion|ions|ing)|schema change|backfill|upgrade to|database column)\b/i],
  [
    'integration',
    /\b(?:integration with|integrat(?:e|ion|ing)|third[- ]party|webhooks? from|sync(?:ing|hronize)? with|api client for|sdk)\b/i,
  ],
  ['refactoring', /\b(?:refactor\w*|technical debt|tech debt|clean[- ]?up|duplicat\w+ code)\b/i],
];

const prepositions =
  /\s+(?:to|for|in|into|inside|on|onto|from|against|across|between|within|with|via|using|by|when|while|whenever|if|so|because|that|which|where|under|at|as|and|before|after|per|instead|without)\s+/i;
const fillers = new Set(
  (
    'new feature features support system basic simple proper better good nice ability functionality thing things stuff code app application ' +
    'whole existing current plan work way against across between within while whenever before after per instead without cannot like fast ' +
    'faster slow slower quick quicker crash crashes crashing bug bugs issue issues problem problems error errors wrong broken fails failing ' +
    'performance security test tests testing coverage docs doc documentation refactor optimize'
  ).split(' '),
);

/** Takes a request for a plan apart; there is always an answer, however short the text is. */
export const parsePlanRequest = (text: string): PlanRequest => {
  const mentions = Array.from(text.matchAll(/(?<![\w@])@"?([\w./[\]()-]*[\w/\]])/g), (match) => match[1] ?? '').filter(
    (path) => /[./]/.test(path),
  );
  const sentences = splitSentences(text);
  const first = sentences[0] ?? '';
  const task = imperative(first);
  const [verb = '', ...rest] = task.split(/\s+/);
  const hasVerb = verbIntents.has(verb.toLowerCase());
  const objectText = (hasVerb ? rest.join(' ') : task).replace(/^(?:up|out|down)\s+/i, '');
  const intent = intentOf(hasVerb ? verb.toLowerCase() : '', first);
  const { subject, target } = subjectOf(hasVerb ? objectText : lowerFirst(objectText), intent);
  return {
    intent,
    title: titleOf(task),
    subject: subject || titleOf(task).toLowerCase(),
    target,
    words: contentWords(`${subject} ${target} ${objectText}`),
    details: sentences.slice(1).map((sentence) => sentence.replace(/^(?:please|and|also)[, ]+/i, '')),
    mentions,
  };
};

/** Sentences and lines of a text, without list marks and closing punctuation. */
export const splitSentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?。！？])\s+|\n+/)
    .map((sentence) =>
      sentence
        .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
        .replace(/[\s.!?。！？]+$/, '')
        .trim(),
    )
    .filter((sentence) => sentence !== '');

/** Words that carry a subject, each once, in order. */
export const contentWords = (text: string): string[] => [
  ...new Set(
    splitWords(text.replace(/\b([A-Z]{2,})s\b/g, '$1')).filter(
      (word) => word.length > 1 && !isStopWord(word) && !fillers.has(word) && !/^\d+$/.test(word),
    ),
  ),
];

/** `Draft a plan for adding analytics` -> `add analytics`. */
const imperative = (sentence: string): string => {
  const asked = sentence
    .replace(politePattern, '')
    .replace(planPattern, '')
    .replace(politePattern, '')
    .replace(/^(?:to|for)\s+/i, '');
  const text = (asked === '' ? sentence : asked).replace(/^plan\s+(?=\S)/i, '');
  const [first = '', ...rest] = text.split(/\s+/);
  return [baseVerb(first), ...rest].join(' ');
};

/** `adding` -> `add`, for known verbs only. */
const baseVerb = (word: string): string => {
  const lower = word.toLowerCase();
  if (!lower.endsWith('ing')) return word;
  const stem = lower.slice(0, -3);
  return [stem, `${stem}e`, stem.slice(0, -1)].find((verb) => verbIntents.has(verb)) ?? word;
};

const intentOf = (verb: string, sentence: string): Intent => {
  const byVerb = verbIntents.get(verb);
  if (byVerb !== undefined && byVerb !== 'feature') return byVerb;
  const sign = signs.find(([, pattern]) => pattern.test(sentence))?.[0];
  const isComplaint = verb === '' && /\b(?:cannot|can'?t|unable to|not able to|never|no longer)\b/i.test(sentence);
  return sign ?? (isComplaint ? 'bug' : 'feature');
};

const leadPattern: Readonly<Partial<Record<Intent, RegExp>>> = {
  testing:
    /^(?:(?:more|unit|integration|missing|better|the|some|e2e|end-to-end|automated)\s+)*(?:tests?|test coverage|coverage|test suite|testing strategy)\s+(?:of|for|to|in|on|around)\s+/i,
  documentation:
    /^(?:(?:the|some|better|more|developer|user|missing|api)\s+)*(?:docs?|documentation|readme|guide|tutorial|docstrings?)\s+(?:of|for|to|on|about)\s+/i,
  bug: /^(?:(?:the|a|an|this|that)\s+)?(?:bug|issue|problem|error|crash|regression|exception)\s+(?:(?:where|that|in which|when|in|with|of|on)\s+)/i,
  performance: /^(?:the\s+)?(?:performance|speed|latency|response times?|throughput)\s+(?:of|for|in|when)\s+/i,
  security: /^(?:the\s+)?(?:security)\s+(?:of|for|in)\s+/i,
};

const article = /^(?:an?|the|our|its?|this|that|all|every|some)\s+/i;

const subjectOf = (text: string, intent: Intent): { subject: string; target: string } => {
  const plain = text
    .replace(/@"?[\w./-]+"?/g, (mention) => mention.replace(/^@"?.*\/|^@"?|"$/g, ''))
    .replace(/[`"“”]/g, '');
  const lead = leadPattern[intent];
  const core = (lead ? plain.replace(lead, '') : plain).replace(/^(?:to|for|from|of|on)\s+/i, '').replace(article, '');
  // The circumstances of a bug are its subject.
  if (intent === 'bug') return { subject: clip(core, 10), target: '' };
  const [subject = '', ...rest] = core.split(prepositions);
  const named = subject.split(/\s+(?:is|are|takes?|feels?)\s+/i)[0] ?? '';
  return {
    subject: clip(named.replace(/\s+(?:faster|slow|slower|better|safer?|more secure|quicker|is|are)$/i, ''), 6),
    target: clip((rest[0] ?? '').replace(article, ''), 5),
  };
};

const clip = (text: string, words: number): string =>
  text
    .trim()
    .split(/\s+/)
    .slice(0, words)
    .join(' ')
    .replace(/[,;:.!?]+$/, '');

/** Small at the beginning, but for names and abbreviations. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}[\p{Ll}-]*(?:\s|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

const titleOf = (task: string): string => {
  const plain = task.replace(/@"?([\w./-]+)"?/g, '$1').replace(/[,;:]+$/, '');
  const short = plain.length <= 80 ? plain : plain.slice(0, 80).replace(/\s+\S*$/, '');
  return short.charAt(0).toUpperCase() + short.slice(1);
};

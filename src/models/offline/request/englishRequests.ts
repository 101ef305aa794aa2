import type { Intent } from './intent';
import type { Clause, RequestGrammar } from './requestGrammar';

const polite =
  /^(?:(?:please|hey|hi|hello|ok|okay|so|now|then|also|first|and)\b[,!. ]*|(?:can|could|would|will) you(?: please)? |(?:i|we)(?:'d| would)? (?:want|need|like|have|plan)(?: you)? to |(?:i|we) (?:should|must|can) |let'?s |help (?:me|us)(?: to)? |how (?:do|can|should|would|might) (?:i|we|you) |as an? [\w ]+?,? i (?:want|need|would like) to |(?:i|we) (?:want|need) (?=an?\b|the\b)|it would be (?:nice|great|good|useful) to )+/i;
const planWords =
  /^(?:(?:draft|write|create|make|prepare|generate|give me|show me|come up with|produce|propose|outline|sketch)(?: me| us)? )?(?:an? |the |another |a new )?(?:(?:short|brief|detailed|small|development|implementation|project|dev|migration|test|new) )*plan(?:s|ning)?(?: (?:for|to|of|about|on|that|which|how to))?:? +/i;
const reports =
  /^(?:we(?:'re| are)? (?:getting|get|have) (?:complaints|reports) that|(?:(?:some|our|many) )?(?:users|customers|people) (?:complain|report|say)(?: that)?|(?:there is|there's) (?:a|an) (?:bug|issue|problem)(?: where| that| in which|:)?|bug(?: report)?:)\s+/i;

const verbs: readonly (readonly [Intent, string])[] = [
  ['bug', 'fix repair correct resolve debug solve troubleshoot investigate hotfix'],
  [
    'refactoring',
    'refactor restructure reorganize reorganise clean simplify extract decouple modularize modularise split rewrite consolidate unify deduplicate separate',
  ],
  ['integration', 'integrate connect'],
  ['migration', 'migrate convert backfill'],
  ['upgrade', 'upgrade bump port'],
  ['performance', 'optimize optimise accelerate speed profile'],
  ['security', 'secure harden protect audit encrypt sanitize sanitise'],
  ['testing', 'test cover'],
  ['documentation', 'document explain describe'],
  [
    'change',
    'change improve update extend increase raise reduce lower replace adjust rename move set switch turn make',
  ],
  ['removal', 'remove delete drop deprecate retire'],
  [
    'feature',
    'add implement build create design introduce develop support enable allow provide expose write show send store use let offer handle cache log export import upload download archive restore share sort filter search validate schedule notify sync track limit lock print dockerize containerize localize translate generate',
  ],
];
const intents = new Map(verbs.flatMap(([intent, words]) => words.split(' ').map((word) => [word, intent] as const)));

/** Verbs that are part of what is built, and their nouns. */
const actions = new Map(
  (
    'import:import export:export upload:upload download:download archive:archiving restore:restoring share:sharing sort:sorting filter:filtering ' +
    'validate:validation schedule:scheduling sync:synchronisation lock:locking print:printing translate:translation generate:generation show:display send:sending log:logging'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

const signs: readonly (readonly [Intent, RegExp])[] = [
  [
    'bug',
    /\b(?:bugs?|crash(?:es|ed|ing)?|regressions?|exceptions?|stack ?trace|broken|breaks|fail(?:s|ed|ing)|doesn'?t|does not|don'?t work|didn'?t|isn'?t|wrong(?:ly)?|incorrect(?:ly)?|race condition|deadlock|memory leak|leaks|(?:get|gets|got|getting|return|returns|throw|throws|threw) (?:an? |the )?(?:[45]\d\d|errors?|null|undefined)|[45]\d\d errors?|error [45]\d\d|hangs?|freezes?|stuck|disappears?|lost|loses?|forgets?|missing|twice|garbled|stops working)\b/i,
  ],
  [
    'documentation',
    /\b(?:docs|documentation|readme|(?:user|developer|contributor|style|how-?to) guide|tutorial|handbook|docstrings?)\b/i,
  ],
  [
    'testing',
    /\b(?:(?:unit|integration|e2e|end-to-end|regression|more|missing|the|write|add|some) tests?|tests? (?:for|of|coverage|suite|strategy)|coverage|testing strategy|flaky)\b|^tests?\b/i,
  ],
  [
    'security',
    /\b(?:security|vulnerabilit\w+|xss|csrf|sql injection|injection|brute[- ]force|owasp|penetration|hardening|cve|secrets? leak\w*|path traversal|timing attacks?)\b/i,
  ],
  [
    'performance',
    /\b(?:performance|slow(?:er|ly|ness)?|fast(?:er)?|quick(?:er)?|latency|throughput|speed|bottleneck|n\+1|response times?|memory use|startup time|takes (?:too long|forever|ages|\d+ (?:s|sec|seconds|minutes|ms)))\b/i,
  ],
  ['upgrade', /\b(?:upgrade to|upgrading|major version|end of life)\b/i],
  ['migration', /\b(?:migrat(?:e|ion|ions|ing)|schema change|backfill|database column)\b/i],
  [
    'integration',
    /\b(?:integration with|integrat(?:e|ion|ing)|third[- ]party|webhooks? from|sync(?:ing|hronize)? with|api client for|sdk)\b/i,
  ],
  ['refactoring', /\b(?:refactor\w*|technical debt|tech debt|clean[- ]?up|duplicat\w+ code|spaghetti)\b/i],
];

const baseVerb = (word: string): string => {
  const lower = word.toLowerCase();
  if (!lower.endsWith('ing')) return word;
  const stem = lower.slice(0, -3);
  return [stem, `${stem}e`, stem.slice(0, -1)].find((verb) => intents.has(verb)) ?? word;
};

/** `Draft a plan for adding analytics` -> `add analytics`; `users should see X` -> `let users see X`. */
const imperative = (sentence: string): string => {
  const asked = sentence
    .replace(reports, '')
    .replace(polite, '')
    .replace(planWords, '')
    .replace(polite, '')
    .replace(/^(?:to|for)\s+/i, '')
    .replace(/,?\s+please$/i, '');
  const text = (asked === '' ? sentence : asked)
    .replace(/^plan\s+(?=\S)/i, '')
    .replace(/^(?:i|we) (?:want|need|would like) (.+?) to (?:be able to )?/i, 'let $1 ');
  const wished = text
    .replace(/^it would be (?:nice|great|good|useful) if (.+?) (?:could|would|can) /i, 'let $1 ')
    .replace(/^(?:there should be|we (?:need|want)|i (?:need|want)|we (?:are|'re) missing) /i, 'add ')
    .replace(/^((?:the |all |our )?[\w-]+(?: [\w-]+){0,2}) (?:should|must) (?:be able to )?(?!not\b)/i, 'let $1 ');
  // `Searching plans is slow` describes something and requests nothing.
  if (
    /^\w+ing\b.*\b(?:is|are|takes?|feels?|gets?|returns?|throws?|fails?|crash(?:es)?|shows?|breaks?|hangs?|loses?|doesn't|does not)\b/i.test(
      wished,
    )
  )
    return wished;
  const [first = '', ...rest] = wished.split(/\s+/);
  return [baseVerb(first), ...rest].join(' ');
};

const article = /^(?:an?|the|our|its?|this|that|all|every|some)\s+/i;

/** Verbs that are nouns if no object follows: `search for users`. */
const isNoun =
  /^(?:search|filter|export|import|cache|log|test|upload|download|support|sort|lock|limit|archive|share|display|sync|schedule|design)\s+(?:for|of|in|to|on|with|from|by|across|as|via)\b/i;

const read = (sentence: string): Clause => {
  const task = imperative(sentence);
  const [first = '', ...rest] = task.split(/\s+/);
  const verb = first.toLowerCase();
  // `DELETE /users` is an HTTP request.
  const intent = /^[A-Z]{3,}$/.test(first) || isNoun.test(task) ? undefined : intents.get(verb);
  if (intent === undefined) return { intent: null, object: task, title: task, action: '' };
  if (verb === 'let') return { intent, object: rest.join(' '), title: task, action: '', isWhole: true };
  const object = rest.join(' ').replace(/^(?:up|out|down)\s+/i, '');
  return { intent, object, title: task, action: actions.has(verb) ? verb : '' };
};

/** Lower-cases the first letter, except in abbreviations and words with further capitals. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}[\p{Ll}'’-]*(?:\s|$)/u.test(text) && !/^I\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The grammar of requests in English. */
export const englishRequests: RequestGrammar = {
  newPlan:
    /^(?:(?:please|ok|now|hey|hi|and|then)\b[, ]*|(?:can|could|would) you(?: please)? |i(?:'d like| want| need)(?: you)?(?: to)? |let'?s )*(?:help (?:me|us)(?: to)? )?(?:(?:plan|design|draft|outline|sketch)\b|(?:draft|create|write|make|generate|prepare|start|give me|i need|i want) (?:me )?(?:an?|another|a new|the) (?:[\w-]+ ){0,3}plan\b)/i,
  question:
    /^(?:(?:please|hey|hi|ok|and|so|then|but)\b[,!. ]*)*(?:(?:what|where|which|who|why|(?:when|if) (?:do|does|did|is|are|was|were|will|should)|does|do|is|are|did|was|were|has|have|how (?:does|do(?! (?:i|we|you) (?:add|build|create|make|implement|fix|support|migrate))|is|are|many|much|long|come|did|big))\b|(?:can|could|would|will) you (?:please )?(?:explain|tell|show|describe|summari[sz]e)\b|(?:explain|tell me|show me|summari[sz]e|list (?:my|all|the) plans|describe (?:how|what)|i (?:don'?t understand|wonder))\b)/i,
  about: {
    plans: /\b(?:how many|which|what|list|show|any)\b.*\bplans\b/i,
    progress:
      /\b(?:how far|how many tasks|what(?:'s| is) (?:done|left|open|missing|the (?:status|progress))|open tasks|progress|summari[sz]e (?:the|this) plan|how long (?:does|will) (?:the|this) plan)\b/i,
    next: /\bwhat(?:'s| is| comes| should i do)? (?:to do )?next\b|\bwhere (?:do|should) (?:i|we) (?:start|begin)\b/i,
    workspace:
      /\b(?:this|the|our|my) (?:project|repo(?:sitory)?|code ?base|workspace|code|program)\b(?: (?:do|does|about|for|structured|organi[sz]ed|built|all about))*\s*\??$|^what(?: is|'s) this\b|^what does (?:it|this) do\b/i,
    why: /^why\b/i,
  },
  questionWords: words(
    'explain tell show describe used uses defined implemented located mean means call calls called find happens happen handle handles handled exist exists work works between difference file files function class method module please where does say come comes understand wonder about summarize summarise',
  ),
  greeting:
    /^(?:hi|hello|hey|help|thanks?|thank you|test|ok|okay|yes|no|what can you do|who are you|how are you|good (?:morning|evening|day))\b(?: (?:there|devplan|you|all))?[\s!.?]*$/i,
  complaint:
    /\b(?:cannot|can'?t|unable to|not able to|never|no longer|won'?t|is|are|gets?|got|takes?|throws?|returns?|crash(?:es|ed)|fails?|breaks?|hangs?|freezes?|shows?|disappears?|doesn'?t|don'?t|isn'?t|aren'?t|loses?|leaks?)\b/i,
  signs,
  leads: {
    testing:
      /^(?:(?:more|unit|integration|missing|better|the|some|e2e|end-to-end|automated)\s+)*(?:tests?|test coverage|coverage|test suite|testing strategy)\s+(?:of|for|to|in|on|around)\s+/i,
    documentation:
      /^(?:(?:the|some|better|more|a|developer|user|missing|api)\s+)*(?:docs?|documentation|readme|guide|tutorial|docstrings?)\s+(?:of|for|to|on|about)\s+/i,
    bug: /^(?:(?:the|a|an|this|that)\s+)?(?:bug|issue|problem|error|regression|exception)\s+(?:(?:where|that|in which|when|in|with|of|on)\s+)/i,
    performance: /^(?:the\s+)?(?:performance|speed|latency|response times?|throughput)\s+(?:of|for|in|when)\s+/i,
    security: /^(?:the\s+)?(?:security)\s+(?:of|for|in)\s+/i,
    refactoring: /^(?:the\s+)?(?:technical debt|tech debt|mess|duplicat\w+ code)\s+(?:of|in|around)\s+/i,
  },
  article,
  prepositions:
    /,?\s+(?:to (?:open|show|see|view|find|get|use|run|reach|access|close|toggle)|to|for|in|into|inside|on|onto|from|against|across|between|within|with|via|using|by|when|while|whenever|if|so|because|that|which|where|under|at|as|and|before|after|per|instead|without|behind|through|during)\s+/i,
  subordinates:
    /,?\s+(?:so that|so|that|who|because|since|which|while|whenever|in order to|such that|but|and then|as well as|without|instead of|using|including)\s+|\s+[-–(]\s*|;\s+|:\s+|,\s+/gi,
  besides:
    /,? and (?=(?:also |then )?(?:mention|document|describe|explain|note) (?:it|this|that|them|how)\b|(?:also |then )?(?:write|add) (?:(?:a|some|the|unit|integration) )*tests?(?: for (?:it|this|that|them))?[.!]?\s*$)/gim,
  condition: /\b(?:when(?:ever)?|if|while|as soon as)\s+([^,]+)/i,
  emptyWords: words(
    'plan plans help please something anything everything it this that improve make add fix build create write draft design need want change do better nice stuff me us my',
  ),
  fillers: words(
    'new feature features support system basic simple proper better good nice ability able functionality thing things stuff code app application ' +
      'whole existing current plan work works way against across between within while whenever before after per instead without cannot like fast ' +
      'faster slow slower slowly quick quicker crash crashes crashing bug bugs issue issues problem problems error errors wrong broken fails failing ' +
      'performance security test tests testing coverage docs doc documentation refactor optimize gets get got takes let make too long because which through behind',
  ),
  asks: (sentence) =>
    polite.test(sentence) ||
    intents.has(baseVerb(sentence.split(/\s+/)[0] ?? '').toLowerCase()) ||
    /\b(?:plan|should|need|want|must|would like)\b/i.test(sentence),
  read,
  complaintTitle: (sentence, subject, intent) => {
    const text = sentence.replace(reports, '').replace(polite, '');
    if (intent === 'performance') return `Speed up ${subject}`;
    const crash = /^(.+?) crash(?:es|ed)\b\s*(.*)$/i.exec(text);
    if (crash) return `Fix the crash of ${lowerFirst(crash[1] ?? '')} ${crash[2] ?? ''}`.trim();
    return `Fix: ${lowerFirst(text)}`;
  },
  phrase: (subject, object) =>
    /^(?:an?|the|our|this|that)\s/i.test(object) && !/^(?:the|an?)\s/i.test(subject) ? `the ${subject}` : subject,
  within: lowerFirst,
  nominal: (action, object) => {
    const noun = actions.get(action);
    return noun === undefined || object === '' ? null : `${noun} of ${object.replace(article, '')}`;
  },
  toCode: (text) => text,
};

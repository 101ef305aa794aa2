import { germanToCode } from './germanTerms';
import type { Intent } from './intent';
import type { Clause, RequestGrammar } from './requestGrammar';

const polite =
  /^(?:(?:bitte|hallo|hi|hey|moin|ok|okay|also|dann|nun|jetzt|und|zuerst|außerdem)(?=[\s,!.])[,!. ]*|(?:kannst|könntest|würdest) du(?: bitte)?(?: mal)? |(?:ich|wir) (?:möchten?|will|wollen|müssen|sollten|würden gern[e]?|würde gern[e]?|brauchen?|benötigen?|hätten? gern[e]?) |wie (?:kann|können|soll|sollen|sollten) (?:ich|wir|man) |hilf (?:mir|uns)(?: bitte)?(?: dabei)?,?(?: beim)? |lass uns |als \w+ möchte ich )+/i;
const planWords =
  /^(?:(?:erstelle?|entwirf|schreibe?|mache?|generiere|gib mir|skizziere)\s+)?(?:(?:mir|uns)\s+)?(?:(?:einen?|den)\s+)?(?:(?:kurzen|detaillierten|kleinen|neuen)\s+)*(?:entwicklungs|umsetzungs|projekt|migrations|test)?plan(?:\s+(?:für|zu|zum|zur|um|über))?:?\s+(?:(?:den|die|das|eine[nr]?|ein)\s+)?|^plane\s+/i;
const planTail = /,?\s+(?:planen|zu planen|bitte)$/i;

/** Imperatives with the particle at the end of the sentence, and their infinitives: `füge … hinzu` is `hinzufügen`. */
const imperatives: readonly (readonly [RegExp, string, Intent])[] = (
  [
    ['füge?', 'hinzu', 'hinzufügen', 'feature'],
    ['baue?', 'ein', 'einbauen', 'feature'],
    ['baue?', 'um', 'umbauen', 'refactoring'],
    ['baue?', '', 'bauen', 'feature'],
    ['führe?', 'ein', 'einführen', 'feature'],
    ['binde?', '(?:an|ein)', 'anbinden', 'integration'],
    ['richte?', 'ein', 'einrichten', 'feature'],
    ['stelle?', 'um', 'umstellen', 'change'],
    ['benenne', 'um', 'umbenennen', 'refactoring'],
    ['räume?', 'auf', 'aufräumen', 'refactoring'],
    ['teile?', 'auf', 'aufteilen', 'refactoring'],
    ['sichere?', 'ab', 'absichern', 'security'],
    ['zeige?', '(?:an)?', 'anzeigen', 'feature'],
    ['erstelle?', '', 'erstellen', 'feature'],
    ['implementiere', '', 'implementieren', 'feature'],
    ['entwickle', '', 'entwickeln', 'feature'],
    ['entwirf', '', 'entwerfen', 'feature'],
    ['ergänze', '', 'ergänzen', 'feature'],
    ['schreibe?', '', 'schreiben', 'feature'],
    ['ermögliche', '', 'ermöglichen', 'feature'],
    ['unterstütze', '', 'unterstützen', 'feature'],
    ['exportiere', '', 'exportieren', 'feature'],
    ['importiere', '', 'importieren', 'feature'],
    ['behebe?', '', 'beheben', 'bug'],
    ['repariere', '', 'reparieren', 'bug'],
    ['korrigiere', '', 'korrigieren', 'bug'],
    ['refaktor(?:iere|isiere)', '', 'refaktorieren', 'refactoring'],
    ['extrahiere', '', 'extrahieren', 'refactoring'],
    ['vereinfache', '', 'vereinfachen', 'refactoring'],
    ['integriere', '', 'integrieren', 'integration'],
    ['verbinde', '', 'verbinden', 'integration'],
    ['migriere', '', 'migrieren', 'migration'],
    ['aktualisiere', '', 'aktualisieren', 'upgrade'],
    ['optimiere', '', 'optimieren', 'performance'],
    ['beschleunige', '', 'beschleunigen', 'performance'],
    ['härte', '', 'härten', 'security'],
    ['schütze', '', 'schützen', 'security'],
    ['teste', '', 'testen', 'testing'],
    ['dokumentiere', '', 'dokumentieren', 'documentation'],
    ['beschreibe', '', 'beschreiben', 'documentation'],
    ['ändere', '', 'ändern', 'change'],
    ['verbessere', '', 'verbessern', 'change'],
    ['erhöhe', '', 'erhöhen', 'change'],
    ['verringere', '', 'verringern', 'change'],
    ['ersetze', '', 'ersetzen', 'change'],
    ['erweitere', '', 'erweitern', 'change'],
    ['entferne?', '', 'entfernen', 'removal'],
    ['lösche?', '', 'löschen', 'removal'],
    ['mache?', '', 'machen', 'change'],
  ] as const
).map(([first, last, infinitive, intent]) => [
  new RegExp(`^${first}\\s+(.+?)${last === '' ? '' : `\\s+${last}`.replace('\\s+(?:an)?', '(?:\\s+an)?')}$`, 'i'),
  infinitive,
  intent,
]);
const infinitives = new Map(imperatives.map(([, infinitive, intent]) => [infinitive, intent] as const));
const actions: Readonly<Record<string, readonly [string, string]>> = {
  exportieren: ['export', 'Export'],
  importieren: ['import', 'Import'],
};
const nouns: Readonly<Record<string, string>> = { import: 'Import', export: 'Export' };

const article = /^(?:ein(?:e[nmrs]?)?|der|die|das|den|dem|des|unsere?[nmrs]?|diese?[nmrs]?|alle|neue?[nmrs]?)\s+/i;

const read = (sentence: string): Clause => {
  const asked = unwrapped(sentence);
  for (const [pattern, infinitive, intent] of imperatives) {
    const object = pattern.exec(asked)?.[1];
    if (object !== undefined) return clauseOf(object, infinitive, intent);
  }
  const [, object = '', last = ''] = /^(.+?)\s+(?:zu\s+)?([\p{L}]+)$/u.exec(asked) ?? [];
  const plain = last.toLowerCase().replace(/zu(?=fügen$)(?<!hinzu)/, '');
  const intent = infinitives.get(plain);
  if (intent !== undefined && !/\s(?:soll|sollen|muss|müssen|kann|können)\s/i.test(` ${object} `))
    return clauseOf(object, plain, intent);
  const wish = /^(.+?)\s+(?:soll(?:en|te|ten)?|muss|müssen)\s+(.+)$/i.exec(asked);
  if (wish) return { ...clauseOf(`${wish[1] ?? ''}: ${wish[2] ?? ''}`, '', null), isWhole: true };
  return { intent: null, object: asked, title: asked.replace(article, ''), action: '' };
};

const planAsked =
  /^((?:mir |uns )?(?:einen?|den) (?:\p{L}+ )?\p{L}*plan (?:für|zu|zum|zur) .+?) (?:erstellen|machen|schreiben|aufstellen|entwerfen)$/iu;

const unwrapped = (sentence: string): string => {
  const plain = sentence
    .replace(polite, '')
    .replace(planAsked, '$1')
    .replace(planTail, '')
    .replace(planWords, '')
    .replace(polite, '')
    .trim();
  return plain === '' ? sentence : plain;
};

const clauseOf = (object: string, infinitive: string, intent: Intent | null): Clause => {
  const text = object.replace(/^(?:bitte|mir|uns)\s+/i, '');
  return {
    intent,
    object: text,
    title: `${text.replace(article, '')} ${infinitive}`.trim(),
    action: actions[infinitive]?.[0] ?? '',
  };
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** The grammar of requests in German. */
export const germanRequests: RequestGrammar = {
  newPlan:
    /^(?:(?:bitte|ok|okay|nun|jetzt|und|dann|hallo|hey)\b[, ]*)*(?:plane\b|(?:erstelle?|schreibe?|mache?|entwirf|skizziere|ich (?:brauche|will|möchte)|wir (?:brauchen|wollen|möchten)|gib mir|kannst du)\s+(?:mir\s+|uns\s+|bitte\s+)*(?:(?:einen?|den|noch einen)\s+)(?:\p{L}+\s+){0,2}\p{L}*plan\b)/iu,
  question:
    /^(?:(?:bitte|hallo|hey|und|aber|ok)(?=[\s,])[, ]*)*(?:(?:was|wo|woher|wohin|wer|welche[rsnm]?|warum|weshalb|wieso|wann|wie ?viele?|wie (?:funktioniert|geht|lange|groß|wird|werden|ist|sind|läuft)|gibt es|ist|sind|hat|haben|kann|können (?!wir)|wird|werden)(?=[\s?]|$)|(?:kannst|könntest|würdest) du (?:mir )?(?:bitte )?(?:.+ )?(?:erklären|sagen|zeigen)|(?:erklär|erkläre|erläutere|zeig|zeige mir|sag|sage|fasse)(?=\s))/i,
  about: {
    plans: /\b(?:wie ?viele|welche|zeig\w*|liste|gibt es)\b.*\bpläne\b/iu,
    progress:
      /\b(?:wie weit|wie ?viele aufgaben|was ist (?:offen|fertig|erledigt|der stand)|offene aufgaben|fortschritt|fasse? den plan)(?=[\s?]|$)/iu,
    next: /\b(?:was (?:ist|kommt) als nächstes|womit (?:fange|soll) ich|wie geht es weiter)/iu,
    workspace:
      /\b(?:dieses|das|unser|mein|diesem|dem) (?:projekt|repo(?:sitory)?|programm|arbeitsbereich|code)(?: (?:hier|genau|aufgebaut))*\s*\??$|^was ist das\b/iu,
    why: /^(?:warum|wieso|weshalb)\b/i,
  },
  questionWords: words(
    'was wo wer wie welche warum wieso weshalb wann macht tut erklaere erklaer erkläre erklär erlaeutere zeige zeig sage sag gibt verwendet benutzt definiert bedeutet funktioniert genau eigentlich viele hier datei funktion klasse modul heisst passiert',
  ),
  greeting:
    /^(?:hallo|hi|hey|moin|servus|guten (?:tag|morgen|abend)|hilfe|danke|vielen dank|test|ok|ja|nein|was kannst du(?: alles)?|wer bist du)[\s!.?]*$/i,
  complaint:
    /\b(?:ist|sind|wird|stürzt|schlägt|bekommt|bekommen|kommt|liefert|zeigt|fehlt|funktioniert|dauert|kann|können|verliert|bleibt|hängt)\b/iu,
  signs: [
    [
      'bug',
      /(?:\bstürz\w+.*\bab\b|abstürz|\babsturz|\bschlägt\b.*\bfehl|fehlschl|funktioniert (?:\p{L}+ )?nicht|geht (?:\p{L}+ )?nicht|\bkaputt|\bbugs?\b|\bfehler\s*(?:[45]\d\d)|\b[45]00(?:er)?\b|\bfalsch\w*|\bhängt\b|\bfriert\b|verschwind|verlor|doppelt|\bbehebe|ausnahme|fehlerhaft|regression|\b(?:einen|der|den) fehler\b)/iu,
    ],
    ['documentation', /(?:dokumentation|dokumentier|\bdoku\b|readme|handbuch|anleitung)/iu],
    ['testing', /(?:\btests?\b|testabdeckung|teststrategie|unittests?|abdeckung)/iu],
    ['security', /(?:sicherheit|absicher|schwachstelle|brute[- ]?force|xss|csrf|injection|angriff|härtung)/iu],
    [
      'performance',
      /(?:performance|schneller|langsam|beschleunig|latenz|durchsatz|geschwindigkeit|antwortzeit|dauert .*(?:lange|sekunden|minuten))/iu,
    ],
    ['upgrade', /(?:upgrade|neue hauptversion|auf version \d)/iu],
    ['migration', /(?:migration|migrier|datenbankschema)/iu],
    ['integration', /(?:anbindung|integration (?:von|mit)|anbinden|synchronisation mit)/iu],
    ['refactoring', /(?:refactoring|refaktor|technische schulden|aufräumen|umbau|doppelte[rn]? code)/iu],
  ],
  leads: {
    testing:
      /^(?:(?:mehr|unit|fehlende|bessere|die|der|integrations)[\s-]*)*(?:tests?|unittests?|testabdeckung|abdeckung|teststrategie)\s+(?:für|von|zu|der|des|in)\s+/i,
    documentation:
      /^(?:(?:die|eine|bessere)\s+)*(?:dokumentation|doku|readme|anleitung|handbuch)\s+(?:für|von|zu|zum|zur|der|des|über)\s+/i,
    bug: /^(?:(?:den|der|einen|ein|das)\s+)?(?:bug|fehler|problem)\s*(?:,\s*(?:dass|bei dem|wenn)|beim|bei|in|mit)\s+/i,
    performance:
      /^(?:die\s+)?(?:performance|geschwindigkeit|latenz|antwortzeit(?:en)?)\s+(?:von|der|des|für|beim?)\s+/i,
    security: /^(?:die\s+)?(?:sicherheit)\s+(?:von|der|des|für)\s+/i,
    refactoring: /^(?:die\s+)?(?:technischen? schulden)\s+(?:in|von|bei)\s+/i,
  },
  article,
  prepositions:
    /,?\s+(?:für|zum|zur|zu|im|in|ins|aus|von|vom|nach|mit|bei|beim|als|an|am|ans|auf|über|unter|wenn|damit|weil|dass|sobald|um|durch|gegen|per|via|ohne|vor|und|nachdem|bevor)\s+/i,
  subordinates:
    /,\s*(?:wenn|damit|weil|dass|sobald|so dass|sodass|um|ohne|die|der|das|den|und)\s+|\s+(?:damit|weil|sodass|und dann|sowie)\s+|\s+[-–(]\s*|[;:]\s+|,\s+/gi,
  besides:
    /,? und (?=(?:auch |dann )?(?:erwähne?|dokumentiere?|beschreibe?|erkläre?) (?:es|das|sie|ihn|wie)\b|(?:auch |dann )?schreibe? (?:(?:einen|ein paar|die) )?tests?(?: (?:dafür|dazu))?[.!]?\s*$)/gim,
  condition: /\b(?:wenn|sobald|falls|nachdem|während|beim|bei)\s+([^,]+)/i,
  emptyWords: words(
    'plan plane planen hilfe hilf bitte etwas irgendwas alles es das verbessere verbessern mach mache machen baue bauen erstelle erstellen schreibe ändern ändere besser schöner',
  ),
  fillers: words(
    'neue neuen neuer neues funktion funktionen system einfache einfachen bessere gute sache sachen code app anwendung ganze aktuelle plan langsam schneller kaputt fehler problem probleme ' +
      'tests test dokumentation performance sicherheit machen soll sollen wird werden dauert lange stuerzt schlaegt fehl ab hinzufuegen',
  ),
  asks: (sentence) =>
    polite.test(sentence) ||
    planWords.test(sentence) ||
    imperatives.some(([pattern]) => pattern.test(sentence)) ||
    infinitives.has(/(\p{L}+)$/u.exec(sentence)?.[1]?.toLowerCase() ?? '') ||
    /\b(?:soll|sollen|sollte|müssen|muss|brauchen|brauche)\b/i.test(sentence),
  read,
  complaintTitle: (sentence, subject, intent) => {
    if (intent === 'performance') return `${subject} beschleunigen`;
    const crash = /^(.+?) stürzt (?:immer |manchmal )?ab,?\s*(.*)$/i.exec(sentence);
    if (crash) return `Absturz beheben${crash[2] ? `, ${crash[2]}` : `: ${crash[1]}`}`;
    return `Fehler beheben: ${sentence}`;
  },
  phrase: (subject) => subject,
  within: (sentence) => sentence,
  nominal: (action, object) => {
    const noun = nouns[action];
    return noun === undefined || object === '' ? null : `${noun} (${object.replace(article, '')})`;
  },
  toCode: germanToCode,
};

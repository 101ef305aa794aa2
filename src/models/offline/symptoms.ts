import type { Words } from './words/words';

/** A known kind of symptom. */
export type SymptomKey = keyof Words['symptoms'];

/** How each kind of symptom is recognised, the most specific first, and the words that lead to its place in the code. */
const symptoms: readonly (readonly [SymptomKey, RegExp, string])[] = [
  [
    'encoding',
    /\b(?:umlaut\w*|unicode|utf-?8|emojis?|accent\w*|special char\w*|non-ascii|encod\w+|garbled)\b/i,
    'decode encode utf8 text body',
  ],
  [
    'missingFile',
    /\b(?:file|config\w*|setting\w*|environment variable|folder|director\w+)\b.{0,30}\b(?:missing|not (?:found|there)|absent|doesn'?t exist|does not exist|fehlt)\b|datei\w*\b.{0,30}\bfehlt|\b(?:missing|fehlende\w*) (?:file|config\w*|setting\w*|folder)\b|\benoent\b/i,
    'read load open config',
  ],
  ['duplicate', /\b(?:twice|duplicat\w*|double|doppelt\w*)\b/i, 'create add insert send'],
  [
    'race',
    /\b(?:race(?: condition)?|concurren\w+|simultaneous\w*|at the same time|deadlock|gleichzeitig)\b/i,
    'lock queue transaction async',
  ],
  [
    'time',
    /\b(?:time ?zones?|dst|summer time|utc|wrong date|dates?|sommerzeit|zeitzonen?)\b/i,
    'date time parse format',
  ],
  [
    'hang',
    /\b(?:hangs?|freez\w+|stuck|never (?:returns|finishes|ends)|time[sd]? out|timeouts?|hängt|haengt)\b/i,
    'wait timeout lock abort',
  ],
  ['leak', /\b(?:memory (?:leak|grows|use)|leaks?|out of memory|oom)\b/i, 'listener cache dispose close'],
  [
    'lost',
    /\b(?:lost|loses?|disappear\w*|vanish\w*|not saved|overwritten|verloren|verschwind\w*)\b/i,
    'save write store update',
  ],
  [
    'denied',
    /\b(?:log ?in|sign ?in|unauthori[sz]ed|forbidden|40[13]|denied|password\w*)\b/i,
    'auth login token session',
  ],
  [
    'emptyInput',
    /\b(?:empty|null|undefined|nothing|no \w+|without an? \w+|leere?[nmrs]?|ohne)\b/i,
    'length first parse',
  ],
  ['serverError', /\b(?:5\d\d|internal server error|server error)\b/i, 'error handler route'],
  [
    'crash',
    /\b(?:crash\w*|panic\w*|exception|stack ?trace|segfault|abst\w+rz\w*|st\w+rzt)\b/i,
    'error throw main start',
  ],
];

/** The kind of symptom that a complaint describes, and words to search for; null if it is not a known one. */
export const symptomOf = (text: string): { readonly key: SymptomKey; readonly looksFor: readonly string[] } | null => {
  const found = symptoms.find(([, pattern]) => pattern.test(text));
  return found ? { key: found[0], looksFor: found[2].split(' ') } : null;
};

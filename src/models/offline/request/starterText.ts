import type { Intent } from './intent';

/** A message without the words of the starter or template that it was written with. */
export interface Started {
  /** The user's own text. */
  readonly text: string;
  /** The kind of work that the starter stands for; null if there is none. */
  readonly intent: Intent | null;
  /** Further answers of a filled-in template: `Who uses it: operators`. */
  readonly details: readonly string[];
}

const kinds: readonly (readonly [Intent, string])[] = [
  ['feature', 'new feature|feature|neue funktion|neues feature|funktion'],
  ['bug', 'bug[- ]?fix|fix for this bug|the fix of a bug|bug|fehlerbehebung|fehler'],
  ['refactoring', 'refactoring|umbau|refaktorisierung'],
  ['integration', 'api[- ]integration|integration of a service|integration|anbindung'],
  ['migration', 'database[- ]migration|migration|datenbankmigration'],
  ['performance', 'performance(?: improvement)?|leistung'],
  ['security', 'security(?: change)?|sicherheit'],
  ['testing', 'testing[- ]strategy|tests?|teststrategie'],
  ['documentation', 'documentation|docs|dokumentation'],
];

/** `New feature: `, `/new-feature `, `Plan a refactoring: `: a kind of work, then what the user wants. */
const leads = kinds.map(
  ([intent, names]) =>
    [
      intent,
      new RegExp(
        `^(?:/(?:${names})\\b[:\\s]*|(?:plan(?:e)?\\s+)?(?:an?\\s+|eine[n]?\\s+|the\\s+)?(?:${names})\\s*[:.](?:\\s+|$))`,
        'i',
      ),
    ] as const,
);

/** Removes a starter's lead from a message, and reads a filled-in template by its list; a template's instructions to the planner are not the user's request. */
export const readStarter = (message: string): Started => {
  const found = leads.find(([, pattern]) => pattern.test(message.trim()));
  if (!found) return { text: message, intent: null, details: [] };
  const [intent, pattern] = found;
  const text = message.trim().replace(pattern, '').trim();
  const answers = Array.from(text.matchAll(/^-\s+([^:\n]+):\s+(.+)$/gm));
  const isFilled = answers.length > 0 && text.startsWith('- ');
  if (!isFilled) return text === '' ? { text: message, intent, details: [] } : { text, intent, details: [] };
  const [first, ...rest] = answers;
  return { text: first?.[2] ?? '', intent, details: rest.map(([, label, answer]) => `${label}: ${answer}`) };
};

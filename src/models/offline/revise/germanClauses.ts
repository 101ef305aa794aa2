import type { Command } from './command';
import { type Make, refsOf, sectionOf, unquoted } from './clauseParts';

const id = '(?:aufgabe\\s+)?(?:[A-Z]{1,4}-?\\d+|#?\\d+)';
const ids = `${id}(?:(?:\\s*,\\s*(?:und\\s+)?|\\s+und\\s+)${id})*`;
const phase = `(?:die\\s+)?phase\\s+(?:[„"][^"“”]+["“”]|[\\p{L}\\d' -]+?)`;
const duration = `(?:etwa\\s+|ca\\.?\\s+)?(\\d+(?:[.,]\\d+)?)\\s*(m|min|minuten?|h|std|stunden?|d|t|tage?n?)`;
const rule = (text: string, make: Make): readonly [RegExp, Make] => [new RegExp(`^${text}$`, 'isu'), make];

const tick =
  (done: boolean): Make =>
  ([tasks = '']) => ({ kind: 'tick', tasks: refsOf(tasks), done });

const units: readonly (readonly [RegExp, string])[] = [
  [/^m/i, 'm'],
  [/^(?:d|t)/i, 'd'],
];
const durationOf = (amount: string, unit: string): string =>
  `${amount.replace(',', '.')}${units.find(([pattern]) => pattern.test(unit))?.[1] ?? 'h'}`;

const estimate: Make = ([tasks = '', amount = '', unit = '']) => ({
  kind: 'estimate',
  tasks: refsOf(tasks),
  estimate: durationOf(amount, unit),
});

const acceptance: Make = ([task = '', text = '']) => ({
  kind: 'acceptance',
  task: refsOf(task)[0] ?? '',
  text: unquoted(text),
});

const addition = (text: string): Command => ({
  kind: 'addTask',
  text: unquoted(text),
  phase: null,
  after: null,
  estimate: null,
});

/** How each kind of clause is recognised in German, the most specific first. */
export const germanClauses: readonly (readonly [RegExp, Make])[] = [
  rule(
    `(?:die\\s+)?(?:abnahme|akzeptanz|fertig[- ]wenn)(?:kriterium|kriterien)?\\s+(?:von|für)\\s+(${id})\\s*(?:ist|:)?\\s+(.+)`,
    acceptance,
  ),
  rule(`(${id})\\s+ist\\s+(?:fertig|erledigt),?\\s+wenn\\s+(.+)`, acceptance),
  rule(`(${ids})\\s+(?:ist|sind)\\s+(?:noch\\s+)?(?:nicht\\s+(?:fertig|erledigt)|(?:wieder\\s+)?offen)`, tick(false)),
  rule(`öffne\\s+(${ids})(?:\\s+wieder)?`, tick(false)),
  rule(`(${ids})\\s+(?:ist|sind)\\s+(?:jetzt\\s+|nun\\s+)?(?:fertig|erledigt|abgeschlossen|umgesetzt)`, tick(true)),
  rule(`(?:hake?|streiche)\\s+(${ids})\\s+ab`, tick(true)),
  rule(`(?:markiere?)\\s+(${ids})\\s+als\\s+(?:fertig|erledigt)`, tick(true)),
  rule(`(?:ich|wir)\\s+(?:habe|haben)\\s+(${ids})\\s+(?:fertig|erledigt|abgeschlossen|umgesetzt)`, tick(true)),
  rule(`schätze?\\s+(${ids})\\s+(?:auf|mit)\\s+${duration}(?:\\s+ein)?`, estimate),
  rule(`(${ids})\\s+(?:dauert|dauern|braucht|brauchen)\\s+${duration}`, estimate),
  rule(`benenne\\s+den\\s+plan\\s+(?:um\\s+)?in\\s+(.+?)(?:\\s+um)?`, ([title = '']) => ({
    kind: 'renamePlan',
    title: unquoted(title),
  })),
  rule(`benenne\\s+(${phase})\\s+(?:um\\s+)?in\\s+(.+?)(?:\\s+um)?`, ([name = '', title = '']) => ({
    kind: 'renamePhase',
    phase: name,
    title: unquoted(title),
  })),
  rule(`benenne\\s+(${id})\\s+(?:um\\s+)?in\\s+(.+?)(?:\\s+um)?`, ([task = '', title = '']) => ({
    kind: 'renameTask',
    task: refsOf(task)[0] ?? '',
    title: unquoted(title),
  })),
  rule(`verschiebe?\\s+(${ids})\\s+(?:in|nach|zu)\\s+(${phase})`, ([tasks = '', name = '']) => ({
    kind: 'move',
    tasks: refsOf(tasks),
    phase: name,
    after: null,
    before: null,
  })),
  rule(`verschiebe?\\s+(${ids})\\s+(?:nach|hinter)\\s+(${id})`, ([tasks = '', after = '']) => ({
    kind: 'move',
    tasks: refsOf(tasks),
    phase: null,
    after: refsOf(after)[0] ?? null,
    before: null,
  })),
  rule(`verschiebe?\\s+(${ids})\\s+vor\\s+(${id})`, ([tasks = '', before = '']) => ({
    kind: 'move',
    tasks: refsOf(tasks),
    phase: null,
    after: null,
    before: refsOf(before)[0] ?? null,
  })),
  rule(`teile?\\s+(${id})(?:\\s+auf)?(?:\\s+in\\s+(.+?))?(?:\\s+auf)?`, ([task = '', parts = '']) => ({
    kind: 'split',
    task: refsOf(task)[0] ?? '',
    parts: parts
      .split(/\s*(?:,\s*(?:und\s+)?|;\s*|\s+und\s+)\s*/i)
      .map(unquoted)
      .filter((part) => part !== ''),
  })),
  rule(`(?:entferne?|lösche?|streiche?)\\s+(${phase})`, ([name = '']) => ({ kind: 'removePhase', phase: name })),
  rule(`(?:entferne?|lösche?|streiche?)\\s+(${ids})`, ([tasks = '']) => ({ kind: 'removeTask', tasks: refsOf(tasks) })),
  rule(`füge?\\s+(?:eine\\s+)?(?:neue\\s+)?phase\\s+(.+?)\\s+hinzu`, ([title = '']) => ({
    kind: 'addPhase',
    title: unquoted(title),
    after: null,
  })),
  rule(
    `(?:füge?|ergänze)\\s+(?:eine?n?\\s+)?(?:neues?\\s+|weiteres?\\s+)?(\\p{L}+(?:\\s+frage)?)(?:\\s+hinzu)?\\s*:\\s*(.+)`,
    ([words = '', text = '']) => {
      if (/^(?:neue\s+)?(?:aufgabe|schritt)$/i.test(words)) return addition(text);
      const section = sectionOf(german[words.toLowerCase()] ?? words);
      return section ? { kind: 'addItem', section, text: unquoted(text) } : null;
    },
  ),
  rule(`füge?\\s+(?:eine\\s+)?(?:neue\\s+|weitere\\s+)?aufgabe\\s+(?:für\\s+|zum\\s+)?(.+?)\\s+hinzu`, ([text = '']) =>
    addition(text),
  ),
];

const german: Readonly<Record<string, string>> = {
  risiko: 'risk',
  ziel: 'goal',
  anforderung: 'requirement',
  frage: 'question',
  'offene frage': 'question',
  entscheidung: 'decision',
};

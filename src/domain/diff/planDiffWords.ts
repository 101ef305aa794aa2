/** The English words that describe changes; the editor translates them. */
export const changeWords = {
  title: 'title',
  summary: 'summary',
  text: 'text',
  estimate: 'estimate',
  files: 'files',
  dependencies: 'dependencies',
  doneWhen: 'what "done" means',
  notes: 'notes',
  done: 'done',
  openAgain: 'open again',
  splitInto: 'split into {0}',
  splitFrom: 'split from {0}',
  mergedInto: 'merged into {0}',
  mergedFrom: 'merged from {0}',
  first: 'first',
  after: 'after {0}',
  to: 'to {0}',
  tasksTo: '{0} tasks to {1}',
  phase: 'phase',
  newPhase: 'new phase',
  phaseRemoved: 'phase removed',
  section: 'section',
  newSection: 'new section',
  sectionRemoved: 'section removed',
  items: 'items',
} as const;

export type ChangeWord = keyof typeof changeWords;

/** The words of a key with `{0}`, `{1}`... filled in. */
export type SayChange = (key: ChangeWord, ...args: readonly (string | number)[]) => string;

/** The English words. */
export const sayInEnglish: SayChange = (key, ...args) =>
  changeWords[key].replaceAll(/\{(\d)\}/g, (_, position: string) => String(args[Number(position)] ?? ''));

import fc from 'fast-check';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import type { DraftTask, PlanDraft, PlanTask } from '../../../../src/domain/grammar/planModel';

const word = fc.constantFrom(
  'bucket',
  'Store',
  'limit',
  'größer',
  'API',
  '🚦',
  'S3',
  'the',
  'a/b',
  '`code`',
  '42',
  'T-shirt',
  '(later)',
);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '));

/** Titles as users write them, never beginning with a word that reads as an id. */
export const titles = words.map((text) => `Add ${text}`);
const path = fc
  .tuple(
    fc.constantFrom('src', 'test/unit', 'docs'),
    fc.constantFrom('app', 'bucketStore', 'read me'),
    fc.constantFrom('.ts', '.md', ''),
  )
  .map(([folder, name, end]) => `${folder}/${name}${end}`);
const kinds = fc.constantFrom('modify' as const, 'new' as const, 'delete' as const);
const estimate = fc.option(fc.constantFrom('3h', '2d', '30 min', '~1.5h'));
const notes = fc.constantFrom(
  '',
  'Some words.',
  '- one\n- two',
  'Two\nlines.\n\n    code\n\nend',
  '```ts\n- [ ] no task\nFiles: `x`\n```',
);

/** A task's parts without its dependencies. */
export const taskParts = fc.record({
  title: titles,
  estimate,
  files: fc.uniqueArray(fc.record({ path, kind: kinds }, { noNullPrototype: true }), {
    selector: (file) => file.path,
    maxLength: 3,
  }),
  doneWhen: fc.oneof(fc.constant(''), words),
  notes,
});

/** A draft whose tasks depend on tasks by position. */
export const drafts: fc.Arbitrary<PlanDraft> = fc
  .record({
    title: titles,
    summary: fc.oneof(fc.constant(''), words),
    sections: fc.uniqueArray(
      fc.record({
        title: fc.constantFrom('Overview & Goals', 'Architecture & Design', 'Testing Strategy', 'Risks', 'Rollback'),
        body: fc.constantFrom(
          '',
          '- one\n- two',
          'Text.\n\n### More\n\n```\n## no heading\n```',
          '| a | b |\n| - | - |\n| 1 | 2 |',
        ),
      }),
      { selector: ({ title }) => title },
    ),
    phases: fc.array(fc.record({ title: titles, tasks: fc.array(taskParts, { maxLength: 4 }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    seed: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
  })
  .map(({ phases, seed, ...rest }) => {
    let position = 0;
    return {
      ...rest,
      phases: phases.map(({ title, tasks }, at) => ({
        title: `Phase ${at + 1}: ${title}`,
        tasks: tasks.map((task) => {
          const earlier = position++;
          const pick = (seed[earlier % seed.length] ?? 0) % (earlier + 1);
          return { ...task, dependsOn: pick === 0 ? [] : [String(pick)] };
        }),
      })),
    };
  });

/** How a text differs from what we write ourselves: by hand, by another editor, by another tool. */
export interface Habits {
  readonly lineBreak: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
  readonly finalBreak: boolean;
  readonly marker: '-' | '*' | '+' | '1.';
  readonly tabs: boolean;
  readonly loose: boolean;
  readonly boldLabels: boolean;
  /** Criteria are lists below their label. */
  readonly lists: boolean;
  readonly strangers: boolean;
  /** Phases are sections themselves, as in imported lists. */
  readonly flat: boolean;
}

/** Any mixture of habits. */
export const habits: fc.Arbitrary<Habits> = fc.record({
  lineBreak: fc.constantFrom('\n' as const, '\r\n' as const),
  byteOrderMark: fc.boolean(),
  finalBreak: fc.boolean(),
  marker: fc.constantFrom('-' as const, '*' as const, '+' as const, '1.' as const),
  tabs: fc.boolean(),
  loose: fc.boolean(),
  boldLabels: fc.boolean(),
  lists: fc.boolean(),
  strangers: fc.boolean(),
  flat: fc.boolean(),
});

/** Rewrites a rendered plan as somebody with these habits would have written it. */
export const withHabits = (text: string, habit: Habits): string => {
  let number = 0;
  const indent = habit.tabs ? '\t' : ' '.repeat(habit.marker.length + 1);
  const strangers = habit.strangers ? ['', 'Somebody wrote this  ', 'by hand: **T77**, <b>x</b>.', ''] : [];
  const written = habit.flat
    ? text.replace(/^## Implementation Phases\n\n?/m, '').replace(/^#(?=## Phase \d)/gm, '')
    : text;
  const lines = written.split('\n').flatMap((line) => {
    if (/^#{1,3} /.test(line)) {
      number = 0;
      return [line, ...strangers];
    }
    if (line.startsWith('- [ ]')) {
      const marker = habit.marker === '1.' ? `${++number}.` : habit.marker;
      return [...(habit.loose ? [''] : []), `${marker} ${line.slice(2)}`];
    }
    const below = /^ {2}(.*)$/.exec(line)?.[1];
    if (below === undefined) return [line];
    const field = habit.boldLabels ? below.replace(/^- (Files|Depends on|Done when):/, '- **$1:**') : below;
    const [, label, criterion] = (habit.lists && /^(- \**Done when:\**) (.*)$/.exec(field)) || [];
    return label === undefined ? [indent + field] : [indent + label, `${indent}${indent}- ${criterion}`];
  });
  const joined = lines.join(habit.lineBreak);
  const ended = habit.finalBreak ? joined : joined.trimEnd();
  return (habit.byteOrderMark ? '\uFEFF' : '') + ended;
};

/** A task without its positions. */
export const bare = (
  task: PlanTask,
): Omit<DraftTask, 'doneWhen'> & { readonly id: string | null; readonly doneWhen: string | null } => ({
  id: task.id,
  title: task.title,
  estimate: task.estimate,
  files: task.files.map(({ path, kind }) => ({ path, kind })),
  dependsOn: task.dependsOn,
  doneWhen: task.doneWhen,
  notes: task.notes,
});

/** Phases and tasks of a text without their positions. */
export const outline = (
  source: string,
): readonly { readonly title: string; readonly tasks: readonly ReturnType<typeof bare>[] }[] =>
  parsePlan(source).phases.map(({ title, tasks }) => ({ title, tasks: tasks.map(bare) }));

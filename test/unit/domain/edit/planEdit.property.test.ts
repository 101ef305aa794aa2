import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import { editPlan } from '../../../../src/domain/edit/planEdit';
import { applyEdits } from '../../../../src/domain/edit/planEditText';
import { phasesSection } from '../../../../src/domain/grammar/planDocumentNames';
import {
  allTasks,
  contains,
  type DraftTask,
  type EditPlace,
  type PlanEdit,
  type TextRange,
} from '../../../../src/domain/grammar/planModel';
import { failsWith } from '../../../support/failsWith';
import { renderPlan } from '../../../../src/domain/grammar/planRender';
import { drafts, habits, outline, taskParts, titles, withHabits } from '../grammar/planTexts';

type Outline = ReturnType<typeof outline>;
type Task = Outline[number]['tasks'][number];

const wishes = fc.record({
  type: fc.constantFrom(
    'add',
    'remove',
    'move',
    'update',
    'addPhase',
    'renamePhase',
    'removePhase',
    'section',
    'removeSection',
    'append',
    'title',
    'summary',
  ),
  task: fc.nat(),
  phase: fc.nat(),
  after: fc.option(fc.nat(), { freq: 2 }),
  before: fc.boolean(),
  parts: taskParts,
  title: titles,
  changed: fc.subarray(['title', 'estimate', 'files', 'dependsOn', 'doneWhen', 'notes'] as const, { minLength: 1 }),
});
type Wish = typeof wishes extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];

/** The sections that a wish may write anew: those without phases. Those with tasks refuse it. */
const proseSections = (source: string): readonly string[] => {
  const { sections, phases } = parsePlan(source);
  return sections.flatMap(({ title, range }) => {
    const inside = phases.filter((phase) => contains(range, phase.range.start));
    const edit: PlanEdit = { type: 'replaceSection', section: title, body: 'New words.' };
    if (title === phasesSection || allTasks({ phases: inside }).length > 0)
      assert.throws(() => editPlan(source, [edit]), failsWith('invalidInput'), source);
    else if (inside.length === 0) return title;
    return [];
  });
};

/** The edit that a wish means for a plan, or null where it cannot mean anything; `at` makes names its own. */
const toEdit = (source: string, wish: Wish, at: number): PlanEdit | null => {
  const phases = outline(source);
  const hasRisks = parsePlan(source).sections.some(({ title }) => title === 'Risks');
  const tasks = phases.flatMap((phase) => phase.tasks);
  const task = pick(tasks, wish.task)?.id ?? null;
  const phase = pick(phases, wish.phase) ?? null;
  const other = pick(tasks, wish.task + wish.phase)?.id ?? null;
  const behind = phase && wish.after !== null ? (pick(phase.tasks, wish.after)?.id ?? null) : null;
  const place = wish.before && behind !== null ? { after: null, before: behind } : { after: behind };
  const draft: DraftTask = { ...wish.parts, dependsOn: other === null ? [] : [other] };
  const { title } = wish;
  switch (wish.type) {
    case 'add':
      return phase && { type: 'addTask', phase: phase.title, ...place, task: draft };
    case 'remove':
      return task === null ? null : { type: 'removeTask', task };
    case 'move':
      return task === null || !phase || behind === task
        ? null
        : { type: 'moveTask', task, phase: phase.title, ...place };
    case 'update': {
      if (task === null) return null;
      const parts = Object.fromEntries(wish.changed.map((name) => [name, draft[name]]));
      return { type: 'updateTask', task, ...parts };
    }
    case 'addPhase': {
      const other = wish.after === null ? null : (phase?.title ?? null);
      return {
        type: 'addPhase',
        title: `Stage 7: ${title} (${at})`,
        ...(wish.before && other !== null ? { after: null, before: other } : { after: other }),
      };
    }
    case 'renamePhase':
      return phase && { type: 'renamePhase', phase: phase.title, title: `Part 9: ${title} (${at})` };
    case 'removePhase':
      return phase && phases.length > 1 ? { type: 'removePhase', phase: phase.title } : null;
    case 'section': {
      const section = (wish.before && pick(proseSections(source), wish.task)) || 'Testing Strategy';
      return { type: 'replaceSection', section, body: wish.after === null ? '' : `- ${title}` };
    }
    case 'removeSection':
      return hasRisks ? { type: 'removeSection', section: 'Risks' } : null;
    case 'append':
      return { type: 'appendToSection', section: 'Decisions', body: title };
    case 'title':
      return { type: 'setTitle', title };
    default:
      return { type: 'setSummary', summary: wish.after === null ? '' : title };
  }
};

/** The index at which to insert among others, by name. */
const placeOf = (names: readonly (string | null)[], { after, before }: EditPlace): number =>
  before !== undefined ? names.indexOf(before) : after === null ? names.length : names.indexOf(after) + 1;

const insert = (phase: Outline[number], place: EditPlace, task: Task): Outline[number] => {
  const at = placeOf(
    phase.tasks.map(({ id }) => id),
    place,
  );
  return { ...phase, tasks: phase.tasks.toSpliced(at, 0, task) };
};

const without = (phases: Outline, gone: readonly (string | null)[], drop: boolean): Outline =>
  phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks
      .filter(({ id }) => !gone.includes(id))
      .map((task) => (drop ? { ...task, dependsOn: task.dependsOn.filter((id) => !gone.includes(id)) } : task)),
  }));

/** The expected result of an edit, on phases and tasks alone. */
const expected = (phases: Outline, edit: PlanEdit, newId: string | null): Outline => {
  const inPhase = (title: string, change: (phase: Outline[number]) => Outline[number]): Outline => {
    const at = phases.findIndex((phase) => phase.title === title);
    return phases.map((phase, index) => (index === at ? change(phase) : phase));
  };
  switch (edit.type) {
    case 'addTask':
      return inPhase(edit.phase, (phase) =>
        insert(phase, edit, { ...edit.task, id: newId, doneWhen: edit.task.doneWhen || null }),
      );
    case 'removeTask':
      return without(phases, [edit.task], true);
    case 'removePhase':
      return without(
        phases,
        phases.find(({ title }) => title === edit.phase)?.tasks.map(({ id }) => id) ?? [],
        true,
      ).filter((_, at) => at !== phases.findIndex(({ title }) => title === edit.phase));
    case 'moveTask': {
      const task = phases.flatMap(({ tasks }) => tasks).find(({ id }) => id === edit.task);
      assert.ok(task);
      const target = phases.findIndex(({ title }) => title === edit.phase);
      return without(phases, [edit.task], false).map((phase, at) =>
        at === target ? insert(phase, edit, task) : phase,
      );
    }
    case 'updateTask': {
      const { type: _, task: id, ...parts } = edit;
      const change = (task: Task): Task => ({
        ...task,
        ...parts,
        ...('doneWhen' in parts ? { doneWhen: parts.doneWhen || null } : {}),
      });
      return phases.map((phase) => ({
        ...phase,
        tasks: phase.tasks.map((task) => (task.id === id ? change(task) : task)),
      }));
    }
    case 'addPhase': {
      const at = placeOf(
        phases.map(({ title }) => title),
        edit,
      );
      return phases.toSpliced(at, 0, { title: edit.title, tasks: [] });
    }
    case 'renamePhase':
      return inPhase(edit.phase, (phase) => ({ ...phase, title: edit.title }));
    default:
      return phases;
  }
};

/** The ranges that an edit may replace; insertions and blank lines are free. */
const allowed = (source: string, edit: PlanEdit): readonly TextRange[] => {
  const plan = parsePlan(source);
  const tasks = plan.phases.flatMap((phase) => phase.tasks);
  const lineOf = (text: string, from = 0): TextRange => {
    const start = source.indexOf(text, from);
    return { start, end: start + text.length };
  };
  switch (edit.type) {
    case 'updateTask':
    case 'moveTask':
      return tasks.filter(({ id }) => id === edit.task).map(({ range }) => range);
    case 'removeTask':
      return tasks
        .filter(({ id, dependsOn }) => id === edit.task || dependsOn.includes(edit.task))
        .map(({ range }) => range);
    case 'removePhase': {
      const phase = plan.phases.find(({ title }) => title === edit.phase);
      const gone = new Set(phase?.tasks.map(({ id }) => id));
      return [
        ...(phase ? [phase.range] : []),
        ...tasks.filter(({ dependsOn }) => dependsOn.some((id) => gone.has(id))).map(({ range }) => range),
      ];
    }
    case 'renamePhase':
      return [lineOf(edit.phase, plan.phases.find(({ title }) => title === edit.phase)?.range.start)];
    case 'setTitle':
      return [lineOf(plan.title)];
    case 'setSummary':
      return [lineOf(`> ${plan.summary}`)];
    case 'removeSection':
      return plan.sections.filter(({ title }) => title === edit.section).map(({ range }) => range);
    case 'replaceSection':
    case 'appendToSection':
      return plan.sections.filter(({ title }) => title === edit.section).map(({ bodyRange }) => bodyRange);
    default:
      return [];
  }
};

/** Merges ranges with nothing but blanks between them: what is removed from both is one edit. */
const merged = (source: string, ranges: readonly TextRange[]): readonly TextRange[] => {
  const found: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && source.slice(last.end, range.start).trim() === '')
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else found.push(range);
  }
  return found;
};

const checkEdit = (source: string, edit: PlanEdit, retired: readonly string[]): string => {
  const before = outline(source);
  const result = editPlan(source, [edit], retired);
  const context = () => JSON.stringify({ source, edit, result: result.source }, null, 1);
  assert.equal(applyEdits(source, result.edits), result.source);
  const ranges = merged(source, allowed(source, edit));
  for (const { range } of result.edits) {
    const replaced = source.slice(range.start, range.end);
    const inner = {
      start: range.start + replaced.length - replaced.trimStart().length,
      end: range.start + replaced.trimEnd().length,
    };
    const isFree = replaced.trim() === '' || ranges.some(({ start, end }) => inner.start >= start && inner.end <= end);
    assert.ok(isFree, `touches ${JSON.stringify(replaced)}\n${context()}`);
  }
  const known = new Set(before.flatMap(({ tasks }) => tasks.map(({ id }) => id)));
  const after = outline(result.source);
  const newId = after.flatMap(({ tasks }) => tasks.map(({ id }) => id)).find((id) => !known.has(id)) ?? null;
  if (newId !== null) assert.doesNotMatch(`${source} ${retired.join(' ')}`, new RegExp(`\\b${newId}\\b`), context());
  assert.deepEqual(after, expected(before, edit, newId), context());
  const plan = parsePlan(result.source);
  if (edit.type === 'setTitle') assert.equal(plan.title, edit.title);
  else assert.equal(plan.title, parsePlan(source).title);
  if (edit.type === 'setSummary') assert.equal(plan.summary, edit.summary);
  if (edit.type === 'replaceSection')
    assert.equal(plan.sections.find(({ title }) => title === edit.section)?.body, edit.body, context());
  if (edit.type === 'appendToSection')
    assert.ok(plan.sections.find(({ title }) => title === edit.section)?.body.endsWith(edit.body), context());
  const breaks = source.includes('\r\n') ? /(?<!\r)\n/ : /\r/;
  assert.doesNotMatch(result.source, breaks);
  assert.equal(result.source.startsWith('\uFEFF'), source.startsWith('\uFEFF'));
  return result.source;
};

describe('editPlan on any plan', () => {
  it('changes what it names and nothing else', () => {
    fc.assert(
      fc.property(drafts, habits, fc.array(wishes, { minLength: 1, maxLength: 4 }), (draft, habit, list) => {
        const plain = renderPlan(draft);
        const first = withHabits(plain, habit);
        assert.deepEqual(outline(first), outline(plain), first);
        let source = first;
        const edits: PlanEdit[] = [];
        const used = new Set<string>();
        for (const [at, wish] of list.entries()) {
          const edit = toEdit(source, wish, at);
          if (!edit) continue;
          for (const { tasks } of outline(source)) for (const { id } of tasks) if (id !== null) used.add(id);
          source = checkEdit(source, edit, Array.from(used));
          edits.push(edit);
        }
        // Several edits in one call equal the same edits one by one, given as ranges of the first text.
        const together = editPlan(first, edits);
        assert.equal(together.source, source);
        assert.equal(applyEdits(first, together.edits), source);
      }),
      { numRuns: 300 },
    );
  });
});

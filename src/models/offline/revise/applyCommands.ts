import type { DraftTask, PlanDocument, PlanEdit, PlanTask } from '../../../domain/grammar/planModel';
import type { Words } from '../words/words';
import type { Command } from './command';
import { findPhase, findTask, homeFor, tasksOf } from './planPlaces';

/** The result of commands on a plan. */
export interface Revision {
  readonly edits: readonly PlanEdit[];
  readonly ticks: readonly { readonly id: string; readonly done: boolean; readonly reason: string }[];
  /** What is done, in words: `adds "Test the limits"`. */
  readonly done: readonly string[];
  /** What could not be done, and why. */
  readonly refused: readonly string[];
}

/** Makes a task from a user's words, with files and a criterion if the workspace offers any. */
export type MakeTask = (text: string, estimate: string | null) => DraftTask;

type RevisionWords = Words['revision'];

interface Result {
  readonly edits: readonly PlanEdit[];
  readonly done: string;
}

/** Turns commands into edits and ticks of a plan: resolves every task and phase, and says in words what could not be resolved. */
export const applyCommands = (
  plan: PlanDocument,
  commands: readonly Command[],
  reason: string,
  makeTask: MakeTask,
  words: RevisionWords,
): Revision => {
  const edits: PlanEdit[] = [];
  const ticks: { id: string; done: boolean; reason: string }[] = [];
  const done: string[] = [];
  const refused: string[] = [];
  for (const command of commands) {
    try {
      if (command.kind === 'tick') {
        const tasks = command.tasks.map((reference) => task(plan, reference, words));
        ticks.push(...tasks.map(({ id }) => ({ id, done: command.done, reason })));
        done.push((command.done ? words.ticks : words.opens)(tasks.map(({ id }) => id).join(', ')));
      } else {
        const result = apply(plan, command, makeTask, words);
        edits.push(...result.edits);
        done.push(result.done);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push(error.message);
    }
  }
  return { edits, ticks, done, refused };
};

/** A command that does not fit the plan. */
class Refusal extends Error {}

const task = (plan: PlanDocument, reference: string, words: RevisionWords): PlanTask & { readonly id: string } => {
  const found = findTask(plan, reference);
  if (!found)
    throw new Refusal(
      words.whichTask(
        reference,
        tasksOf(plan)
          .map(({ id }) => id)
          .join(', '),
      ),
    );
  return found;
};

const phaseTitle = (plan: PlanDocument, reference: string, words: RevisionWords): string => {
  const found = findPhase(plan, reference);
  if (!found)
    throw new Refusal(words.whichPhase(reference, plan.phases.map(({ title }) => words.quoted(title)).join(', ')));
  return found.title;
};

const phaseOf = (plan: PlanDocument, id: string): string =>
  plan.phases.find(({ tasks }) => tasks.some((own) => own.id === id))?.title ?? '';

const apply = (
  plan: PlanDocument,
  command: Exclude<Command, { kind: 'tick' }>,
  makeTask: MakeTask,
  words: RevisionWords,
): Result => {
  switch (command.kind) {
    case 'addTask':
      return addTask(plan, command, makeTask, words);
    case 'addPhase': {
      const after = command.after === null ? null : phaseTitle(plan, command.after, words);
      return { edits: [{ type: 'addPhase', title: command.title, after }], done: words.addsPhase(command.title) };
    }
    case 'addItem': {
      const text = command.text.charAt(0).toUpperCase() + command.text.slice(1);
      return {
        edits: [{ type: 'appendToSection', section: command.section, body: `- ${text}` }],
        done: words.addsItem(command.section, text),
      };
    }
    case 'removeTask': {
      const tasks = command.tasks.map((reference) => task(plan, reference, words));
      return {
        edits: tasks.map(({ id }) => ({ type: 'removeTask', task: id })),
        done: words.removes(tasks.map(({ id }) => id).join(', ')),
      };
    }
    case 'removePhase': {
      const phase = phaseTitle(plan, command.phase, words);
      return { edits: [{ type: 'removePhase', phase }], done: words.removesPhase(phase) };
    }
    case 'split':
      return split(plan, task(plan, command.task, words), command.parts, makeTask, words);
    case 'move':
      return move(plan, command, words);
    case 'renameTask': {
      const { id } = task(plan, command.task, words);
      return {
        edits: [{ type: 'updateTask', task: id, title: command.title }],
        done: words.renames(id, command.title),
      };
    }
    case 'renamePhase': {
      const phase = phaseTitle(plan, command.phase, words);
      return {
        edits: [{ type: 'renamePhase', phase, title: command.title }],
        done: words.renamesPhase(phase, command.title),
      };
    }
    case 'renamePlan':
      return { edits: [{ type: 'setTitle', title: command.title }], done: words.renamesPlan(command.title) };
    case 'estimate': {
      const tasks = command.tasks.map((reference) => task(plan, reference, words));
      const { estimate } = command;
      return {
        edits: tasks.map(({ id }) => ({ type: 'updateTask', task: id, estimate })),
        done: words.estimates(tasks.map(({ id }) => id).join(', '), estimate),
      };
    }
    case 'acceptance': {
      const { id } = task(plan, command.task, words);
      return { edits: [{ type: 'updateTask', task: id, doneWhen: command.text }], done: words.accepts(id) };
    }
  }
};

const addTask = (
  plan: PlanDocument,
  { text, phase, after, estimate }: Extract<Command, { kind: 'addTask' }>,
  makeTask: MakeTask,
  words: RevisionWords,
): Result => {
  const made = makeTask(text, estimate);
  const behind = after === null ? null : task(plan, after, words).id;
  const home =
    phase !== null
      ? phaseTitle(plan, phase, words)
      : behind !== null
        ? phaseOf(plan, behind)
        : (homeFor(plan, made.title)?.title ?? null);
  const done = words.adds(made.title);
  if (home !== null) return { edits: [{ type: 'addTask', phase: home, after: behind, task: made }], done };
  const title = words.furtherWork;
  return {
    edits: [
      { type: 'addPhase', title, after: null },
      { type: 'addTask', phase: title, after: null, task: made },
    ],
    done,
  };
};

const move = (
  plan: PlanDocument,
  { tasks, phase, after, before }: Extract<Command, { kind: 'move' }>,
  words: RevisionWords,
): Result => {
  const moved = tasks.map((reference) => task(plan, reference, words).id);
  const ids = moved.join(', ');
  if (phase !== null) {
    const title = phaseTitle(plan, phase, words);
    return {
      edits: moved.map((id) => ({ type: 'moveTask', task: id, phase: title, after: null })),
      done: words.moves(ids, title),
    };
  }
  const mark = task(plan, after ?? before ?? '', words).id;
  if (moved.includes(mark)) throw new Refusal(words.besideItself(mark));
  const title = phaseOf(plan, mark);
  if (after !== null) {
    // Each goes after the previous one, so that several keep their order.
    const edits = moved.map((id, index): PlanEdit => ({
      type: 'moveTask',
      task: id,
      phase: title,
      after: moved[index - 1] ?? mark,
    }));
    return { edits, done: words.movesAfter(ids, mark) };
  }
  const [id] = moved;
  if (id === undefined || moved.length > 1) throw new Refusal(words.oneAtATime(mark));
  const own = plan.phases.find(({ title: name }) => name === title)?.tasks ?? [];
  const previous = own[own.findIndex((one) => one.id === mark) - 1]?.id ?? null;
  if (previous === id) return { edits: [], done: words.leaves(id, mark) };
  if (previous !== null)
    return {
      edits: [{ type: 'moveTask', task: id, phase: title, after: previous }],
      done: words.movesBefore(id, mark),
    };
  const edits: PlanEdit[] = [
    { type: 'moveTask', task: id, phase: title, after: mark },
    { type: 'moveTask', task: mark, phase: title, after: id },
  ];
  return { edits, done: words.movesBefore(id, mark) };
};

/** The first part keeps the id; without parts a task of several files is split by file, any other into the work and its test. */
const split = (
  plan: PlanDocument,
  whole: PlanTask & { readonly id: string },
  parts: readonly string[],
  makeTask: MakeTask,
  words: RevisionWords,
): Result => {
  const { id, title, files, doneWhen } = whole;
  const byFile = files.map(({ path }) => `${title}: \`${path.slice(path.lastIndexOf('/') + 1)}\``);
  const titles =
    parts.length > 1
      ? parts.map(capital)
      : parts.length === 1
        ? [title, capital(parts[0] ?? '')]
        : files.length > 1
          ? byFile
          : [title, words.testOf(title)];
  const isByFile = parts.length === 0 && files.length > 1;
  const estimate = shareOf(whole.estimate, titles.length);
  const fileOf = (index: number): DraftTask['files'] =>
    (isByFile ? files.slice(index, index + 1) : files).map(({ path, kind }) => ({ path, kind }));
  const [first = title, ...rest] = titles;
  const edits: PlanEdit[] = [
    {
      type: 'updateTask',
      task: id,
      title: first,
      ...(estimate === null ? {} : { estimate }),
      ...(isByFile ? { files: fileOf(0) } : {}),
    },
  ];
  // Each new part goes right after the original task: the last is put there first.
  for (const [index, part] of [...rest.entries()].reverse()) {
    const made = makeTask(part, estimate);
    const done = doneWhen === null ? made.doneWhen : words.partHolds(doneWhen);
    edits.push({
      type: 'addTask',
      phase: phaseOf(plan, id),
      after: id,
      task: {
        ...made,
        title: part,
        files: isByFile || made.files.length === 0 ? fileOf(index + 1) : made.files,
        dependsOn: [id],
        doneWhen: done,
        notes: '',
      },
    });
  }
  return { edits, done: words.splits(id, titles.map(words.quoted).join(', ')) };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const shareOf = (estimate: string | null, parts: number): string | null => {
  const match = /^(\d+(?:\.\d+)?)\s*([mhdw])/i.exec(estimate ?? '');
  if (!match) return null;
  const [amount, unit] = [Number(match[1]), (match[2] ?? 'h').toLowerCase()];
  const hours = unit === 'd' ? amount * 8 : unit === 'w' ? amount * 40 : unit === 'm' ? amount / 60 : amount;
  const share = hours / parts;
  return share < 1 ? `${Math.max(5, Math.round(share * 12) * 5)}m` : `${Math.round(share * 2) / 2}h`;
};

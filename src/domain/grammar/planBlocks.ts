import type { Placed } from '../diff/planDiffMatch';
import { parseForEdits, type ParsedPlan } from './planDocument';
import { phaseKey, uniqueNames } from './planDocumentNames';
import { allTasks, contains } from './planModel';

/** A piece of a plan's text that a merge takes as a whole; blank lines between blocks belong to no block. */
export interface Block {
  /** The same in two texts for the same thing: `task T1`, `phase 0`, `section Risks`. */
  readonly key: string;
  /** The key of the block it is under; null at the top. */
  readonly parent: string | null;
  readonly text: string;
}

/** A text as blocks, with the blank lines after each. */
export interface Blocks {
  readonly list: readonly Block[];
  readonly gaps: ReadonlyMap<string, string>;
}

/** The names of a text's tasks and phases, possibly in terms of another text. */
export interface Names {
  readonly task: (placed: { readonly phase: number; readonly position: number }) => string;
  readonly phase: (at: number) => string;
}

/** The names of a text in its own terms. */
export const ownNames = (plan: ParsedPlan): Names => ({
  task: ({ phase, position }) => {
    const task = plan.phases[phase]?.tasks[position];
    const bearers = allTasks(plan).filter(({ id }) => id !== null && id === task?.id);
    const copy = task ? bearers.indexOf(task) : -1;
    return task?.id != null ? `task ${task.id}${copy > 0 ? ` ${copy}` : ''}` : `task ${phase} ${position}`;
  },
  phase: (at) => `phase ${at}`,
});

/** The names of `fresh` in the terms of the text it is compared with; what that one lacks gets a name of its own. */
export const namesAfter = (
  fresh: ParsedPlan,
  base: Names,
  tasks: ReadonlyMap<Placed, Placed>,
  phases: ReadonlyMap<number, number>,
): Names => {
  const own = ownNames(fresh);
  const known = new Map(Array.from(tasks, ([now, was]) => [`${now.phase} ${now.position}`, base.task(was)]));
  return {
    task: (placed) => {
      const key = `${placed.phase} ${placed.position}`;
      const isNamed = fresh.phases[placed.phase]?.tasks[placed.position]?.id != null;
      return known.get(key) ?? (isNamed ? own.task(placed) : `new task ${key}`);
    },
    phase: (at) => {
      const was = phases.get(at);
      return was === undefined ? `new phase ${phaseKey(fresh.phases[at]?.title ?? '')}` : base.phase(was);
    },
  };
};

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  readonly parent: string | null;
}

/** Where named blocks begin and end; text between them becomes a block of what it follows. */
const marksOf = (plan: ParsedPlan, names: Names): readonly Mark[] => {
  const { lines, sections, phases, titleHeading, summaryLines } = plan;
  const sectionKeys = uniqueNames(sections.map(({ title }) => title)).map((name) => `section ${name}`);
  const sectionAt = (at: number): string | null =>
    sectionKeys[sections.findIndex(({ range }) => contains(range, at))] ?? null;
  const heads = [
    ...(titleHeading ? [{ key: 'title', ...titleHeading }] : []),
    ...(summaryLines ? [{ key: 'summary', ...summaryLines }] : []),
  ].map(({ key, line, endLine }) => ({ ...lines.range(line, endLine), key, parent: null }));
  const sectionMarks = sections.map(({ line, bodyLine }, at) => ({
    ...lines.range(line, bodyLine),
    key: sectionKeys[at]!,
    parent: null,
  }));
  const isSection = new Set(sectionMarks.map(({ start }) => start));
  const phaseMarks = phases.flatMap((phase, at): Mark[] => {
    const key = isSection.has(phase.range.start) ? (sectionAt(phase.range.start) ?? names.phase(at)) : names.phase(at);
    const tasks = phase.tasks.map((task, position) => ({
      start: task.range.start,
      end: task.range.end,
      key: names.task({ phase: at, position }),
      parent: phase.titleRange ? key : sectionAt(task.range.start),
    }));
    if (!phase.titleRange || isSection.has(phase.range.start)) return tasks;
    const heading = lines.range(phase.line, phase.line + 1);
    return [{ ...heading, key, parent: sectionAt(phase.range.start) }, ...tasks];
  });
  return [...heads, ...sectionMarks, ...phaseMarks].sort((a, b) => a.start - b.start);
};

/** True for a task, with or without an id. */
export const isTask = ({ key }: Pick<Block, 'key'>): boolean => /^(?:new )?task /.test(key);

/** True for text between named blocks. */
export const isText = ({ key }: Block): boolean => key.startsWith('text of ');

/** Cuts a text into blocks: every byte is in one of them or in the gap after it. */
export const cutBlocks = (source: string, names: Names = ownNames(parseForEdits(source))): Blocks => {
  const list: Block[] = [];
  const gaps = new Map<string, string>();
  const used = new Map<string, number>();
  const put = (key: string, parent: string | null, written: string): void => {
    const times = used.get(key) ?? 0;
    used.set(key, times + 1);
    const own = times === 0 ? key : `${key} #${times}`;
    const text = written.replace(/[ \t\r\n]+$/, '');
    list.push({ key: own, parent, text });
    gaps.set(own, written.slice(text.length));
  };
  /** Adds text between named blocks; blank lines extend the gap before it. */
  const rest = (written: string, owner: Mark | null): void => {
    const last = list.at(-1);
    const blank = (last && /^[ \t\r\n]*$|^(?:[ \t]*[\r\n])*/.exec(written)?.[0]) ?? '';
    if (last) gaps.set(last.key, (gaps.get(last.key) ?? '') + blank);
    if (blank === written) return;
    const parent = owner && isTask(owner) ? owner.parent : (owner?.key ?? null);
    put(`text of ${owner?.key ?? 'head'}`, parent, written.slice(blank.length));
  };
  let from = 0;
  let owner: Mark | null = null;
  for (const mark of marksOf(parseForEdits(source), names)) {
    rest(source.slice(from, mark.start), owner);
    put(mark.key, mark.parent, source.slice(mark.start, mark.end));
    from = Math.max(from, mark.end);
    owner = mark;
  }
  rest(source.slice(from), owner);
  return { list, gaps };
};

/** Which texts between blocks are the same, surest first: their keys name the task above, which may be another one now. */
const sameText: readonly ((old: Block, fresh: Block) => boolean)[] = [
  (old, fresh) => old.key === fresh.key && old.text === fresh.text,
  (old, fresh) => old.parent === fresh.parent && old.text === fresh.text,
  (old, fresh) => old.parent === fresh.parent && old.key === fresh.key,
  (old, fresh) => old.parent === fresh.parent,
  (old, fresh) => old.key === fresh.key,
];

/** The blocks of a text, where text between blocks has the key of the same text in `base`. */
export const withTextsOf = (base: Blocks, { list, gaps }: Blocks): Blocks => {
  const left = new Set(base.list.filter(isText));
  const texts = new Set(list.filter(isText));
  const taken = new Set(Array.from(left, ({ key }) => key));
  const keys = new Map<string, string>();
  for (const isSame of sameText)
    for (const fresh of texts) {
      const old = Array.from(left).find((block) => isSame(block, fresh));
      if (!old) continue;
      keys.set(fresh.key, old.key);
      left.delete(old);
      texts.delete(fresh);
    }
  for (const { key } of texts) if (taken.has(key)) keys.set(key, `${key} #0`);
  const keyOf = (key: string): string => keys.get(key) ?? key;
  return {
    list: list.map((block) => ({ ...block, key: keyOf(block.key) })),
    gaps: new Map(Array.from(gaps, ([key, gap]) => [keyOf(key), gap])),
  };
};

import { type Block, isText, namesAfter, ownNames } from '../grammar/planBlocks';
import { findChanges } from './planDiff';
import type { FoundChange } from './planDiffFound';
import { matchPhases, matchTasks, placeTasks } from './planDiffMatch';
import { parseForEdits } from '../grammar/planDocument';
import { phasesSection } from '../grammar/planDocumentNames';
import type { ParsedTask } from '../grammar/planDocumentTask';
import { withFieldsOf } from '../edit/planEditFields';
import { taskAspects } from './planDiffScope';
import { type Choice, mergePlans } from './planMerge';
import type { PlanTask } from '../grammar/planModel';

const scopeFields = ['files', 'dependsOn', 'doneWhen'] as const;

/** The scope of a task by field, in the order of `scopeFields`. */
const scopesOf = (task: PlanTask): string[] => taskAspects(task, (key) => key).flatMap(({ scope }) => scope ?? []);

/** A task's text with the fields that have another scope in another state of it as they are written there. */
const withScope = (source: string, task: PlanTask, from: string, other: PlanTask): string => {
  const [own, wanted] = [scopesOf(task), scopesOf(other)];
  return withFieldsOf(
    parseForEdits(source),
    task as ParsedTask,
    { plan: parseForEdits(from), task: other as ParsedTask },
    scopeFields.filter((_, at) => own[at] !== wanted[at]),
  ).trimEnd();
};

type Part = 'scope' | 'wording';

/** The block names of the tasks and phases in two texts. */
const nameBlocks = (base: string, proposal: string) => {
  const [old, fresh] = [parseForEdits(base), parseForEdits(proposal)];
  const [oldTasks, freshTasks] = [placeTasks(old), placeTasks(fresh)];
  const matched = matchTasks(oldTasks, freshTasks);
  const own = ownNames(old);
  const names = namesAfter(fresh, own, matched, matchPhases(old.phases, fresh.phases, matched));
  const tasks = new Map<PlanTask, string>([
    ...oldTasks.map((placed) => [placed.task, own.task(placed)] as const),
    ...freshTasks.map((placed) => [placed.task, names.task(placed)] as const),
  ]);
  return { own, names, tasks, phasesLeft: new Set(fresh.phases.map((_, at) => names.phase(at))) };
};

/** What the changes touch, by block keys, section titles and parts of the head. */
const touched = (changes: readonly FoundChange[], { own, names, tasks }: ReturnType<typeof nameBlocks>) => {
  const places = new Set<string>();
  const texts = new Map<string, { readonly parts: Set<Part>; readonly old?: PlanTask; readonly fresh?: PlanTask }>();
  const sections = new Set<string>();
  const heads = new Set<string>();
  for (const { change, subject } of changes)
    switch (subject.type) {
      case 'tasks':
        for (const { old, fresh } of subject.pairs) {
          const key = tasks.get((fresh ?? old)!)!;
          if (change.kind !== 'rescoped' && change.kind !== 'reworded') places.add(key);
          else if (old && fresh) {
            const known = texts.get(key) ?? { parts: new Set<Part>(), old, fresh };
            texts.set(key, known);
            known.parts.add(change.kind === 'rescoped' ? 'scope' : 'wording');
          }
        }
        break;
      case 'phase': {
        const key = subject.fresh === null ? own.phase(subject.old ?? 0) : names.phase(subject.fresh);
        if (change.kind === 'reworded' && subject.old !== null && subject.fresh !== null)
          texts.set(key, { parts: new Set() });
        else places.add(key);
        break;
      }
      case 'section':
        if (change.kind === 'moved') places.add(`section ${subject.name}`);
        else sections.add(subject.name);
        break;
      case 'head':
        heads.add(subject.part);
    }
  return { places, texts, sections, heads };
};

/** Chooses the blocks whose text or place the chosen changes touch; of a task, only scope or wording if only one of them is chosen. */
const choose = (
  base: string,
  proposal: string,
  all: readonly FoundChange[],
  chosen: readonly FoundChange[],
): Choice => {
  const blocks = nameBlocks(base, proposal);
  const { texts: every } = touched(all, blocks);
  const { places, texts, sections, heads } = touched(chosen, blocks);
  /** Text between tasks belongs to its section, text above the sections to the head. */
  const isProse = (block: Block): boolean => {
    const owner = isText(block) ? (block.parent ?? 'head') : block.key;
    if (owner.startsWith('section ')) return sections.has(owner.slice(8));
    if (!isText(block)) return heads.has(owner);
    return ['head', 'title', 'summary'].includes(owner) ? heads.has('text') : sections.has(phasesSection);
  };
  const isEmptied = (key: string): boolean => key.startsWith('phase ') && !blocks.phasesLeft.has(key);
  return {
    text: (block) => {
      const { key, text } = block;
      const taken = texts.get(key);
      if (!taken) return isProse(block) ? text : null;
      const { parts, old, fresh } = taken;
      if (!old || !fresh || parts.size === every.get(key)?.parts.size) return text;
      return parts.has('scope') ? withScope(base, old, proposal, fresh) : withScope(proposal, fresh, base, old);
    },
    // A phase that lost its tasks is reported through them: its heading is removed once it has none left.
    place: (block) => places.has(block.key) || isProse(block) || isEmptied(block.key),
  };
};

/**
 * The base with some of a proposal's changes, selected by their positions among the changes of `comparePlans` without
 * ticks (of tasks with an id); blocks not touched by them keep their bytes.
 */
export const selectChanges = (base: string, proposal: string, positions: readonly number[]): string => {
  const all = findChanges(base, proposal).filter(({ change }) => change.kind !== 'ticked' || change.taskId === null);
  const chosen = all.filter((_, at) => positions.includes(at));
  return mergePlans(base, base, proposal, choose(base, proposal, all, chosen)).text;
};

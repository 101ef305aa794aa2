import { mergeLines } from './mergeLines';
import { type Block, type Blocks, cutBlocks, isTask, namesAfter, ownNames, withTextsOf } from '../grammar/planBlocks';
import { keptOrder, matchPhases, matchTasks, placeTasks } from './planDiffMatch';
import { parseForEdits, setBoxes } from '../grammar/planDocument';
import { allTasks } from '../grammar/planModel';

/** Which of the other side's changes to take. */
export interface Choice {
  /** The block's text to take; null leaves it unchanged. */
  readonly text: (block: Block) => string | null;
  /** Whether to take the addition, removal or move of a block. */
  readonly place: (block: Block) => boolean;
}

const everything: Choice = { text: ({ text }) => text, place: () => true };

/** The merged text, and the keys of blocks that both sides changed differently, for which the text keeps ours. */
export interface Merge {
  readonly text: string;
  readonly conflicts: readonly string[];
}

/** The three states of a plan as blocks with common names and the boxes of `ours`: progress is not part of the text. */
const cutAll = (base: string, ours: string, theirs: string): readonly [Blocks, Blocks, Blocks] => {
  const tasks = allTasks(parseForEdits(ours));
  const boxes = new Map(tasks.flatMap(({ id, done }) => (id === null ? [] : [[id, done] as const])));
  const [old, other] = [setBoxes(base, boxes), setBoxes(theirs, boxes)];
  const plan = parseForEdits(old);
  const names = ownNames(plan);
  const placed = placeTasks(plan);
  const was = cutBlocks(old, names);
  const cutLike = (source: string): Blocks => {
    const fresh = parseForEdits(source);
    const matched = matchTasks(placed, placeTasks(fresh));
    const own = namesAfter(fresh, names, matched, matchPhases(plan.phases, fresh.phases, matched));
    return withTextsOf(was, cutBlocks(source, own));
  };
  return [was, cutLike(ours), cutLike(other)];
};

const byKey = ({ list }: Blocks): ReadonlyMap<string, Block> => new Map(list.map((block) => [block.key, block]));

/** Blocks of `after` that have another parent than before, or another order under the same one. */
const movedKeys = (before: Blocks, after: Blocks): ReadonlySet<string> => {
  const old = new Map(before.list.map((block, at) => [block.key, { ...block, at }]));
  const moved = new Set<string>();
  const siblings = new Map<string | null, { readonly key: string; readonly at: number }[]>();
  for (const { key, parent } of after.list) {
    const was = old.get(key);
    if (!was) continue;
    if (was.parent !== parent) moved.add(key);
    else siblings.set(parent, [...(siblings.get(parent) ?? []), { key, at: was.at }]);
  }
  for (const group of siblings.values()) {
    const kept = keptOrder(group.map(({ at }) => at));
    group.forEach(({ key }, at) => kept.has(at) || moved.add(key));
  }
  return moved;
};

/** The blocks of a merge in progress. */
class Result {
  constructor(public list: Block[]) {}

  at(key: string): number {
    return this.list.findIndex((block) => block.key === key);
  }

  /** The position after a block and everything under it. */
  private endOf(at: number): number {
    const inside = new Set([this.list[at]?.key]);
    let end = at + 1;
    while (end < this.list.length && inside.has(this.list[end]?.parent ?? undefined)) inside.add(this.list[end++]?.key);
    return end;
  }

  /** Removes a block with everything under it. */
  cut(key: string): Block[] {
    const at = this.at(key);
    return at < 0 ? [] : this.list.splice(at, this.endOf(at) - at);
  }

  /** Inserts blocks where the first of them is in `theirs`: after its nearest predecessor that exists here, else first. */
  insert(blocks: readonly Block[], theirs: readonly Block[]): void {
    const [first] = blocks;
    if (!first) return;
    const { parent } = first;
    const missing = parent === null || this.at(parent) >= 0 ? undefined : theirs.find(({ key }) => key === parent);
    if (missing) this.insert([missing], theirs);
    const before = theirs.slice(
      0,
      theirs.findIndex(({ key }) => key === first.key),
    );
    const previous = before.findLast(
      (block) => block.parent === parent && this.list[this.at(block.key)]?.parent === parent,
    );
    const under = parent === null ? 0 : this.at(parent) + 1;
    this.list.splice(previous ? this.endOf(this.at(previous.key)) : under, 0, ...blocks);
  }
}

/** Joins blocks with the blank lines from a text in which they are neighbours, preferably ours. */
const join = (list: readonly Block[], ours: Blocks, others: readonly Blocks[]): string => {
  const lineBreak =
    ours.list.some(({ text }) => text.includes('\r\n')) ||
    Array.from(ours.gaps.values()).some((gap) => gap.includes('\r\n'))
      ? '\r\n'
      : '\n';
  const neighbours = [ours, ...others].map((blocks) => ({
    blocks,
    next: new Map(blocks.list.map(({ key }, at) => [key, blocks.list[at + 1]?.key])),
  }));
  const gapBetween = (block: Block, following: Block): string => {
    const known = neighbours.find(({ next }) => next.get(block.key) === following.key)?.blocks.gaps.get(block.key);
    const tight = isTask(block) && isTask(following) && block.parent === following.parent;
    return known ?? lineBreak.repeat(tight ? 1 : 2);
  };
  const last = ours.list.at(-1);
  return list
    .map((block, at) => {
      const following = list[at + 1];
      return block.text + (following ? gapBetween(block, following) : ((last && ours.gaps.get(last.key)) ?? ''));
    })
    .join('');
};

/**
 * Merges the changes from `base` to `theirs` into `ours`, by task id and section: blocks that the other side did not
 * change keep their bytes, those that both changed are merged by lines or reported as conflicts.
 */
export const mergePlans = (base: string, ours: string, theirs: string, choice: Choice = everything): Merge => {
  const [old, mine, other] = cutAll(base, ours, theirs);
  const [was, now] = [byKey(old), byKey(other)];
  const result = new Result([...mine.list]);
  const conflicts = new Set<string>();
  const put = (key: string, patch: Partial<Block>): void => {
    result.list = result.list.map((block) => (block.key === key ? { ...block, ...patch } : block));
  };
  const [moved, movedHere] = [movedKeys(old, other), movedKeys(old, mine)];
  for (const block of other.list) {
    const { key } = block;
    const before = was.get(key);
    const here = result.list[result.at(key)];
    if (!before) {
      if (!choice.place(block)) continue;
      if (!here) result.insert([block], other.list);
      else if (here.text !== block.text) conflicts.add(key);
      continue;
    }
    const wanted = before.text === block.text ? null : choice.text(block);
    const comes = moved.has(key) && choice.place(block);
    if (!here) {
      if (wanted !== null || comes) conflicts.add(key);
      continue;
    }
    if (wanted !== null && wanted !== here.text) {
      const merged = here.text === before.text ? wanted : mergeLines(before.text, here.text, wanted);
      if (merged === null) conflicts.add(key);
      else put(key, { text: merged });
    }
    if (!comes) continue;
    if (movedHere.has(key) && here.parent !== block.parent) conflicts.add(key);
    else if (!movedHere.has(key)) {
      const [top, ...below] = result.cut(key);
      if (top) result.insert([{ ...top, parent: block.parent }, ...below], other.list);
    }
  }
  // Backwards, so that what is under a block is removed before it.
  for (const block of old.list.toReversed()) {
    const { key, text } = block;
    const here = result.list[result.at(key)];
    if (now.has(key) || !choice.place(block) || !here) continue;
    if (here.text !== text) conflicts.add(key);
    else if (!result.list.some(({ parent }) => parent === key)) result.cut(key);
  }
  return { text: join(result.list, mine, [other, old]), conflicts: Array.from(conflicts) };
};

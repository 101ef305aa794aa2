// Scripts of edits on planModel's plans, and their net change.
import { copy, reword, tasksOf } from './planModel.mjs';

const kinds = ['add', 'remove', 'move', 'reword', 'rescope', 'tick'];
const phaseOf = (plan, task) => plan.phases.find(({ tasks }) => tasks.includes(task));

/** Makes one random edit of the plan in place. */
const edit = (maker, plan) => {
  const { below, pick } = maker;
  const tasks = tasksOf(plan);
  const task = tasks.length > 0 ? pick(tasks) : null;
  const kind = task === null ? 'add' : pick(kinds);
  const into = pick(plan.phases);
  switch (kind) {
    case 'add': {
      const made = maker.task();
      if (task !== null && below(3) === 0) made.title = task.title;
      return void into.tasks.splice(below(into.tasks.length + 1), 0, made);
    }
    case 'remove':
    case 'move': {
      const from = phaseOf(plan, task).tasks;
      from.splice(from.indexOf(task), 1);
      if (kind === 'move') into.tasks.splice(below(into.tasks.length + 1), 0, task);
      return;
    }
    case 'reword':
      if (below(3) === 0) task.estimate = task.estimate === '5h' ? '6h' : '5h';
      else task.title = reword(maker, task.title, 0.25);
      return;
    case 'rescope':
      if (below(2) === 0) task.doneWhen = below(2) ? reword(maker, task.doneWhen, 0.3) : pick(maker.outcomes);
      else task.files = below(2) ? [...task.files, maker.file()] : [maker.file()];
      return;
    default:
      task.done = !task.done;
  }
};

/** The plan after a script of `length` random edits. */
export const play = (maker, plan, length) => {
  const edited = copy(plan);
  for (let step = 0; step < length; step++) edit(maker, edited);
  return edited;
};

/** Text as compared by an approval: letters, digits and signs that carry a measure. */
const plain = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%<>=+]+/gu, ' ')
    .trim();
const sorted = (texts) => [...new Set(texts)].sort((a, b) => (a < b ? -1 : 1));
const scopeOf = ({ files, doneWhen }) =>
  JSON.stringify([sorted(files.map(({ path, kind }) => `${kind} ${path}`)), plain(doneWhen)]);
const wordingOf = (task) => {
  const scopes = [task.files.map(({ path, kind }) => `${kind} ${path}`).join(), task.doneWhen];
  return { head: JSON.stringify([task.title, task.estimate, task.notes]), scopes };
};

/** The differences between two plans, by key and kind; `orders` holds the order of what stayed in each phase. */
export const netChange = (before, after) => {
  const olds = new Map(tasksOf(before).map((task) => [task.key, task]));
  const freshes = new Map(tasksOf(after).map((task) => [task.key, task]));
  const facts = new Set();
  for (const key of freshes.keys()) if (!olds.has(key)) facts.add(`added ${key}`);
  const home = (plan, key) => plan.phases.find(({ tasks }) => tasks.some((task) => task.key === key)).key;
  for (const [key, old] of olds) {
    const fresh = freshes.get(key);
    if (fresh === undefined) {
      facts.add(`removed ${key}`);
      continue;
    }
    if (scopeOf(old) !== scopeOf(fresh)) facts.add(`rescoped ${key}`);
    const [was, now] = [wordingOf(old), wordingOf(fresh)];
    // Files in another order or an acceptance with other punctuation is wording, unless the scope changed there, too.
    const onlyWords =
      (was.scopes[0] !== now.scopes[0] && scopeOf({ ...old, doneWhen: '' }) === scopeOf({ ...fresh, doneWhen: '' })) ||
      (was.scopes[1] !== now.scopes[1] && plain(old.doneWhen) === plain(fresh.doneWhen));
    if (was.head !== now.head || onlyWords) facts.add(`reworded ${key}`);
    if (old.done !== fresh.done) facts.add(`ticked ${key}`);
    if (home(before, key) !== home(after, key)) facts.add(`moved ${key}`);
  }
  const orders = before.phases.map(({ key, tasks }) => {
    const kept = after.phases.find((phase) => phase.key === key)?.tasks.map((task) => task.key) ?? [];
    const was = tasks.map((task) => task.key).filter((task) => kept.includes(task));
    return { was, now: kept.filter((task) => was.includes(task)) };
  });
  return { facts, orders };
};

const longestCommon = (a, b) => {
  const rows = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      rows[i][j] = a[i - 1] === b[j - 1] ? rows[i - 1][j - 1] + 1 : Math.max(rows[i - 1][j], rows[i][j - 1]);
  return rows[a.length][b.length];
};

/**
 * True if the facts found are the net change; of the tasks that changed places within a phase, only the fewest possible
 * may be reported as moved.
 */
export const isExact = ({ facts, orders }, found) => {
  const rest = new Set(found);
  for (const fact of facts) if (!rest.delete(fact)) return false;
  for (const { was, now } of orders) {
    const moved = now.filter((key) => rest.delete(`moved ${key}`));
    const stay = (keys) => keys.filter((key) => !moved.includes(key));
    if (stay(was).join() !== stay(now).join() || stay(now).length < longestCommon(was, now)) return false;
  }
  return rest.size === 0;
};

/** Splits one task into two or three, or merges two or three into one, among other edits; returns both plans and the links `whole>part`. */
export const splitOrMerge = (maker, plan) => {
  const { below, pick } = maker;
  const before = copy(plan);
  const source = pick(tasksOf(before));
  const halves = Array.from({ length: 2 + below(2) }, () => maker.task());
  source.title = halves.map(({ title }) => title).join(' and ');
  source.files = halves.flatMap(({ files }) => files);
  source.doneWhen = halves.map(({ doneWhen }) => doneWhen).join('; ');
  const after = copy(before);
  const whole = tasksOf(after).find(({ key }) => key === source.key);
  const { tasks } = phaseOf(after, whole);
  const parts = halves.map((half) => ({
    ...half,
    title: reword(maker, half.title, 0.2),
    doneWhen: below(2) ? half.doneWhen : reword(maker, half.doneWhen, 0.2),
  }));
  // The first part often keeps the id.
  if (below(2)) parts[0] = { ...parts[0], key: source.key };
  tasks.splice(tasks.indexOf(whole), 1, ...parts);
  const links = parts.filter(({ key }) => key !== source.key).map(({ key }) => `${source.key}>${key}`);
  const keep = new Set([source.key, ...parts.map(({ key }) => key)]);
  for (let noise = below(5); noise > 0; noise--) {
    const target = pick(after.phases);
    if (below(2)) target.tasks.push(maker.task());
    else {
      const others = target.tasks.filter(({ key }) => !keep.has(key));
      if (others.length > 0) target.tasks.splice(target.tasks.indexOf(pick(others)), 1);
    }
  }
  return below(2) ? { before, after, links, merged: false } : { before: after, after: before, links, merged: true };
};

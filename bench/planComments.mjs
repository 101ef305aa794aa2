// Comments carried through edits of planModel's plans: which are found again, and which attach to another place.
import { copy, render, reword, tasksOf } from './planModel.mjs';
import { play } from './planScripts.mjs';

const items = ({ sections }) => sections.flatMap((section) => section.items);

/** Edits sections: items are added, removed, moved and reworded. */
const editSections = (maker, plan, length) => {
  const { below, pick, sentence, freshKey } = maker;
  for (let step = 0; step < length; step++) {
    const { items: own } = pick(plan.sections);
    const at = below(own.length + 1);
    const kind = below(4);
    if (kind === 0) own.splice(at, 0, { key: freshKey(), text: sentence() });
    else if (kind === 1 && own.length > 1) own.splice(at, 1);
    else if (kind === 2 && own.length > 0) {
      const [moved] = own.splice(Math.min(at, own.length - 1), 1);
      const into = below(3) === 0 ? pick(plan.sections).items : own;
      into.splice(below(into.length + 1), 0, moved);
    } else if (own[at]) own[at].text = reword(maker, own[at].text, 0.2);
  }
};

/** A comment: its unit and the range of the text it quotes (a whole line or a run of its words). */
const comment = ({ below }, { source, where }, unit) => {
  const lines = source.split('\n');
  const line = where.get(unit);
  const start = lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0);
  const text = lines[line];
  if (below(2)) return { unit, range: { start, end: start + text.length } };
  const words = [...text.matchAll(/[\p{L}\p{N}_./-]+/gu)];
  const from = below(Math.max(1, words.length - 4));
  const to = Math.min(words.length - 1, from + 3 + below(4));
  return { unit, range: { start: start + words[from].index, end: start + words[to].index + words[to][0].length } };
};

/** Rewords a fifth to a third of a unit's words. */
const rewordUnit = (maker, plan, unit) => {
  const [key, at] = unit.split(' ');
  const share = 0.2 + maker.below(14) / 100;
  if (at === 'item') {
    const item = items(plan).find((each) => each.key === Number(key));
    if (item) item.text = reword(maker, item.text, share);
    return;
  }
  const task = tasksOf(plan).find((each) => each.key === Number(key));
  if (!task) return;
  if (at === 'files') task.files = [...task.files, maker.file()];
  else task[at] = reword(maker, task[at], share);
};

/** The anchor of most tools: the nearest heading above, and the number of lines below it. */
const headingAnchor = (source, line) => {
  const lines = source.split('\n');
  let at = line;
  while (at > 0 && !lines[at].startsWith('#')) at--;
  return { heading: lines[at], distance: line - at };
};
const byHeading = (source, { heading, distance }) => {
  const at = source.split('\n').indexOf(heading);
  return at < 0 ? null : at + distance;
};

const lineOf = (source, offset) => source.slice(0, offset).split('\n').length - 1;

/**
 * The shares of comments that stay with their own words and that attach elsewhere; half are outside tasks, half of the
 * quotes are edited.
 */
export const carriedComments = (maker, product, plans) => {
  const { below, pick, plan: makePlan } = maker;
  const counts = {};
  const tally = (name) => (counts[name] ??= { comments: 0, survived: 0, kept: 0, wrong: 0, baseline: 0 });
  for (let round = 0; round < plans; round++) {
    const before = makePlan(2 + below(4), 2 + below(6));
    const old = render(before);
    const unitsOf = (isItem) => [...old.where.keys()].filter((unit) => unit.endsWith(' item') === isItem);
    const made = [...Array(4)].map((_, at) => comment(maker, old, pick(unitsOf(at % 2 === 0))));
    const after = play(maker, before, below(12));
    editSections(maker, after, below(12));
    made.forEach(({ unit }, at) => at >= 2 && rewordUnit(maker, after, unit));
    const fresh = render(copy(after));
    made.forEach(({ unit, range }, at) => {
      const own = tally(`${at % 2 === 0 ? 'outside' : 'in tasks'}, ${at >= 2 ? 'quote edited' : 'as it was'}`);
      const anchor = product.anchorAt(old.source, range);
      const found = product.locateAnchor(fresh.source, anchor);
      const line = found && lineOf(fresh.source, found.start);
      const truth = fresh.where.get(unit) ?? null;
      own.comments++;
      if (truth !== null) own.survived++;
      if (line !== null && line === truth) own.kept++;
      else if (line !== null) own.wrong++;
      if (truth !== null && byHeading(fresh.source, headingAnchor(old.source, old.where.get(unit))) === truth)
        own.baseline++;
    });
  }
  const sum = (key) => Object.values(counts).reduce((total, each) => total + each[key], 0);
  const share = (some, all) => Math.round((some / all) * 1000) / 1000;
  return {
    table: counts,
    kept: share(sum('kept'), sum('survived')),
    wrong: share(sum('wrong'), sum('comments')),
    baseline: share(sum('baseline'), sum('survived')),
  };
};

// How well plans are compared and comments carried: npm run bench:plans [-- --plans N] [--seed S]
import { parseArgs } from 'node:util';
import { bundled, random } from './bundled.mjs';
import { calibrate, percentile, round } from './calibration.mjs';
import { carriedComments } from './planComments.mjs';
import { planMaker, render, tasksOf } from './planModel.mjs';
import { isExact, netChange, play, splitOrMerge } from './planScripts.mjs';

const { values } = parseArgs({
  options: { plans: { type: 'string', default: '400' }, seed: { type: 'string', default: '1' } },
});
const product = await bundled(
  'src/domain/commentAnchor',
  'src/domain/grammar/planCheck',
  'src/domain/diff/planDiff',
  'src/domain/grammar/planDocument',
);
const plans = Number(values.plans);
const maker = planMaker(random(Number(values.seed)));
const { below, plan: makePlan } = maker;
const somePlan = () => makePlan(2 + below(4), 2 + below(7));

/** The product's changes as facts by key; a phase that moved as a whole is expanded to its tasks. */
const factsOf = (changes, before, after) =>
  changes.flatMap(({ kind, taskId, title, detail }) => {
    if (taskId !== null) return [`${kind} ${taskId.slice(1)}`];
    const whole = kind === 'moved' && / tasks to /.test(detail) && before.phases.find((phase) => phase.title === title);
    if (!whole) return [`${kind} "${title}"`];
    const left = new Set(tasksOf(after).map(({ key }) => key));
    return whole.tasks.filter(({ key }) => left.has(key)).map(({ key }) => `moved ${key}`);
  });

const rate = ({ right, found, wanted }) => {
  const [precision, recall] = [right / found, right / wanted];
  return (2 * precision * recall) / (precision + recall);
};
const tally = () => ({ right: 0, found: 0, wanted: 0 });
/** Counts how many of the wanted facts were found; the same fact may occur several times on either side. */
const count = (counts, found, wanted) => {
  const left = [...wanted];
  counts.found += found.length;
  counts.wanted += wanted.length;
  for (const fact of found) {
    const at = left.indexOf(fact);
    if (at < 0) continue;
    left.splice(at, 1);
    counts.right++;
  }
};

let exact = 0;
const misses = [];
for (let round = 0; round < plans; round++) {
  const before = somePlan();
  const after = play(maker, before, 1 + (round % 20));
  const found = factsOf(product.comparePlans(render(before).source, render(after).source), before, after);
  const net = netChange(before, after);
  if (isExact(net, found)) exact++;
  else misses.push(`${[...net.facts].join(', ')} | ${found.join(', ')}`);
}

const nameless = tally();
for (let round = 0; round < plans; round++) {
  const before = somePlan();
  const after = play(maker, before, 1 + (round % 20));
  const [old, fresh] = [before, after].map((plan) => render(plan, { ids: false }).source);
  const titles = new Map([...tasksOf(before), ...tasksOf(after)].map(({ key, title }) => [key, title]));
  const { facts, orders } = netChange(before, after);
  const named = [...facts].map((fact) => fact.replace(/\d+$/, (key) => titles.get(Number(key))));
  // Places within a phase are left out on both sides: without ids, a task among its twins has no place of its own.
  const keptPlaces = new Set(orders.flatMap(({ now }) => now).map((key) => `moved ${titles.get(key)}`));
  const changes = product.comparePlans(old, fresh);
  const wholes = changes.filter(({ kind, detail }) => kind === 'moved' && / tasks to /.test(detail));
  const found = changes.filter((change) => !wholes.includes(change)).map(({ kind, title }) => `${kind} ${title}`);
  for (const { title } of wholes)
    for (const { key } of before.phases.find((phase) => phase.title === title).tasks)
      if (facts.has(`moved ${key}`)) found.push(`moved ${titles.get(key)}`);
  const crossing = (list) => list.filter((fact) => !keptPlaces.has(fact));
  count(nameless, crossing(found), crossing(named));
}

const splits = tally();
for (let round = 0; round < plans; round++) {
  const { before, after, links, merged } = splitOrMerge(maker, somePlan());
  const changes = product.comparePlans(render(before).source, render(after).source);
  const found = changes.flatMap(({ taskId, parts, kind, detail }) => {
    const isMerge = kind === 'added' || / merged from /.test(detail);
    return parts.map((part) => (isMerge === merged ? `${taskId.slice(1)}>${part.slice(1)}` : `wrong ${part}`));
  });
  count(splits, [...new Set(found)], links);
}

const comments = carriedComments(maker, product, plans);

const large = render(makePlan(25, 20));
const changedPlan = makePlan(25, 20);
const [largeBefore, largeAfter] = [changedPlan, play(maker, changedPlan, 20)].map((plan) => render(plan).source);
const time = (work) => {
  const runs = Array.from({ length: 60 }, (_, at) => {
    const started = performance.now();
    work(at);
    return performance.now() - started;
  });
  return round(percentile(runs.slice(10), 0.5));
};
/** A different text each time, because recently parsed ones are cached. */
const stamped = (text, at) => `${text}<!-- ${at} -->\n`;
const parsed = product.parsePlan(large.source);
const parseMs = time((at) => product.parsePlan(stamped(large.source, at)));
const diffMs = time(() => product.comparePlans(largeBefore, largeAfter));
const checkMs = time(() => product.checkPlan(parsed));

const thousandth = (value) => Math.round(value * 1000) / 1000;
const result = {
  bench: 'plans',
  tasks: tasksOf(changedPlan).length,
  parse_ms: parseMs,
  diff_ms: diffMs,
  check_ms: checkMs,
  diff_exact: thousandth(exact / plans),
  split_merge_f1: thousandth(rate(splits)),
  diff_f1_without_ids: thousandth(rate(nameless)),
  anchors_kept: comments.kept,
  anchors_wrong: comments.wrong,
  anchors_kept_heading_baseline: comments.baseline,
};
for (const miss of misses.slice(0, 5)) console.log(`not exact: ${miss}`);
console.table({ 'split and merge': splits, 'without ids': nameless });
console.table(comments.table);
console.log(calibrate());
console.log(JSON.stringify(result));

// How well plans are checked against the code: npm run bench:grounding [-- --mirror DIR] [--plans N] [--seed S]
// Uses plans committed to public repositories (OpenSpec, Backlog.md), each at its own commit; without a mirror, those
// of the offline planner. One reference at a time is corrupted, which must be detected; an alarm about something that
// exists is false.
import { parseArgs } from 'node:util';
import { bundled, random } from './bundled.mjs';
import { calibrate, round } from './calibration.mjs';
import { mirrored } from './gitFiles.mjs';
import { committedPlans } from './grounding/committedPlans.mjs';
import { pathCorruptions, renamedSymbol } from './grounding/corruptions.mjs';
import { offlinePlans } from './grounding/offlinePlans.mjs';

const { values } = parseArgs({
  options: {
    mirror: { type: 'string', default: '.mirror' },
    plans: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const next = random(Number(values.seed));
const pick = (list) => list[Math.floor(next() * list.length)];
const product = await bundled(
  'src/context/references/references',
  'src/context/workspaceSearch',
  'src/domain/errors',
  'src/domain/grammar/planRender',
  'test/support/memoryFiles',
  'test/support/offlineTurns',
  'test/support/repositories',
);
/** The most corruptions of one plan: a long plan shows no more than a few short ones. */
const maxCorruptions = 10;

const isWrong = ({ state }) => state === 'missing' || state === 'ambiguous';

/** A corruption of a reference: the replacement, its place in the text, and the best suggestion; null if there is none. */
const corrupt = (reference, own, paths, folders) => {
  const { kind, text, path, line, offset, length } = reference;
  if (kind === 'symbol') {
    const name = /[\w$]+$/.exec(text)?.[0] ?? text;
    const renamed = renamedSymbol(name, pick);
    if (renamed === null || new RegExp(`(?<![\\w$])${renamed}(?![\\w$])`).test(own)) return null;
    return {
      type: 'renamedSymbol',
      start: offset + length - name.length,
      end: offset + length,
      by: renamed,
      best: name,
    };
  }
  if (kind === 'line' && next() < 0.3) {
    const past = own.split('\n').length + 1 + Math.floor(next() * 500);
    const at = text.lastIndexOf(`:${line}`);
    if (at < 0) return null;
    return { type: 'pastEnd', start: offset + at, end: offset + length, by: `:${past}`, best: path };
  }
  if (kind === 'script') return { type: 'script', start: offset, end: offset + length, by: `${text}x`, best: text };
  const parts = path.split('/');
  const written = parts.map((_, index) => parts.slice(index).join('/')).find((end) => text.includes(end));
  const at = text.indexOf(written);
  if (!paths.has(path) || written === undefined) return null;
  const choices = Object.entries(pathCorruptions).flatMap(([type, make]) => {
    const by = make(written, pick, folders);
    return by === null ||
      by === written ||
      [...paths].some((other) => `/${other}`.endsWith(`/${by}`)) ||
      folders.includes(by)
      ? []
      : [{ type, by }];
  });
  if (choices.length === 0) return null;
  return { ...pick(choices), start: offset + at, end: offset + at + written.length, best: path };
};

const totals = { plans: 0, references: 0, alarms: {}, byType: {}, ms: 0, checked: 0 };
const tally = (type) => (totals.byType[type] ??= { corrupted: 0, detected: 0, suggested: 0 });
const notes = [];

const check = async (text, files) => {
  const before = performance.now();
  const references = await product.checkReferences(text, files);
  totals.ms += performance.now() - before;
  totals.checked += references.length;
  return references;
};
const shuffled = (list) =>
  list
    .map((item) => ({ item, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);

const plans =
  mirrored(values.mirror).length > 0
    ? committedPlans(product, values.mirror, Number(values.plans), pick)
    : offlinePlans(product);
for await (const { name, text, files, judge, isOlder } of plans) {
  const references = await check(text, files);
  totals.plans++;
  totals.references += references.length;
  for (const wrong of references.filter(isWrong)) {
    const verdict = judge(wrong);
    totals.alarms[verdict] = (totals.alarms[verdict] ?? 0) + 1;
    notes.push(`${verdict}: ${wrong.text} (${wrong.state}) in ${name}`);
  }
  const paths = (await files.list()).map(({ path }) => path);
  const folders = [...new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))))].filter(Boolean);
  const found = shuffled(references.filter(({ state }) => state === 'found'));
  for (const reference of found.slice(0, maxCorruptions)) {
    if (reference.kind !== 'script' && !isOlder(reference.path)) continue;
    const own = paths.includes(reference.path) ? await files.read(reference.path) : '';
    const change = corrupt(reference, own, new Set(paths), folders);
    if (change === null) continue;
    const changed = text.slice(0, change.start) + change.by + text.slice(change.end);
    const answer = (await check(changed, files)).find(
      ({ offset, length, ...rest }) => offset <= change.start && offset + length > change.start && isWrong(rest),
    );
    const counts = tally(change.type);
    counts.corrupted++;
    if (answer) counts.detected++;
    if (answer?.nearest === change.best) counts.suggested++;
    else
      notes.push(
        `${change.type} ${change.by} for ${change.best}: ${answer ? answer.nearest : 'not detected'} in ${name}`,
      );
  }
}

const types = Object.values(totals.byType);
const sum = (key) => types.reduce((total, counts) => total + counts[key], 0);
const falseAlarms = Object.fromEntries(
  Object.entries(totals.alarms).flatMap(([verdict, count]) =>
    verdict.startsWith('false ') ? [[verdict.slice('false '.length), count]] : [],
  ),
);
const alarms = Object.values(falseAlarms).reduce((a, b) => a + b, 0);
console.table(totals.byType);
console.table(totals.alarms);
console.log(notes.slice(0, 60).join('\n'));
console.log(calibrate());
console.log(
  JSON.stringify({
    bench: 'grounding',
    plans: totals.plans,
    references: totals.references,
    corrupted: sum('corrupted'),
    detection: round(sum('detected') / sum('corrupted')),
    false_alarms: Math.round((alarms / totals.references) * 10_000) / 10_000,
    false_alarms_by_kind: falseAlarms,
    alarms: totals.alarms,
    suggestion_top1: round(sum('suggested') / sum('corrupted')),
    ms_per_100: round((totals.ms / totals.checked) * 100),
  }),
);

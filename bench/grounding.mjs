// How well plans are checked against the code: npm run bench:grounding [-- --mirror DIR] [--repositories N] [--seed S]
// Plans of the offline planner on real repositories; one reference at a time is corrupted, the rest must raise no alarm.
import { parseArgs } from 'node:util';
import { bundled, random } from './bundled.mjs';
import { calibrate, round } from './calibration.mjs';
import { pathCorruptions, renamedSymbol } from './corruptions.mjs';
import { mirrored, textsAt } from './gitFiles.mjs';

const { values } = parseArgs({
  options: {
    mirror: { type: 'string', default: '.mirror' },
    repositories: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
  },
});
const next = random(Number(values.seed));
const pick = (list) => list[Math.floor(next() * list.length)];
const product = await bundled(
  'src/context/references',
  'src/context/workspaceSearch',
  'src/domain/planRender',
  'test/support/memoryFiles',
  'test/support/offlineTurns',
  'test/support/repositories',
);

const requests = [
  'Add rate limiting to the public API',
  'Fix the crash when a name is empty',
  'Refactor the settings into a service',
  'Make listing faster',
  'Harden authentication against brute force',
  'Increase test coverage of the config loader',
  'Document the command line for new developers',
  'Add an audit log',
];

/** Small repositories of the project's own where there are no others. */
const workspaces = () => {
  const found = mirrored(values.mirror).slice(0, Number(values.repositories));
  if (found.length > 0) return found.map(({ name, path }) => ({ name, texts: textsAt(path, 'HEAD') }));
  const { typescriptService, pythonShop, goCli } = product;
  return Object.entries({ typescriptService, pythonShop, goCli }).map(([name, texts]) => ({ name, texts }));
};

const isWrong = ({ state }) => state === 'missing' || state === 'ambiguous';

/** A corruption of a reference: what takes its place in the text, where, and what the best suggestion is; null without one. */
const corrupt = (reference, files, folders) => {
  const { kind, text, path, line, offset, length } = reference;
  if (kind === 'symbol') {
    const name = /[\w$]+$/.exec(text)?.[0] ?? text;
    const renamed = renamedSymbol(name, pick);
    if (renamed === null || new RegExp(`(?<![\\w$])${renamed}(?![\\w$])`).test(files[path])) return null;
    return {
      type: 'renamedSymbol',
      start: offset + length - name.length,
      end: offset + length,
      by: renamed,
      best: name,
    };
  }
  if (kind === 'line' && next() < 0.3) {
    const past = files[path].split('\n').length + 1 + Math.floor(next() * 500);
    const at = text.lastIndexOf(`:${line}`);
    if (at < 0) return null;
    return { type: 'pastEnd', start: offset + at, end: offset + length, by: `:${past}`, best: path };
  }
  if (kind === 'script') return { type: 'script', start: offset, end: offset + length, by: `${text}x`, best: text };
  const written = text.startsWith(path) ? path : path.slice(path.lastIndexOf('/') + 1);
  const at = text.indexOf(written);
  if (!(path in files) || at < 0) return null;
  const choices = Object.entries(pathCorruptions).flatMap(([type, make]) => {
    const by = make(written, pick, folders);
    return by === null || by === written || by in files || folders.includes(by) ? [] : [{ type, by }];
  });
  if (choices.length === 0) return null;
  return { ...pick(choices), start: offset + at, end: offset + at + written.length, best: path };
};

const totals = { plans: 0, references: 0, falseAlarms: {}, byType: {}, ms: 0, checked: 0 };
const tally = (type) => (totals.byType[type] ??= { corrupted: 0, detected: 0, suggested: 0 });
const missed = [];

for (const { name, texts } of workspaces()) {
  const files = new product.MemoryFiles(texts);
  const search = new product.WorkspaceSearch(files);
  const folders = [
    ...new Set(Object.keys(texts).map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))),
  ].filter(Boolean);
  const check = async (plan) => {
    const before = performance.now();
    const references = await product.checkReferences(plan, files);
    totals.ms += performance.now() - before;
    totals.checked += references.length;
    return references;
  };
  const symbols = (await search.text('(', 400)).flatMap(
    ({ path, text }) =>
      /(?:def|func|function|fn)\s+(\w{5,})/
        .exec(text)
        ?.slice(1)
        .map((symbol) => ({ symbol, path })) ?? [],
  );
  const about = Array.from({ length: Math.min(8, symbols.length) }, () => pick(symbols));
  const asked = [
    ...requests,
    ...about.map(({ symbol, path }, index) =>
      `${pick(['Refactor', 'Fix the error in', 'Speed up', 'Test'])} ${symbol} in @${path} ${index % 2 ? 'and its callers' : ''}`.trim(),
    ),
  ];
  for (const request of asked) {
    const { draft } = await product.playTurn(request, { workspace: { files, search } });
    if (draft === null) continue;
    const plan = product.renderPlan(draft);
    const references = await check(plan);
    totals.plans++;
    totals.references += references.length;
    for (const wrong of references.filter(isWrong)) {
      totals.falseAlarms[wrong.kind] = (totals.falseAlarms[wrong.kind] ?? 0) + 1;
      missed.push(`${name}: false alarm ${wrong.text} (${wrong.state})`);
    }
    for (const reference of references.filter(({ state }) => state === 'found')) {
      const change = corrupt(reference, texts, folders);
      if (change === null) continue;
      const changed = plan.slice(0, change.start) + change.by + plan.slice(change.end);
      const answer = (await check(changed)).find(
        (found) => found.offset <= change.start && found.offset + found.length > change.start && isWrong(found),
      );
      const counts = tally(change.type);
      counts.corrupted++;
      if (answer) counts.detected++;
      if (answer?.nearest === change.best) counts.suggested++;
      else
        missed.push(
          `${name}: ${change.type} ${change.by} for ${change.best}: ${answer ? answer.nearest : 'not detected'}`,
        );
    }
  }
  search.dispose();
}

const types = Object.values(totals.byType);
const sum = (key) => types.reduce((total, counts) => total + counts[key], 0);
const alarms = Object.values(totals.falseAlarms).reduce((a, b) => a + b, 0);
console.table(totals.byType);
console.log(missed.slice(0, 40).join('\n'));
console.log(calibrate());
console.log(
  JSON.stringify({
    bench: 'grounding',
    plans: totals.plans,
    references: totals.references,
    corrupted: sum('corrupted'),
    detection: round(sum('detected') / sum('corrupted')),
    false_alarms: Math.round((alarms / totals.references) * 10_000) / 10_000,
    false_alarms_by_kind: totals.falseAlarms,
    suggestion_top1: round(sum('suggested') / sum('corrupted')),
    ms_per_100: round((totals.ms / totals.checked) * 100),
  }),
);

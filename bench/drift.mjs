// How well drift is detected: npm run bench:drift [-- --mirror DIR] [--plans N] [--commits N] [--seed S]
// Plans' references are recorded at a commit of a real history and scanned some commits later. The truth comes from
// `git log -L` with -M over the same steps, and from transitions labelled by hand. Without a mirror there is nothing to
// do.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundled, random } from './bundled.mjs';
import { calibrate, round } from './calibration.mjs';
import { forwardHistory } from './drift/forwardHistory.mjs';
import { git, mirrored, shown } from './gitFiles.mjs';

const { values } = parseArgs({
  options: {
    mirror: { type: 'string', default: '.mirror' },
    plans: { type: 'string', default: '4' },
    commits: { type: 'string', default: '40' },
    references: { type: 'string', default: '25' },
    seed: { type: 'string', default: '1' },
  },
});
const next = random(Number(values.seed));
const pick = (list) => list[Math.floor(next() * list.length)];
const product = await bundled(
  'src/context/drift/currentFiles',
  'src/context/drift/drift',
  'src/context/drift/normalizedText',
  'src/context/drift/recordReference',
  'src/context/drift/symbolRange',
  'src/context/git/gitOutput',
  'src/context/index/store/definitions',
  'src/domain/errors',
);
const extensions = ['go', 'py', 'ts', 'tsx', 'js', 'cs', 'php', 'java', 'rs', 'rb', 'c'];
const extensionOf = (path) => path.split('.').at(-1);
const isSource = (path) => extensions.includes(extensionOf(path)) && !/vendor\/|node_modules\/|\.min\./.test(path);
const sourceGlobs = extensions.map((extension) => `*.${extension}`);
const definitionsIn = (path, text) =>
  text.split('\n').flatMap((line, index) => {
    const name = product.definitionAt(path, line);
    return name === null ? [] : [{ name, line: index + 1 }];
  });

const renamesBetween = (repository, from, to) => {
  const both = (...more) =>
    product.renamedPaths(
      git(repository, [...product.renameSteps, ...more, `${from}..${to}`]).toString(),
      git(repository, [...product.renamesInAll, ...more, from, to]).toString(),
    );
  try {
    return both();
  } catch {
    // A mirror may lack its largest contents: then compare files by their hashes only.
    return both('-M100%');
  }
};

/** A commit as a workspace for the product's interfaces, and the renames that git finds since another commit. */
const portsAt = (repository, commit, since) => {
  const paths = git(repository, ['ls-tree', '-r', '--name-only', '-z', commit]).toString().split('\0').filter(Boolean);
  const there = new Set(paths);
  return {
    files: {
      list: async () => paths.map((path) => ({ path, size: 0 })),
      read: async (path) => {
        if (!there.has(path)) throw new product.UserError('notFound', { kind: 'file', id: path });
        return shown(repository, commit, path);
      },
    },
    search: {
      definitions: async (name) => {
        let found;
        try {
          found = git(repository, ['grep', '-l', '-z', '-w', '-F', name, commit, '--', ...sourceGlobs]).toString();
        } catch {
          // git grep exits with 1 if nothing matches.
          return [];
        }
        return found
          .split('\0')
          .map((path) => path.slice(commit.length + 1))
          .filter(isSource)
          .slice(0, 50)
          .flatMap((path) => definitionsIn(path, shown(repository, commit, path)).map((hit) => ({ ...hit, path })))
          .filter((hit) => hit.name === name);
      },
    },
    renames: async () => renamesBetween(repository, since, commit),
  };
};
const asReference = (path, symbol, line) => ({
  kind: symbol === null ? 'line' : 'symbol',
  text: symbol ?? `${path}:${line}`,
  path,
  line,
  state: 'found',
  nearest: null,
  offset: 0,
  length: 1,
});

/** References to some definitions in a commit's source files, as a plan of that day would have named them. */
const referencesAt = (repository, commit, count) => {
  const paths = git(repository, ['ls-tree', '-r', '--name-only', '-z', commit]).toString().split('\0').filter(isSource);
  const made = [];
  if (paths.length === 0) return made;
  for (let tries = 0; made.length < count && tries < count * 5; tries++) {
    const path = pick(paths);
    const text = shown(repository, commit, path) ?? '';
    const hits = definitionsIn(path, text).filter(({ name }) => name.length > 3);
    if (hits.length === 0) continue;
    const { name } = pick(hits);
    const recorded = product.recordReference(asReference(path, name, 1), text);
    if (recorded.definitions !== null) made.push({ recorded, ranges: product.symbolRanges(path, text, name) });
  }
  return made;
};

const totals = { plans: 0, commits: 0, right: 0, missed: 0, wrong: 0, flags: 0, fileFlags: 0, scans: 0, ms: 0 };
const quiet = { wrong: 0 };
const byLanguage = {};
const notes = [];

for (const { name, path: repository } of mirrored(values.mirror)) {
  const history = git(repository, ['rev-list', '--first-parent', 'HEAD']).toString().trim().split('\n');
  const span = Number(values.commits);
  if (history.length < span * 3) continue;
  for (let plan = 0; plan < Number(values.plans); plan++) {
    const at = span + Math.floor(next() * Math.min(history.length - span - 1, 3000));
    const [from, to] = [history[at], history[at - span]];
    const references = referencesAt(repository, from, Number(values.references));
    const truth = forwardHistory(repository, history.slice(at - span, at + 1).toReversed());
    const started = performance.now();
    const current = new product.CurrentFiles(portsAt(repository, to, from));
    totals.plans++;
    totals.commits += span;
    for (const { recorded, ranges } of references) {
      const drift = await current.driftOf(recorded);
      const flagged = product.isDrift(drift);
      const told = ranges.map((range) => truth.changed({ path: recorded.path, ...range }));
      if (told.includes(null)) continue;
      const changed = told.includes(true);
      const language = (byLanguage[extensionOf(recorded.path)] ??= { references: 0, right: 0, missed: 0, wrong: 0 });
      language.references++;
      if (flagged) totals.flags++;
      if (drift.kind !== 'unchanged') totals.fileFlags++;
      const outcome = changed ? (flagged ? 'right' : 'missed') : flagged ? 'wrong' : null;
      if (outcome !== null) {
        totals[outcome]++;
        language[outcome]++;
      }
      if (changed !== flagged)
        notes.push(
          `${name} ${from.slice(0, 8)}..${to.slice(0, 8)} ${recorded.path} ${recorded.symbol}: ${drift.kind}, git says ${changed ? 'changed' : 'same'}`,
        );
    }
    totals.scans++;
    totals.ms += performance.now() - started;
    truth.dispose();
  }
}

/** Labels by kind: whether a reader of the plan would have had to look again. */
const labels = readFileSync(join(import.meta.dirname, 'drift', 'labelled.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const repositories = new Map(mirrored(values.mirror).map(({ name, path }) => [name, path]));
const byKind = {};
for (const label of labels) {
  const repository = repositories.get(label.repo);
  if (repository === undefined) continue;
  const text = shown(repository, label.from, label.path);
  const isDefinition = label.symbol !== null && product.definedAt(label.path, text, label.startLine) === label.symbol;
  const lines = isDefinition ? label.startLine : `${label.startLine}-${label.endLine}`;
  const named = { ...asReference(label.path, null, label.startLine), text: `${label.path}:${lines}` };
  const recorded = product.recordReference(named, text);
  const drift = await new product.CurrentFiles(portsAt(repository, label.to, label.from)).driftOf(recorded);
  const counts = (byKind[label.kind] ??= { labelled: 0, right: 0 });
  counts.labelled++;
  if (product.isDrift(drift) === label.flag) counts.right++;
  else notes.push(`label ${label.kind} ${label.path} ${label.symbol}: ${drift.kind}`);
  if (product.isDrift(drift) && (label.kind === 'reformat' || label.kind === 'fileMoved')) quiet.wrong++;
}

console.table(byKind);
console.table(byLanguage);
console.log(notes.slice(0, 40).join('\n'));
console.log(calibrate());
console.log(
  JSON.stringify({
    bench: 'drift',
    plans: totals.plans,
    commits: totals.commits,
    labelled: Object.values(byKind).reduce((sum, { labelled }) => sum + labelled, 0),
    labelled_right: Object.values(byKind).reduce((sum, { right }) => sum + right, 0),
    quiet_flagged: quiet.wrong,
    precision: round(totals.right / Math.max(1, totals.flags)),
    recall: round(totals.right / Math.max(1, totals.right + totals.missed)),
    flags: totals.flags,
    file_level_flags: totals.fileFlags,
    ms_per_scan: round(totals.ms / Math.max(1, totals.scans)),
  }),
);

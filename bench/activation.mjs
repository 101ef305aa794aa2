// How long the extension takes to load, to activate and to be usable:
// npm run bench:activation [-- --starts N --cold N --runs N]
import { mkdtempSync, readFileSync, existsSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension } from '../scripts/editor/extensionPackage.mjs';
import { closeEverything, openSession } from '../scripts/editor/session.mjs';
import { calibrate, percentile, round } from './calibration.mjs';

const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '40' },
    cold: { type: 'string', default: '10' },
    runs: { type: 'string', default: '1' },
  },
});
const starts = Number(values.starts);

const icon = (page, name) => page.locator(`.activitybar .action-item:has([aria-label^="${name}"]) a`);
const isChat = (frame) =>
  frame.url().includes('/fake.html') && frame.parentFrame()?.url().includes('extensionId=devplan.devplan');
/** The time since the epoch in milliseconds, as precisely as the machine provides it. */
const now = () => performance.timeOrigin + performance.now();
/**
 * Opens the chat; returns its composer and when it was first drawn. The page draws nothing before its first state, so
 * this is its first contentful paint, taken from the page itself: on a busy machine, watching from outside reacts late.
 */
const openChat = async (page) => {
  const [chat] = await Promise.all([
    page.waitForEvent('framenavigated', { predicate: isChat }),
    icon(page, 'DevPlan').click(),
  ]);
  const composer = await chat.waitForSelector('textarea');
  const drawn = await chat.evaluate(
    () =>
      new Promise((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint) resolve(performance.timeOrigin + paint.startTime);
        });
        observer.observe({ type: 'paint', buffered: true });
      }),
  );
  return { composer, drawn };
};
const firstRow = (page) => page.locator('.pane-body .monaco-list-row[aria-level="2"]').first();

/** A busy machine may make figures worse, but not missing. */
const patienceMs = 180_000;

const openWindow = async ({ context, url }) => {
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  await page.goto(url);
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
  await icon(page, 'DevPlan').waitFor();
  return page;
};

const busyTime = () => cpus().reduce((sum, { times }) => sum + times.user + times.sys, 0);

/**
 * Waits until the machine uses less than a tenth of one processor for a second: a new window starts much of its own
 * work after it is drawn.
 */
const idleMachine = async (page) => {
  for (const end = performance.now() + patienceMs; performance.now() < end;) {
    const before = busyTime();
    await page.waitForTimeout(1000);
    if (busyTime() - before < 100) return;
  }
  throw new Error('The machine is never idle: close what runs beside the bench.');
};

/** Loads and activates in fresh extension hosts, as measured by the probe extension. */
const measureActivation = async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'devplan-bench-')), 'starts.jsonl');
  const read = () =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
      : [];
  const extensions = ['probe', 'empty'].map((name) => resolve('bench', 'fixtures', name));
  const session = await openSession({ extensions, env: { DEVPLAN_BENCH_FILE: file } });
  for (let start = 1; start <= starts; start++) {
    const page = await openWindow(session);
    while (read().length < start) await page.waitForTimeout(100);
    await page.close();
  }
  await session.close();
  return read();
};

/** Measures, in fresh windows, from the click on the icon to a usable composer and to the first plan in the tree. */
const measureFirstUse = async () => {
  const session = await openSession();
  const times = { chat: [], list: [] };
  for (let start = 0; start <= Number(values.cold); start++) {
    const page = await openWindow(session);
    await idleMachine(page);
    const clicked = now();
    const { composer, drawn } = await openChat(page);
    if (start === 0) {
      // The first window creates the plan that the others list.
      await composer.fill('Draft a plan for adding analytics');
      await composer.press('Enter');
    }
    await firstRow(page).waitFor();
    if (start > 0) {
      times.chat.push(drawn - clicked);
      times.list.push(now() - clicked);
    }
    await icon(page, 'Explorer').click();
    await page.close();
  }
  await session.close();
  return times;
};

const measure = async () => {
  const probes = await measureActivation();
  const uses = await measureFirstUse();
  const of = (name) => probes.map((probe) => probe[name]);
  const totals = probes.map(({ load, activate }) => load + activate);
  return {
    starts: probes.length,
    load_ms_p50: round(percentile(of('load'), 0.5)),
    load_ms_p95: round(percentile(of('load'), 0.95)),
    activate_ms_p50: round(percentile(of('activate'), 0.5)),
    activate_ms_p95: round(percentile(of('activate'), 0.95)),
    total_ms_p95: round(percentile(totals, 0.95)),
    total_cpu_ms_p95: round(percentile(of('cpu'), 0.95)),
    empty_extension_total_ms_p95: round(percentile(of('empty'), 0.95)),
    ratio_to_empty_p50: round(percentile(of('devplan'), 0.5) / percentile(of('empty'), 0.5)),
    first_chat_ms_p50: round(percentile(uses.chat, 0.5)),
    first_list_ms_p50: round(percentile(uses.list, 0.5)),
    early_starts: of('early').filter(Boolean).length,
    ...calibrate(),
  };
};

const vsixBytes = await packageExtension();
const runs = [];
for (let run = 1; run <= Number(values.runs); run++) {
  runs.push(await measure());
  if (Number(values.runs) > 1) console.log(`Run ${run}: ${JSON.stringify(runs.at(-1))}`);
}
await closeEverything();

/** The median of each figure over the runs. */
const medians = Object.fromEntries(
  Object.keys(runs[0])
    .filter((name) => name !== 'early_starts')
    .map((name) => [
      name,
      percentile(
        runs.map((run) => run[name]),
        0.5,
      ),
    ]),
);
const result = {
  bench: 'activation',
  runs: runs.length,
  ...medians,
  vsix_bytes: vsixBytes,
  startup_activation: runs.some((run) => run.early_starts > 0),
};
console.table(Object.fromEntries(Object.entries(result).map(([name, value]) => [name, { value }])));
console.log(JSON.stringify(result));

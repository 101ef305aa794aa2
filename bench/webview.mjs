// How a long conversation performs in the chat view, compared to one that redraws everything:
// npm run bench:webview [-- --messages N] [-- --runs N]
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../scripts/editor/browser.mjs';
import { runQuietly } from '../scripts/editor/processes.mjs';
import { calibrate, round } from './calibration.mjs';
import { conversation, pieces, streamed } from './webview/conversation.mjs';
import { measure, medians } from './webview/measure.mjs';

const { values } = parseArgs({
  options: { messages: { type: 'string', default: '1000' }, runs: { type: 'string', default: '5' } },
});
const count = Number(values.messages);
const style = 'dist/webview/chat.css';

const calibration = calibrate();
await runQuietly(process.execPath, ['esbuild.mjs', '--production'], { what: 'The production build' });
const naive = await build({
  entryPoints: ['bench/webview/naive.mjs'],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
});
const product = { script: readFileSync('dist/webview/chat.js', 'utf8'), style, windowed: true };
const full = { script: naive.outputFiles[0].text, style, windowed: false };
const answer = { streamed, pieces: pieces() };
/** Enough to see the cost of one change; the whole answer would take minutes. */
const beginning = { streamed, pieces: answer.pieces.slice(0, 20) };

const browser = await launchBrowser();
const runs = { short: [], long: [], naive: [] };
for (let run = 0; run < Number(values.runs); run++) {
  runs.short.push(await measure(browser, { ...product, ...answer, state: conversation(10) }));
  runs.long.push(await measure(browser, { ...product, ...answer, state: conversation(count) }));
  runs.naive.push(await measure(browser, { ...full, ...beginning, state: conversation(count) }));
}
await browser.close();

const [short, long, redrawn] = [medians(runs.short), medians(runs.long), medians(runs.naive)];
const row = (name, { firstPaint, longest, streamCpu, pieces, heap, rows }) => ({
  view: name,
  'first paint ms': round(firstPaint),
  'longest task ms': round(longest),
  'cpu ms a piece': round(streamCpu / pieces),
  'heap MB': round(heap),
  rows,
});
console.table([row('10 messages', short), row(`${count} messages`, long), row(`${count}, drawn anew`, redrawn)]);
console.log(
  JSON.stringify({
    bench: 'webview',
    ...calibration,
    messages: count,
    first_paint_ms: round(long.firstPaint),
    longest_task_ms: round(long.longest),
    rows_in_dom: long.rows,
    stream_cost_ratio_1000_to_10: round(long.streamCpu / short.streamCpu),
    heap_mb: round(long.heap),
    naive: { longest_task_ms: round(redrawn.longest), heap_mb: round(redrawn.heap) },
  }),
);

// The process that acts as the extension host and sends its measurements to its parent, see storage.mjs.
import { createRequire } from 'node:module';
import { percentile, round, timed } from './calibration.mjs';
import { watchLoop } from './hostLoop.mjs';
import { makeTexts } from './storageFill.mjs';

const [, , bundle, workerPath, folder, seed] = process.argv;
const { openStorage, systemClock, silentLog } = createRequire(import.meta.url)(bundle);
const { words, text } = makeTexts(Number(seed));

/** The milliseconds of each of `count` calls; `give` creates a call's input, which is not timed. */
const times = async (count, work, give = (index) => index) => {
  const all = [];
  for (let index = 0; index < count; index++) {
    const given = give(index);
    all.push(await timed(() => work(given, index)));
  }
  return all;
};

/** Search terms: words across ten deciles of document frequency, phrases, and prefixes of three letters or more. */
const searchTerms = () => {
  const deciles = Array.from(
    { length: 120 },
    (_, index) => words[Math.floor(words.length ** ((index % 10) / 10 + index / 10 / 120))],
  );
  const phrases = Array.from({ length: 40 }, () => `"${text(60).split(' ').slice(0, 2).join(' ')}"`);
  const beginnings = Array.from({ length: 40 }, (_, index) => `${words[100 + index * 37].slice(0, 3 + (index % 3))}*`);
  return [...deciles, ...phrases, ...beginnings];
};

const open = (more = {}) => openStorage({ folder, workerPath, clock: systemClock, log: silentLog, ...more });
const page = ({ plans, conversations }, index) => {
  const [limit, offset] = [50, index * 3];
  const sort = ['title', 'created', 'updated'][index % 3];
  return index % 2 === 0 ? plans.list({ limit, offset, sort }) : conversations.list({ limit, offset });
};

const stop = watchLoop();
let storage;
const openMs = await timed(async () => {
  storage = await open();
  await storage.projects.list();
});
const { id: sessionId } = await storage.conversations.createSession({ projectId: 'project' });
const say = (content) => storage.conversations.addMessage(sessionId, { role: 'user', content });
const message = () => text(500);
await times(20, say, message);
const messages = await times(1000, say, message);
const made = { projectId: 'project', title: 'Bench', content: text(4096), author: 'user' };
const { plan } = await storage.plans.create(made);
const versions = await times(
  100,
  (content, index) =>
    storage.plans.createVersion(plan.id, { content, author: 'user', base: index + 1, state: 'accepted' }),
  () => text(4096),
);
const pages = await times(100, (index) => page(storage, index));
const terms = searchTerms();
const searches = await times(200, (index) => storage.search.find({ text: terms[index] }));
const substrings = await times(20, (index) => storage.search.find({ text: words[500 + index * 700].slice(1, -1) }));
// Pass everything through the host once, for its longest block.
for await (const piece of storage.exchange.export()) void piece;
const rss = process.memoryUsage().rss / 2 ** 20;
await storage.close();

storage = await open({ compactAt: 1 });
const waits = await times(150, say, message);
await storage.close();
const { delay_ms: delay, block_ms: block } = stop();

process.send({
  message_commit_ms_p50: round(percentile(messages, 0.5)),
  message_commit_ms_p95: round(percentile(messages, 0.95)),
  version_commit_ms_p50: round(percentile(versions, 0.5)),
  open_ms: round(openMs),
  page_ms_p95: round(percentile(pages, 0.95)),
  search_ms_p95: round(percentile(searches, 0.95)),
  substring_ms_p95: round(percentile(substrings, 0.95)),
  rss_mb: round(rss),
  longest_host_block_ms: round(block),
  longest_wait_behind_export_ms: round(Math.max(...waits)),
  host_delay_ms: round(delay),
});

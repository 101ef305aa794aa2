import { readFileSync } from 'node:fs';
import { bundled } from '../bundled.mjs';
import { percentile } from '../calibration.mjs';

const { strings } = await bundled('src/shared/strings.ts');

/** Acts as the editor in the page: answers the first request with the conversation and streams an answer into it. */
const host = ({ strings, state, streamed, pieces }) => {
  const tell = (value) => window.postMessage({ kind: 'notice', name: 'chat.event', value }, '*');
  window.acquireVsCodeApi = () => ({
    postMessage: ({ kind, id, name }) => {
      const value = name === 'chat.ready' ? { strings, state } : null;
      if (kind === 'request') window.postMessage({ kind: 'answer', id, ok: true, value }, '*');
    },
    getState: () => undefined,
    setState: () => undefined,
  });
  window.streamAnswer = async () => {
    tell({ type: 'message', message: streamed });
    for (const text of pieces) {
      tell({ type: 'text', id: streamed.id, text });
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  };
};

/** The processor time of the main thread's tasks in a trace, in milliseconds: on a shared machine, elapsed time includes others' work. */
const tasksOf = (trace) => {
  const { traceEvents } = JSON.parse(trace.toString());
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const ofMain = (event) => mains.some(({ pid, tid }) => pid === event.pid && tid === event.tid);
  const tasks = traceEvents.filter((event) => event.name === 'RunTask' && event.ph === 'X' && ofMain(event));
  return tasks.map(({ dur, tdur }) => (tdur ?? dur) / 1000);
};

const traced = async (browser, page, work) => {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'devtools.timeline'] });
  await work();
  const tasks = tasksOf(await browser.stopTracing());
  return {
    longest: Math.max(0, ...tasks),
    cpu: tasks.reduce((sum, task) => sum + task, 0),
  };
};

const countRows = (page) => page.locator('article').count();

/** Scrolls up through the conversation to its first message and returns the most rows that the document held meanwhile. */
const scrollToTop = async (page) => {
  let most = await countRows(page);
  for (;;) {
    const first = await page.locator('article').first().getAttribute('id');
    await page.evaluate(() => {
      document.querySelector('.chat-main').scrollTop = 0;
      return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    });
    most = Math.max(most, await countRows(page));
    if ((await page.locator('article').first().getAttribute('id')) === first) return most;
  }
};

const heapOf = async (page) => {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('HeapProfiler.collectGarbage');
  return (await protocol.send('Runtime.getHeapUsage')).usedSize / 1_000_000;
};

/**
 * Opens a conversation in a page that runs `script`, streams an answer into it and, if `windowed`, scrolls to its top.
 * Times are in milliseconds, memory in MB; `streamCpu` is the main thread's processor time while the answer streamed.
 */
export const measure = async (browser, { script, style, state, streamed, pieces, windowed }) => {
  const page = await browser.newPage({ viewport: { width: 340, height: 800 } });
  await page.setContent(`<!doctype html><html><head></head><body><div id="root"></div></body></html>`);
  await page.addStyleTag({ content: `html, body, #root { height: 100%; margin: 0 }\n${readFileSync(style, 'utf8')}` });
  await page.evaluate(host, { strings, state, streamed, pieces });
  let firstPaint = NaN;
  const opened = await traced(browser, page, async () => {
    firstPaint = await page.evaluate(async (source) => {
      const started = performance.now();
      const element = document.createElement('script');
      element.textContent = source;
      document.head.append(element);
      while (!document.querySelector('article')) await new Promise((resolve) => setTimeout(resolve, 1));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - started;
    }, script);
  });
  const stream = await traced(browser, page, () => page.evaluate(() => window.streamAnswer()));
  const heap = await heapOf(page);
  let rows = await countRows(page);
  let scrolled = { longest: 0 };
  if (windowed) scrolled = await traced(browser, page, async () => (rows = await scrollToTop(page)));
  await page.close();
  const longest = Math.max(opened.longest, stream.longest, scrolled.longest);
  return { firstPaint, longest, streamCpu: stream.cpu, pieces: pieces.length, heap, rows };
};

/** The median of each figure over several measurements. */
export const medians = (measurements) =>
  Object.fromEntries(
    Object.keys(measurements[0]).map((key) => [
      key,
      percentile(
        measurements.map((each) => each[key]),
        0.5,
      ),
    ]),
  );

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import type {
  ChatNotices,
  ChatRequests,
  ChatState,
  PlanNotices,
  PlanRequests,
  PlanState,
} from '../../../src/shared/protocol';
import { RefusedRequest, type RpcMessage } from '../../../src/shared/rpc';
import { strings } from '../../../src/shared/strings';
import { loadLauncher } from './editor';

type Requests = ChatRequests & PlanRequests;
type Notices = ChatNotices & PlanNotices;
/** Answers to requests by name; unnamed requests are answered with null. */
export type Answers = { [K in keyof Requests]?: (params: Requests[K][0]) => Requests[K][1] | Promise<Requests[K][1]> };

/** A view's page alone in a browser, with the test as its host. */
export interface ViewPage {
  readonly page: Page;
  /** The page's requests so far, oldest first. */
  readonly asked: readonly { readonly name: string; readonly params: unknown }[];
  readonly answers: Answers;
  readonly notify: <K extends keyof Notices>(name: K, value: Notices[K]) => Promise<void>;
  /** Discards the page and loads it again with its saved state. */
  readonly reload: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const address = 'http://view.test';

/** The editor's API for a page, whose state survives a reload. */
const editorApi = `
  const key = 'state';
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.toHost(message),
    getState: () => JSON.parse(sessionStorage.getItem(key)) ?? undefined,
    setState: (state) => sessionStorage.setItem(key, JSON.stringify(state)),
  });`;

/** Opens a page with a state from its host. */
export const openPage = async (
  name: 'chat' | 'plan',
  state: ChatState | PlanState,
  own: Answers = {},
  viewport = { width: 400, height: 600 },
): Promise<ViewPage> => {
  const launcher = await loadLauncher();
  const context = await launcher.openContext({ viewport });
  const page = await context.newPage();
  const asked: { name: string; params: unknown }[] = [];
  const answers: Answers = { [`${name}.ready`]: () => ({ strings, state }), ...own };
  const post = (message: RpcMessage): Promise<void> =>
    page.evaluate((data) => window.postMessage(data, '*'), message as unknown as string);
  await page.exposeFunction('toHost', async (message: RpcMessage) => {
    if (message.kind !== 'request') return;
    const { id, params } = message;
    asked.push({ name: message.name, params });
    const answer = answers[message.name as keyof Requests] as ((params: unknown) => unknown) | undefined;
    try {
      await post({ kind: 'answer', id, ok: true, value: (await answer?.(params)) ?? null });
    } catch (error) {
      const refusal = error instanceof RefusedRequest ? error.notice : { text: (error as Error).message, actions: [] };
      await post({ kind: 'answer', id, ok: false, error: refusal });
    }
  });
  await page.addInitScript(editorApi);
  await page.route(`${address}/**`, async (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    const type = file.endsWith('.css') ? 'text/css' : file.endsWith('.js') ? 'text/javascript' : 'text/html';
    const html = `<!doctype html><html lang="en"><link rel="stylesheet" href="/${name}.css"><div id="root" data-again="${strings.tryAgain}"></div><script src="/${name}.js"></script>`;
    await route.fulfill({
      contentType: `${type}; charset=utf-8`,
      body: file === '' ? html : await readFile(resolve('dist', 'webview', file)),
    });
  });
  const load = async (): Promise<void> => {
    await page.goto(address);
  };
  await load();
  return {
    page,
    asked,
    answers,
    notify: (notice, value) => post({ kind: 'notice', name: notice, value }),
    reload: load,
    close: () => context.close(),
  };
};

/** Waits until the page has received all that it was told before. */
export const arrived = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const listener = ({ data }: MessageEvent): void => {
          if (data !== null) return;
          window.removeEventListener('message', listener);
          resolve();
        };
        window.addEventListener('message', listener);
        window.postMessage(null, '*');
      }),
  );

/** Records what a page's live region announces from now on; resolves to all of it once it is as expected. */
export const listen = async (
  page: Page,
): Promise<(isExpected: (said: readonly string[]) => boolean) => Promise<string[]>> => {
  const said: string[] = [];
  let told = (): void => {};
  await page.exposeFunction('spoken', (words: string) => {
    if (words) said.push(words);
    told();
  });
  await page.evaluate(() => {
    const region = document.querySelector('[role=status]')!;
    const { spoken } = window as unknown as { spoken: (words: string) => void };
    new MutationObserver(() => spoken(region.textContent)).observe(region, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  return async (isExpected) => {
    while (!isExpected(said)) await new Promise<void>((resolve) => (told = resolve));
    return said;
  };
};

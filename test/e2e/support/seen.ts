import type { Frame } from 'playwright-core';

declare const window: Window & { devplanSeen?: Promise<number>[] };

/** Something that will show in a page: an element with a text or a label. */
export interface Expected {
  readonly frame: Frame;
  readonly selector: string;
  readonly text: RegExp;
}

/** Watches for a text that is not there yet; the result resolves to when it appeared (epoch milliseconds). */
export const watch = async ({ frame, selector, text }: Expected): Promise<() => Promise<number>> => {
  const index = await frame.evaluate(
    ({ selector: wanted, source }) => {
      const pattern = new RegExp(source);
      const isThere = (): boolean =>
        [...document.querySelectorAll(wanted)].some((element) =>
          [element.getAttribute('aria-label') ?? '', element.textContent ?? ''].some((words) =>
            pattern.test(words.replaceAll('\u00A0', ' ')),
          ),
        );
      if (isThere()) throw new Error(`${source} is there already`);
      const seen = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${source} did not appear`)), 60_000);
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          resolve(Date.now());
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      });
      window.devplanSeen = [...(window.devplanSeen ?? []), seen];
      return window.devplanSeen.length - 1;
    },
    { selector, source: text.source },
  );
  return () => frame.evaluate((at) => window.devplanSeen![at]!, index);
};

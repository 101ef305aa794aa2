import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { collectLooks, type Looks } from './support/looks';
import { openStates, states, type StatesWorld } from './support/states';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The narrowest widths promised to be usable, in CSS pixels; also what 200 % zoom leaves of twice these. */
const narrow = { chat: 200, plan: 320 } as const;

/** The violations that axe-core finds in a view, as `rule: elements`. */
const violationsIn = async (frame: Frame): Promise<string[]> => {
  const { violations } = await frame.evaluate(
    (values) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: values, resultTypes: ['violations'] }),
    rules,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
};

/** What is wider than a narrow view and makes the whole view scroll sideways. */
const overflowOf = (frame: Frame): Promise<string[]> =>
  frame.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const main = document.querySelector('main');
    const wide = scrollWidth > clientWidth || (main !== null && main.scrollWidth > main.clientWidth);
    return wide ? [`scrolls sideways: ${scrollWidth} of ${clientWidth}`] : [];
  });

describe('accessibility, in a theme of each kind', () => {
  let world: StatesWorld;
  let looks: Looks;
  let source: string;

  before(async () => {
    source = await readFile(resolve('node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    world = await openStates();
    looks = await collectLooks(world.editor);
  });
  after(() => world?.dispose());

  for (const { name, views, show } of states)
    it(`of ${name}`, async () => {
      await show(world);
      const found: string[] = [];
      for (const view of views) {
        const frame = await world.editor.webviewFrame(view);
        if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
        const check = async (what: string): Promise<void> => {
          for (const violation of await violationsIn(frame)) found.push(`${view}, ${what}: ${violation}`);
        };
        for (const theme of looks.themes) {
          await looks.wear(frame, theme);
          await check(theme);
        }
        await looks.resize(frame, narrow[view]);
        await check('narrow');
        for (const problem of await overflowOf(frame)) found.push(`${view}, narrow: ${problem}`);
        await looks.resize(frame, null);
      }
      assert.deepEqual(found, []);
    });
});

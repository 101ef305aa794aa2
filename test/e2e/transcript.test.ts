import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { answer, gate, type ModelServer, startModelServer } from '../support/modelServer';
import { type Chat, openChat } from './support/chat';
import { type Editor, openEditor } from './support/editor';

const long = (name: string): string =>
  Array.from({ length: 60 }, (_, line) => `${name}, paragraph ${line}.`).join('\n\n');

/** An element's distance from the top of the transcript and the transcript's height, in pixels. */
const placeOf = (element: Locator): Promise<{ top: number; height: number }> =>
  element.evaluate((node) => {
    const main = node.closest('main')!.getBoundingClientRect();
    return { top: node.getBoundingClientRect().top - main.top, height: main.height };
  });

describe('the transcript', () => {
  let editor: Editor;
  let server: ModelServer;
  let chat: Chat;
  const [begun, rest] = [gate(), gate()];
  const said = (text: string): Locator => chat.view.getByText(text, { exact: true });

  before(async () => {
    server = await startModelServer((_body, n) => {
      if (n === 0) return answer(long('First'));
      begun.open();
      return [{ text: long('Second') }, { wait: rest.opened }, ...answer(long('Third'))];
    });
    editor = await openEditor({
      settings: { 'devplan.testMode': false, 'devplan.provider': 'openai', 'devplan.baseUrl': server.baseUrl },
    });
    chat = await openChat(editor);
    await chat.send('Tell me of the routes');
    await editor.dialog('Allow');
    await said('First, paragraph 59.').waitFor();
    await chat.answer();
  });
  after(async () => {
    rest.open();
    await editor?.dispose();
    await server?.close();
  });

  it('shows what one sends although one had scrolled up', async () => {
    const latest = chat.view.getByRole('button', { name: 'Jump to Latest' });
    await chat.view.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
    await latest.waitFor();
    await chat.send('And of the store');
    await begun.opened;
    await said('Second, paragraph 59.').waitFor();
    await latest.waitFor({ state: 'detached' });
    const { top, height } = await placeOf(said('Second, paragraph 59.'));
    assert.ok(top > 0 && top < height, `${top} of ${height}`);
  });

  it('stays where one reads while an answer streams, and offers the way back', async () => {
    const latest = chat.view.getByRole('button', { name: 'Jump to Latest' });
    await said('First, paragraph 10.').scrollIntoViewIfNeeded();
    await latest.waitFor();
    const before = await placeOf(said('First, paragraph 10.'));
    rest.open();
    await chat.answer();
    await said('Third, paragraph 59.').waitFor({ state: 'attached' });
    const after = await placeOf(said('First, paragraph 10.'));
    assert.ok(Math.abs(after.top - before.top) < 2, `${before.top} became ${after.top}`);
    await latest.click();
    const { top, height } = await placeOf(said('Third, paragraph 59.'));
    assert.ok(top > 0 && top < height, `${top} of ${height}`);
  });
});

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import {
  answer,
  gate,
  type ModelServer,
  type ServerScript,
  type ServerStep,
  startModelServer,
} from '../support/modelServer';
import { draft } from '../support/scriptedProvider';
import { type Chat, newChat, openChat } from './support/chat';
import { plansFolder, readLock } from './support/data';
import { type Editor, openEditor } from './support/editor';

/** The model as listed by the server. */
const model = { id: 'local/test-model', input_price: 1e-6, output_price: 2e-6 };

/** A tool call that streams in two pieces. */
const toolCall = (name: string, args: unknown): ServerStep[] => {
  const json = JSON.stringify(args);
  const half = Math.floor(json.length / 2);
  return [
    { toolCall: { index: 0, id: `call-${name}`, name, arguments: json.slice(0, half) } },
    { toolCall: { index: 0, arguments: json.slice(half) } },
    { finish: 'tool_calls' },
    { done: true },
  ];
};

const long = (name: string): string =>
  Array.from({ length: 60 }, (_, line) => `${name}, paragraph ${line}.`).join('\n\n');

/** An element's distance from the top of the transcript and the transcript's height, in pixels. */
const placeOf = (element: Locator): Promise<{ top: number; height: number }> =>
  element.evaluate((node) => {
    const main = node.closest('main')!.getBoundingClientRect();
    return { top: node.getBoundingClientRect().top - main.top, height: main.height };
  });

describe('with a model over HTTP', () => {
  let editor: Editor;
  let server: ModelServer;
  let chat: Chat;
  let script: ServerScript;

  before(async () => {
    server = await startModelServer((...request) => script(...request), [model]);
    editor = await openEditor({
      settings: {
        'devplan.testMode': false,
        'devplan.provider': 'openai',
        'devplan.baseUrl': server.baseUrl,
        'devplan.planningModel': 'local/test-model',
      },
    });
    chat = await openChat(editor);
  });
  after(async () => {
    await editor?.dispose();
    await server?.close();
  });

  it('asks before it sends, streams tool calls into a plan, and tells a failing server without losing anything', async () => {
    script = (_body, n) => {
      if (n === 0) return toolCall('read_file', { path: 'src/app.ts' });
      if (n === 1)
        return [{ text: 'Requests enter through `createApp`.' }, ...toolCall('create_plan', draft('Rate limiting'))];
      if (n === 2) return [{ text: 'They pass it, too.' }, { finish: 'stop' }, { usage: [1000, 500] }, { done: true }];
      return [{ status: 500, body: { error: { message: 'the model fell over' } } }];
    };
    await chat.send('Plan rate limiting for the API');
    await editor.dialog('Allow');
    await chat.planCard().waitFor();
    await chat.view.getByText('Requests enter through createApp.', { exact: true }).waitFor();
    const [first] = server.requests;
    assert.equal(first?.body.model, 'local/test-model');
    assert.match(JSON.stringify(server.requests[1]?.body.messages.at(-1)), /createApp/);

    await chat.composer.fill('Do the admin routes pass it?');
    await chat.view.getByText(/≈ \d+(\.\d)?k? tokens/).waitFor();
    await chat.composer.press('Enter');
    await chat.view.getByText('test-model · 1.5k tokens · $0.002', { exact: false }).waitFor();
    await chat.view
      .getByTitle('This conversation so far')
      .getByText(/tokens/)
      .waitFor();

    await chat.send('And for the admin routes?');
    const error = chat.view.getByRole('alert');
    await error.getByText('The provider failed (500)').waitFor();
    await chat.view.getByText('And for the admin routes?', { exact: true }).waitFor();
    assert.equal(await chat.planCard().count(), 1);
    assert.equal(await chat.view.getByText('the model fell over', { exact: true }).count(), 0);
  });

  describe('the transcript', () => {
    const [begun, rest] = [gate(), gate()];
    const said = (text: string): Locator => chat.view.getByText(text, { exact: true });

    before(async () => {
      script = () => answer(long('First'));
      await newChat(editor, chat);
      await chat.send('Tell me of the routes');
      await said('First, paragraph 59.').waitFor();
      await chat.answer();
    });
    after(() => rest.open());

    it('shows what one sends although one had scrolled up', async () => {
      const latest = chat.view.getByRole('button', { name: 'Jump to Latest' });
      await chat.view.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
      await latest.waitFor();
      script = () => {
        begun.open();
        return [{ text: long('Second') }, { wait: rest.opened }, ...answer(long('Third'))];
      };
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

  describe('a window that goes while a model speaks', () => {
    it('keeps what was said, and leaves the data to the next one', async () => {
      script = () => [{ text: 'The routes come first.' }, { hang: true }];
      await newChat(editor, chat);
      await chat.send('In which order?');
      await chat.view.getByText('The routes come first.', { exact: true }).waitFor();
      await editor.page.goto('about:blank');
      const folder = plansFolder(editor);
      for (const end = Date.now() + 60_000; !readLock(folder).released; await setTimeout(50))
        assert.ok(Date.now() < end, 'the window has released its data');
      const { view } = await openChat(await editor.openTab());
      await view.getByRole('heading', { name: 'In which order?' }).waitFor();
      await view.getByText('The routes come first.', { exact: true }).waitFor();
      await view.getByRole('button', { name: 'Try again' }).waitFor();
    });
  });
});

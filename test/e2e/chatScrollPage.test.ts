import assert from 'node:assert/strict';
import type { ChatState } from '../../src/shared/protocol';
import { emptyChat, emptyMessage } from '../support/emptyViews';
import { openPage, type ViewPage } from './support/page';

const paragraphs = (name: string, count: number): string =>
  Array.from({ length: count }, (_, line) => `${name}, paragraph ${line}.`).join('\n\n');

const said = (id: string, text: string) => ({ ...emptyMessage, id, role: 'user' as const, text });

describe('where one reads in the page of the chat', () => {
  let view: ViewPage;
  const open = async (state: Partial<ChatState>): Promise<void> => {
    view = await openPage('chat', { ...emptyChat, session: { id: 's', title: 'Talk' }, ...state });
  };
  const button = (name: string) => view.page.getByRole('button', { name, exact: true });
  const focused = () => view.page.evaluate(() => document.activeElement?.tagName.toLowerCase());
  afterEach(() => view?.close());

  it('keeps the keyboard when one jumps to the newest message', async () => {
    await open({ messages: [said('u', 'Tell'), { ...emptyMessage, text: paragraphs('First', 60) }] });
    await view.page.getByRole('main').evaluate((main) => main.scrollTo(0, 0));
    await button('Jump to Latest').focus();
    await view.page.keyboard.press('Enter');
    await button('Jump to Latest').waitFor({ state: 'detached' });
    assert.equal(await focused(), 'article');
  });

  it('stays at the newest message when a line below comes back before the view has heard that it went', async () => {
    await open({ messages: [said('u', 'Tell'), { ...emptyMessage, text: paragraphs('First', 60) }] });
    const left = await view.page.getByRole('main').evaluate(async (main) => {
      const frame = () => new Promise(requestAnimationFrame);
      const line = document.createElement('div');
      line.style.flex = '0 0 40px';
      main.after(line);
      for (let count = 0; count < 3; count++) await frame();
      // Runs after the view was laid out in a frame, before its scroll event in the next.
      let isFirst = true;
      const observer = new ResizeObserver(() => {
        if (!isFirst) main.after(line);
        isFirst = false;
      });
      observer.observe(main);
      await frame();
      line.remove();
      await frame();
      for (let count = 0; count < 3; count++) await frame();
      observer.disconnect();
      return main.scrollHeight - main.clientHeight - main.scrollTop;
    });
    assert.ok(left < 1, `${left} pixels from the end`);
    assert.equal(await button('Jump to Latest').count(), 0);
  });

  it('brings a message into sight that was searched for, once', async () => {
    const messages = Array.from({ length: 100 }, (_, at) => said(`m${at}`, `Message ${at}`));
    await open({ messages });
    await view.page.getByText('Message 99').waitFor();
    const state = {
      ...emptyChat,
      session: { id: 's', title: 'Talk' },
      messages,
      reveal: { messageId: 'm20', id: 'a' },
    };
    await view.notify('chat.state', state);
    const row = view.page.locator('article:focus');
    await row.getByText('Message 20').waitFor();
    const place = await row.evaluate(
      (element) =>
        element.getBoundingClientRect().top - element.parentElement!.parentElement!.getBoundingClientRect().top,
    );
    assert.ok(Math.abs(place) < 2, `at ${place}`);
    await button('Jump to Latest').click();
    await view.page.getByText('Message 99').waitFor();
    await view.notify('chat.state', { ...state, messages: [...messages, said('m100', 'Message 100')] });
    await view.page.getByText('Message 100').waitFor();
    assert.equal(await view.page.getByText('Message 20', { exact: true }).count(), 0);
  });

  it('leaves the keyboard in the conversation when the message that has it leaves the document', async () => {
    await open({ messages: Array.from({ length: 240 }, (_, at) => said(`u${at}`, `Message ${at}`)) });
    const newest = view.page.locator('#message-u239');
    await newest.focus();
    await view.page.getByRole('main').evaluate(async (main) => {
      while (document.getElementById('message-u239')) {
        main.scrollTo(0, 0);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    assert.equal(await focused(), 'article');
  });

  it('keeps a row that is opened at the end where it is', async () => {
    const activity = Array.from({ length: 40 }, (_, at) => ({ tool: 'read_file', subject: `file ${at}` }));
    await open({
      messages: [
        { ...emptyMessage, text: paragraphs('First', 60) },
        { ...emptyMessage, id: 'n', activity },
      ],
    });
    const row = view.page.locator('summary');
    const place = () => row.evaluate((element) => element.getBoundingClientRect().top);
    const before = await place();
    await row.focus();
    await view.page.keyboard.press('Enter');
    await button('Jump to Latest').waitFor();
    assert.equal(await place(), before);
    await row.click();
    await button('Jump to Latest').waitFor({ state: 'detached' });
    assert.equal(await place(), before);
  });
});

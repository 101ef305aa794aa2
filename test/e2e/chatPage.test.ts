import assert from 'node:assert/strict';
import type { ActionView, ChatState } from '../../src/shared/protocol';
import { strings } from '../../src/shared/strings';
import { emptyChat, emptyMessage } from '../support/emptyViews';
import { gate } from '../support/modelServer';
import { type Answers, listen, openPage, type ViewPage } from './support/page';

const said = (id: string, text: string) => ({ ...emptyMessage, id, role: 'user' as const, text });

describe('the page of the chat', () => {
  let view: ViewPage;
  const open = async (state: Partial<ChatState>, answers?: Answers): Promise<void> => {
    view = await openPage('chat', { ...emptyChat, session: { id: 's', title: 'Talk' }, ...state }, answers);
  };
  const composer = () => view.page.getByRole('combobox', { name: 'Message to DevPlan' });
  const button = (name: string) => view.page.getByRole('button', { name, exact: true });
  const focused = () => view.page.evaluate(() => document.activeElement?.tagName.toLowerCase());
  afterEach(() => view?.close());

  it('keeps the keyboard when Send and Stop are pressed', async () => {
    await open({});
    await composer().fill('Do it');
    await button('Send').focus();
    await view.page.keyboard.press('Enter');
    assert.equal(await focused(), 'textarea');
    await view.notify('chat.event', { type: 'running', running: true });
    await button('Stop').focus();
    await view.page.keyboard.press('Enter');
    assert.equal(await focused(), 'textarea');
  });

  it('does not send by a held key, nor by the one that ends a composition, which Safari tells by its code alone', async () => {
    await open({});
    await composer().fill('計画');
    for (const key of [{ keyCode: 229 }, { repeat: true }])
      await composer().evaluate(
        (area, init) => area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init })),
        key,
      );
    assert.equal(await composer().inputValue(), '計画');
    await composer().press('Enter');
    assert.equal(await composer().inputValue(), '');
  });

  it('says which message is edited and sent again, unless its text is given up', async () => {
    await open({ messages: [said('m1', 'Plan limits')] });
    for (const isGivenUp of [false, true]) {
      await button('Edit and Send Again').click();
      await view.page.waitForFunction(() => document.querySelector('textarea')?.value === 'Plan limits');
      if (isGivenUp) await composer().fill('');
      await composer().fill('Plan quotas');
      await composer().press('Enter');
    }
    await view.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    assert.deepEqual(
      view.asked.filter(({ name }) => name === 'chat.send').map(({ params }) => params),
      ['m1', null].map((edited) => ({ text: 'Plan quotas', edited })),
    );
  });

  it('recalls from the first and the last line alone, and nothing where the window only reads', async () => {
    const messages = [said('m1', 'Plan limits'), said('m2', 'Plan\nquotas')];
    await open({ messages });
    const recalls = async (keys: readonly string[]) => {
      for (const key of keys) await composer().press(key);
      return composer().inputValue();
    };
    assert.equal(await recalls(['ArrowUp']), 'Plan\nquotas');
    assert.equal(await recalls(['ArrowUp']), 'Plan\nquotas', 'from the last line to the first');
    assert.equal(await recalls(['ArrowUp']), 'Plan limits');
    assert.equal(await recalls(['ArrowDown', 'ArrowDown']), '');
    await view.notify('chat.state', { ...emptyChat, session: { id: 's', title: 'Talk' }, messages, readOnly: true });
    await button('Edit and Send Again').first().waitFor({ state: 'detached' });
    assert.equal(await recalls(['ArrowUp']), '');
  });

  it('takes no keyboard from another editor, and gives it to the composer, or to the row of a card, where a pressed control is gone', async () => {
    const card = { kind: 'proposal', planId: 'p', title: 'Plan', version: 2, baseVersion: 1, changes: [] } as const;
    const withCard = (actions: readonly ActionView[]) => ({
      ...emptyMessage,
      id: 'c',
      card: { ...card, state: 'proposed' as const, actions },
    });
    const answers = [{ label: 'Accept', command: 'devplan.acceptVersion', args: ['p', 2] }];
    const asking = {
      ...emptyMessage,
      questionsOpen: true,
      questions: [{ id: 'q', text: 'Why?', options: [], multiple: false }],
    };
    for (const isElsewhere of [false, true]) {
      await open({ messages: [withCard(answers), asking] });
      await button('Accept').focus();
      if (!isElsewhere) {
        await view.notify('chat.state', {
          ...emptyChat,
          session: { id: 's', title: 'Talk' },
          messages: [withCard([]), asking],
        });
        await button('Accept').waitFor({ state: 'detached' });
        assert.equal(await focused(), 'article');
      }
      await button('Skip').focus();
      // A single page cannot lose the focus to other parts of the editor, so that is simulated.
      if (isElsewhere) await view.page.evaluate(() => (document.hasFocus = () => false));
      await view.notify('chat.state', {
        ...emptyChat,
        session: { id: 's', title: 'Talk' },
        messages: [withCard([]), { ...asking, questionsOpen: false }],
      });
      await button('Skip').waitFor({ state: 'detached' });
      assert.equal(await focused(), isElsewhere ? 'body' : 'textarea');
      if (!isElsewhere) await view.close();
    }
  });

  it('keeps what is written in a template that Escape closes, and forgets what is cancelled', async () => {
    const form = {
      title: 'New feature',
      detail: '',
      questions: [{ id: 'what', text: 'What?', options: [], multiple: false, required: true }],
    };
    const field = () => view.page.getByRole('form', { name: 'New feature' }).getByRole('textbox');
    const closed = async () => {
      await view.notify('chat.state', { ...emptyChat, session: { id: 's', title: 'Talk' } });
      await field().waitFor({ state: 'detached' });
    };
    const shown = () => view.notify('chat.state', { ...emptyChat, session: { id: 's', title: 'Talk' }, form });
    await open({ form });
    await field().fill('Invoices');
    await field().press('Escape');
    await closed();
    await shown();
    assert.equal(await field().inputValue(), 'Invoices');
    await button('Cancel').click();
    await closed();
    await shown();
    assert.equal(await field().inputValue(), '');
  });

  it('shows and speaks each time that DevPlan still answers', async () => {
    await open({ running: true, messages: [said('u', 'Tell')] });
    const sentence = 'DevPlan is still answering. Stop it first, or wait.';
    await composer().waitFor();
    const spoken = await listen(view.page);
    await composer().fill('More');
    for (const times of [1, 2]) {
      await composer().press('Enter');
      await view.page.locator('.hint').getByText(sentence).waitFor();
      await spoken((said) => said.length === times);
    }
    await view.notify('chat.event', { type: 'running', running: false });
    await view.page.locator('.hint').waitFor({ state: 'detached' });
    assert.equal(await composer().inputValue(), 'More');
  });

  it('speaks of an answer that streams through a reload only what is new', async () => {
    await open({ running: true, messages: [{ ...emptyMessage, state: 'streaming', text: 'One. Two. ' }] });
    await composer().waitFor();
    // Anything announced by an effect of the first render has been announced by then.
    await view.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    assert.equal(await view.page.getByRole('status').textContent(), '');
    const spoken = await listen(view.page);
    await view.notify('chat.event', { type: 'text', id: 'm', text: 'Three. Four' });
    assert.deepEqual(await spoken((said) => said.length > 0), ['Three.']);
  });

  it('sends answers and a filled template once, however often one presses', async () => {
    const question = { id: 'q', text: 'Why?', options: [], multiple: false };
    const form = { title: 'New feature', detail: '', questions: [{ ...question, required: false }] };
    const messages = [{ ...emptyMessage, questionsOpen: true, questions: [question] }];
    await open({ form, messages });
    for (const [name, request] of [
      ['Skip', 'chat.answer'],
      ['Make Plan', 'chat.fillTemplate'],
    ] as const) {
      const release = gate();
      view.answers[request] = () => release.opened.then(() => null);
      await button(name).click();
      await button(name).click();
      release.open();
      // The page's requests arrive in order, so a second one for the press would have arrived by then.
      await composer().fill(name);
      await composer().press('Enter');
      await view.page.waitForFunction(() => document.querySelector('textarea')?.value === '');
      await view.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      assert.equal(view.asked.filter((asked) => asked.name === request).length, 1, name);
    }
  });

  it('takes a turn that is tried again for running at once', async () => {
    const error = { title: 'The model failed', detail: '', actions: [] };
    await open({ messages: [said('u', 'Tell'), { ...emptyMessage, state: 'failed', error }] });
    await button('Try Again').click();
    await button('Try Again').waitFor({ state: 'detached' });
    await button('Stop').waitFor();
  });

  it('tells a refusal each time, until the next request is taken or another conversation shown', async () => {
    await open(
      { messages: [said('u', 'See @src/a.ts')] },
      { 'chat.openFile': () => Promise.reject(new Error('There is no such file.')) },
    );
    const alert = view.page.getByRole('alert');
    const link = view.page.getByRole('link', { name: 'a.ts' });
    await link.click();
    await alert.evaluate((element) => Object.assign(element, { isFirst: true }));
    await link.click();
    await view.page.waitForFunction(() => !('isFirst' in document.querySelector('[role=alert]')!));
    const refuse = view.answers['chat.openFile'];
    view.answers['chat.openFile'] = () => null;
    await link.click();
    await alert.waitFor({ state: 'detached' });
    Object.assign(view.answers, { 'chat.openFile': refuse });
    await link.click();
    await alert.waitFor();
    await view.notify('chat.state', { ...emptyChat, session: { id: 'other', title: 'Other talk' } });
    await alert.waitFor({ state: 'detached' });
  });

  it('says for two seconds that the code was copied', async () => {
    await open({ messages: [{ ...emptyMessage, text: '```ts\nlet a;\n```' }] });
    const { clock } = view.page;
    await clock.install();
    await view.reload();
    await button('Copy Code').waitFor();
    await clock.pauseAt(Date.now() + 10_000);
    await button('Copy Code').click();
    await button('Copied').waitFor();
    await clock.runFor(1900);
    await button('Copied').waitFor();
    await clock.runFor(200);
    await button('Copy Code').waitFor();
  });

  it('begins again, as one wishes, where its first states were refused, and keeps the keyboard', async () => {
    let times = 0;
    const ready = () => {
      if (++times <= 2) throw new Error(`The data cannot be read (${times}).`);
      return { strings, state: emptyChat };
    };
    await open({}, { 'chat.ready': ready as never });
    const refused = (text: string) => view.page.getByRole('alert').getByText(text).waitFor();
    await refused('The data cannot be read (1).');
    await button('Try Again').press('Enter');
    await refused('The data cannot be read (2).');
    assert.equal(await focused(), 'vscode-button');
    await view.page.keyboard.press('Enter');
    await composer().waitFor();
  });

  it('runs the names and answers of people in the direction of their script', async () => {
    const question = { id: 'q', text: 'למה?', options: ['כן'], multiple: true };
    const other = { id: 'r', text: 'Which?', options: ['x\u202ey'], multiple: false };
    await open({
      messages: [{ ...emptyMessage, questionsOpen: true, questions: [question, other] }],
      attachments: ['@a\u202eb.ts'],
    });
    const field = view.page.getByRole('form', { name: 'Questions' }).getByRole('textbox').first();
    await field.fill('שלום');
    assert.equal(await field.evaluate((input) => getComputedStyle(input).direction), 'rtl');
    assert.equal(
      await view.page
        .locator('legend')
        .first()
        .evaluate((element) => getComputedStyle(element).unicodeBidi),
      'plaintext',
    );
    const label = await view.page
      .locator('vscode-checkbox')
      .evaluate((box) => getComputedStyle(box.shadowRoot!.querySelector('[part=label]')!).unicodeBidi);
    assert.equal(label, 'plaintext');
    for (const shown of ['a\\u202eb.ts', 'x\\u202ey']) await view.page.getByText(shown).waitFor();
  });

  it('takes a chip away with its file, not with the next preview', async () => {
    const part = { source: 'mention', label: 'src/a.ts', detail: '', tokens: 1, path: 'src/a.ts', line: 1 } as const;
    const preview = { context: { parts: [part], leftOut: [], tokens: 1, budget: 10 }, estimate: null };
    await open({ attachments: ['@src/a.ts'] }, { 'chat.preview': () => preview });
    const chips = view.page.getByRole('list', { name: 'Context for the next message' });
    await chips.locator('.num').waitFor();
    // The next preview never arrives.
    view.answers['chat.preview'] = () => new Promise(() => {});
    await view.notify('chat.state', { ...emptyChat, session: { id: 's', title: 'Talk' } });
    await chips.waitFor({ state: 'detached' });
  });
});

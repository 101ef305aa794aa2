import assert from 'node:assert/strict';
import { type Chat, newChat, openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';

describe('the chat view', () => {
  let editor: Editor;
  let chat: Chat;

  before(async () => {
    editor = await openEditor();
    chat = await openChat(editor);
  });
  after(() => editor?.dispose());

  const title = (text: string) => chat.view.getByRole('heading', { level: 1, name: text, exact: true });

  describe('with its composer', () => {
    /** What the user said in the shown conversation. */
    const said = () => chat.view.locator('p.user').allTextContents();

    before(async () => {
      await chat.send('Draft a plan for adding analytics');
      await chat.planCard().waitFor();
      await chat.answer();
    });

    it('recalls what was said by Up and puts it away by Down', async () => {
      await chat.composer.press('ArrowUp');
      assert.equal(await chat.composer.inputValue(), 'Draft a plan for adding analytics');
      await chat.composer.press('ArrowDown');
      assert.equal(await chat.composer.inputValue(), '');
    });

    it('takes the last message to be edited and sent again, above what stands unsent', async () => {
      await chat.composer.fill('Not to be lost');
      await chat.view.getByText('Draft a plan for adding analytics', { exact: true }).last().hover();
      await chat.view.getByRole('button', { name: 'Edit and Send Again' }).click();
      await chat.view.locator('textarea:focus').waitFor();
      assert.equal(await chat.composer.inputValue(), 'Draft a plan for adding analytics\n\nNot to be lost');
      await editor.page.keyboard.type(' and its costs');
      const [edited] = (await chat.composer.inputValue()).split('\n');
      await chat.composer.fill(edited ?? '');
      await editor.page.keyboard.press('Enter');
      await chat.planCard(1).waitFor();
      await chat.answer();
      assert.deepEqual(await said(), [
        'Draft a plan for adding analytics',
        'Draft a plan for adding analytics and its costs',
      ]);
    });

    it('shows the suggestions again when the focus comes back', async () => {
      const option = chat.view.getByRole('option').first();
      await chat.composer.fill('@src');
      await option.waitFor();
      await chat.composer.blur();
      await option.waitFor({ state: 'detached' });
      await chat.composer.focus();
      await option.waitFor();
      await chat.composer.fill('');
      await option.waitFor({ state: 'detached' });
    });

    it('does not send while an input method composes', async () => {
      const before = await said();
      await chat.composer.focus();
      const session = await editor.page.context().newCDPSession(editor.page);
      await session.send('Input.imeSetComposition', { text: 'けいかく', selectionStart: 4, selectionEnd: 4 });
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 13 });
      await session.send('Input.insertText', { text: '計画' });
      assert.equal(await chat.composer.inputValue(), '計画');
      assert.deepEqual(await said(), before);
      await chat.composer.fill('');
    });

    it('sends what follows New Chat at once into the new conversation', async () => {
      await chat.composer.fill('Help me design an onboarding flow');
      const frame = await editor.webviewFrame('chat');
      await frame.evaluate(() => {
        document.querySelector<HTMLElement>('.head [aria-label="New Chat"]')?.click();
        const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
        document.querySelector('textarea')?.dispatchEvent(enter);
      });
      await title('Help me design an onboarding flow').waitFor();
      await chat.planCard().waitFor();
      await chat.answer();
      assert.deepEqual(await said(), ['Help me design an onboarding flow']);
    });

    it('brings a deleted conversation back with every message', async () => {
      await chat.view.getByRole('button', { name: 'More Actions', exact: true }).first().click();
      await chat.view.getByRole('menuitem', { name: 'Delete Conversation...' }).click();
      await editor.dialog('Delete');
      await chat.view.getByRole('region', { name: 'Prompt starters' }).waitFor();
      const row = treeRow(editor, 'Help me design an onboarding flow');
      await row.waitFor({ state: 'detached' });
      await editor.pressInNotification('The conversation is deleted.', 'Undo');
      await title('Help me design an onboarding flow').waitFor();
      await chat.planCard().waitFor();
      assert.deepEqual(await said(), ['Help me design an onboarding flow']);
    });

    it('keeps what stands unsent through a reload', async () => {
      const text = 'And what of those who skip @src/app.ts?';
      await chat.composer.fill(text);
      // The preview is requested after the draft was sent.
      await chat.view.getByRole('list', { name: 'Context for the next message' }).getByText('app.ts').waitFor();
      await editor.reload();
      chat = await openChat(editor);
      await title('Help me design an onboarding flow').waitFor();
      assert.equal(await chat.composer.inputValue(), text);
      await chat.composer.fill('');
    });
  });

  describe('with a template', () => {
    before(() => newChat(editor, chat));

    it('asks for its fields by a form that keeps them while hidden, sends nothing without the required ones, and makes a plan', async () => {
      await chat.composer.fill('/new');
      await chat.view
        .getByRole('option', { name: /New feature/ })
        .first()
        .click();
      const nameOfForm = { name: 'New feature' };
      const before = chat.view.getByRole('form', nameOfForm);
      await before.waitFor();
      assert.equal(await chat.composer.inputValue(), '');
      await before.getByRole('textbox').first().fill('Let users export their invoices');
      // A hidden view's page is discarded; the one that comes instead does not tell its purpose.
      await editor.page.getByRole('tab', { name: /^Explorer/ }).click();
      await before.waitFor({ state: 'detached' });
      await editor.command('Focus on Chat View');
      const view = editor.page.locator('iframe.webview').contentFrame().frameLocator('iframe');
      const form = view.getByRole('form', nameOfForm);
      await form.waitFor();
      await editor.screenshot('template-form');
      const field = form.getByRole('textbox').first();
      assert.equal(await field.inputValue(), 'Let users export their invoices');
      const make = form.getByRole('button', { name: 'Make Plan' });
      await field.fill('');
      await form.getByRole('button', { name: 'Make Plan', disabled: true }).waitFor();
      await field.fill('Let users export their invoices');
      await make.click();
      await form.waitFor({ state: 'hidden' });
      await view.getByText('Plan a new feature: Let users export their invoices').first().waitFor();
      const card = view.getByRole('region', { name: /^Plan: / });
      assert.match((await card.getAttribute('aria-label')) ?? '', /invoices/i);
      // A form belongs to the conversation that it was opened in; what was typed comes back with it.
      const ask = async (): Promise<void> => {
        await view.getByRole('combobox', { name: 'Message to DevPlan' }).fill('/new');
        await view
          .getByRole('option', { name: /New feature/ })
          .first()
          .click();
      };
      await ask();
      await field.fill('Half a wish');
      await editor.command('DevPlan: New Chat');
      await form.waitFor({ state: 'detached' });
      await ask();
      await form.waitFor();
      assert.equal(await field.inputValue(), 'Half a wish');
    });
  });
});

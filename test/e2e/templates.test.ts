import assert from 'node:assert/strict';
import { openChat } from './support/chat';
import { type Editor, openEditor } from './support/editor';

describe('a template', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('asks for its fields by a form that keeps them while hidden, sends nothing without the required ones, and makes a plan', async () => {
    const chat = await openChat(editor);
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
    // A hidden view's page is discarded; on the new one the editor keeps the name of a loading frame.
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

import assert from 'node:assert/strict';
import { openChat } from './support/chat';
import { type Editor, openEditor } from './support/editor';

describe('a template', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('asks for its fields by a form, sends nothing without the required ones, and makes a plan of the answers', async () => {
    const chat = await openChat(editor);
    await chat.composer.fill('/new');
    await chat.view
      .getByRole('option', { name: /New feature/ })
      .first()
      .click();
    const form = chat.view.getByRole('form', { name: 'New feature' });
    await form.waitFor();
    await editor.screenshot('template-form');
    assert.equal((await chat.composer.inputValue()).trim(), '');
    const make = form.getByRole('button', { name: 'Make Plan' });
    assert.ok(await make.isDisabled());
    const fields = form.getByRole('textbox');
    await fields.first().fill('Let users export their invoices');
    await make.click();
    await form.waitFor({ state: 'hidden' });
    await chat.view.getByText('Plan a new feature: Let users export their invoices').first().waitFor();
    await chat.planCard().waitFor();
    assert.match((await chat.planCard().getAttribute('aria-label')) ?? '', /invoices/i);
  });
});

import assert from 'node:assert/strict';
import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';

describe('a task in the tree', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('is shown in its plan although the plan was closed', async () => {
    await editor.command('Generate Plan...');
    await editor.answer('Draft a plan for adding analytics');
    const chat = await openChat(editor);
    await chat.view.getByRole('region', { name: /^Plan: .*analytics/i }).waitFor();
    await treeRow(editor, /analytics/i)
      .locator('.monaco-tl-twistie')
      .click();
    await treeRow(editor, /^Phase|^[^T]*\d+ of \d+$/)
      .locator('.monaco-tl-twistie')
      .click();
    await treeRow(editor, /^T\d+ /)
      .locator('.monaco-icon-name-container')
      .click();
    const focused = editor.webview('plan').locator('input:focus');
    await focused.waitFor();
    assert.match((await focused.getAttribute('aria-labelledby')) ?? '', /^label-T1-id /);
  });
});

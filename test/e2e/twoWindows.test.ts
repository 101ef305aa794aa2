import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';

/** The card that says that this window only reads; it is spoken, too. */
const notice = (view: FrameLocator): Locator =>
  view.getByRole('region', { name: 'Notice' }).filter({ hasText: 'Another window writes the plans of this workspace' });

describe('two windows on one folder', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('shows the first window its own words live in the second, which can take over', async () => {
    const first = await openChat(editor);
    const secondWindow = await editor.openTab();
    const second = await openChat(secondWindow);
    await notice(second.view).waitFor();

    await editor.page.bringToFront();
    await first.send('Draft a plan for adding analytics');
    await first.planCard().waitFor();
    await first.send('Add a task to write the release notes');
    const accept = first.proposalCard(2).getByRole('button', { name: 'Accept', exact: true });
    await accept.waitFor();
    await secondWindow.page.bringToFront();
    await treeRow(secondWindow, /analytics/i).waitFor();

    await treeRow(secondWindow, /analytics/i).click();
    const plan = secondWindow.webview('plan');
    await notice(plan).waitFor();
    assert.equal(await plan.getByRole('button', { name: 'Approve', exact: true }).count(), 0);
    await plan.getByRole('button', { name: 'Take Over' }).click();
    await plan.getByRole('button', { name: 'Approve', exact: true }).waitFor();
    await notice(second.view).waitFor({ state: 'hidden' });
    await second.send('Help me design an onboarding flow');
    await second.view.getByRole('region', { name: /^Plan: .*onboarding/i }).waitFor();

    await editor.page.bringToFront();
    await notice(first.view).waitFor();
    await accept.waitFor({ state: 'hidden' });
    await first.proposalCard(2).getByRole('button', { name: 'Compare' }).waitFor();
    await treeRow(editor, /onboarding/i).waitFor();
  });
});

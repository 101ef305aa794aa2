import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import { doUntilVisible } from './support/window';

describe('the count in the activity bar', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('follows what needs the user while the Projects view is hidden; in an archived project nothing does', async () => {
    const { page } = editor;
    const chat = await openChat(editor);
    await chat.send('Help me design an onboarding flow');
    await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    await plan.getByRole('heading', { level: 1 }).waitFor();
    await chat.answer();

    // A proposal is a second version: the plan's menu offers a comparison although only one is accepted.
    await chat.send('Add a task to document the onboarding steps');
    await chat.proposalCard(2).waitFor();
    const item = page.locator('.activitybar .action-item:has([aria-label^="DevPlan"])');
    await item
      .getByLabel(/1 thing needs you/)
      .first()
      .waitFor();
    // A menu reflects its row at the time it opened, and the row may be redrawn later than the badge.
    await doUntilVisible(page.getByRole('menuitem', { name: 'Compare Versions...' }), async () => {
      await page.keyboard.press('Escape');
      await treeRow(editor, /onboarding.*Draft ·/).click({ button: 'right' });
    });
    await page.keyboard.press('Escape');

    await editor.command('View: Show Explorer');
    await chat.composer.waitFor({ state: 'hidden' });
    await plan.getByRole('tab', { name: /^Reviews/ }).click();
    await plan.getByRole('button', { name: 'Request Review...' }).click();
    await editor.answer('Is the scope right?');
    await item
      .getByLabel(/2 things need you/)
      .first()
      .waitFor();

    await editor.command('DevPlan: Archive Project');
    await editor.quickPick('atlas-api');
    await item.locator('.badge-content').waitFor({ state: 'hidden' });
  });
});

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expandRow, newChat, openChat, openRow, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import { doUntilVisible } from './support/window';

describe('the main job, offline', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('goes from a new project to a plan, a revision, its diff, acceptance and export, and finds all again after a reload', async () => {
    const { page } = editor;
    await page.locator('.activitybar .action-item:has([aria-label^="DevPlan"]) a').click();
    await editor.command('New Project');
    await editor.answer('Atlas');
    const chat = await openChat(editor);

    await chat.send('Help me design an onboarding flow');
    const card = chat.planCard();
    await card.waitFor();
    assert.match((await card.getAttribute('aria-label')) ?? '', /onboarding/i);
    await card.getByText(/References: \d+ found/).waitFor();
    assert.equal(await card.getByText('missing').count(), 0);

    await card.getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    const title = plan.getByRole('heading', { level: 1 });
    await title.waitFor();
    assert.match((await title.textContent()) ?? '', /onboarding/i);
    await plan.getByRole('heading', { name: /Implementation Phases/ }).waitFor();
    await plan.getByRole('heading', { name: /^Versions/ }).waitFor();
    const box = plan.getByRole('checkbox').first();
    await box.click();
    await plan
      .getByText(/1 of \d+ done/)
      .first()
      .waitFor();

    await chat.send('Add a task to document the onboarding steps');
    const proposal = chat.proposalCard(2);
    await proposal.getByText('Added', { exact: true }).waitFor();
    await proposal.getByRole('button', { name: 'Compare' }).click();
    const diff = page.locator('.monaco-diff-editor');
    await diff.waitFor();
    await diff.getByText('document the onboarding steps').first().waitFor();
    await proposal.getByRole('button', { name: 'Accept', exact: true }).click();
    await proposal.getByText('Accepted').waitFor();

    await editor.command('Export Plan...');
    await editor.quickPick('Markdown');
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await editor.notification('Exported to').waitFor();
    const exported = (await readdir(editor.workspace)).filter((name) => name.endsWith('.md') && name !== 'README.md');
    assert.equal(exported.length, 1);
    const text = await readFile(join(editor.workspace, exported[0]!), 'utf8');
    assert.match(text, /document the onboarding steps/i);
    assert.match(text, /- \[x\] \*\*T\d+\*\*/);

    await editor.reload();
    const again = await openChat(editor);
    await again.view.getByRole('feed').getByText('Help me design an onboarding flow', { exact: true }).waitFor();
    await again.proposalCard(2).getByText('Accepted').waitFor();
    await treeRow(editor, 'Atlas').waitFor();
    await treeRow(editor, /onboarding/i).waitFor();
  });

  it('generates a plan from the command palette and shows it in the tree', async () => {
    await editor.command('Generate Plan...');
    await editor.answer('Draft a plan for adding analytics');
    const chat = await openChat(editor);
    await chat.view.getByRole('region', { name: /^Plan: .*analytics/i }).waitFor();
    await treeRow(editor, /analytics/i).waitFor();
  });

  it('shows a task of the tree in its plan although the plan is not open', async () => {
    const [phase, task] = [treeRow(editor, /^Phase|^[^T]*\d+ of \d+$/), treeRow(editor, /^T\d+ /)];
    await expandRow(treeRow(editor, /analytics/i), phase);
    await expandRow(phase, task);
    const plan = editor.webview('plan');
    await openRow(task, plan.getByRole('heading', { level: 1, name: /analytics/i }));
    const focused = plan.locator('input:focus');
    await focused.waitFor();
    assert.match((await focused.getAttribute('aria-labelledby')) ?? '', /^label-T1-id /);
  });

  it('tells of test mode before a model is chosen, and turns it off', async () => {
    await editor.command('Select Model...');
    await editor.page.locator('.monaco-dialog-box').getByText('Test mode is on.').waitFor();
    await editor.dialog('Turn Off Test Mode');
    await editor.quickPick('Offline planner');
    const chat = await openChat(editor);
    await chat.view.getByRole('button', { name: 'Model: Offline', exact: true }).waitFor();
  });

  it('finds a plan by its words and opens it', async () => {
    const { page } = editor;
    await editor.command('View: Close All Editors');
    await editor.command('Search Plans and Conversations');
    const input = page.locator('.quick-input-widget input.input');
    await input.fill('analytics');
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: /analytics/i })
      .first()
      .waitFor();
    await input.press('Enter');
    await editor
      .webview('plan')
      .getByRole('heading', { level: 1, name: /analytics/i })
      .waitFor();
  });

  it('asks before a plan with open tasks is completed', async () => {
    const setStatus = async (label: string): Promise<void> => {
      await editor.command('Set Status...');
      await editor.quickPick(label);
    };
    const header = editor.webview('plan').locator('header');
    const isShown = (label: string): Promise<void> => header.getByText(label, { exact: true }).waitFor();
    for (const label of ['Approved', 'In progress']) {
      await setStatus(label);
      await isShown(label);
    }
    await setStatus('Completed');
    await editor.page
      .locator('.monaco-dialog-box')
      .getByText(/\d+ of \d+ tasks are not done/)
      .waitFor();
    await editor.dialog('Cancel');
    await isShown('In progress');
    await setStatus('Completed');
    await editor.dialog('Complete');
    await isShown('Completed');
  });

  it('counts in the activity bar what needs the user while the Projects view is hidden; in an archived project nothing does', async () => {
    const { page } = editor;
    const chat = await openChat(editor);
    await newChat(editor, chat);
    await chat.send('Draft a plan for limiting requests');
    await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    await plan.getByRole('heading', { level: 1 }).waitFor();
    await chat.answer();

    // A proposal is a second version: the plan's menu offers a comparison although only one is accepted.
    await chat.send('Add a task to document the limits');
    await chat.proposalCard(2).waitFor();
    const item = page.locator('.activitybar .action-item:has([aria-label^="DevPlan"])');
    await item
      .getByLabel(/1 thing needs you/)
      .first()
      .waitFor();
    // A menu reflects its row at the time it opened, and the row may be redrawn later than the badge.
    await doUntilVisible(page.getByRole('menuitem', { name: 'Compare Versions...' }), async (timeout) => {
      await page.keyboard.press('Escape');
      await treeRow(editor, /Limit requests.*Draft ·/).click({ button: 'right', timeout });
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
    await editor.quickPick('Atlas');
    await item.locator('.badge-content').waitFor({ state: 'hidden' });
  });
});

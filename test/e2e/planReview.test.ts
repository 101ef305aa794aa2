import assert from 'node:assert/strict';
import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import { doUntilVisible } from './support/window';

describe('the life of a plan', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor.dispose());

  it('is reviewed, commented, revised in part, approved, reworded, changed and completed', async () => {
    const { page } = editor;
    const chat = await openChat(editor);
    await chat.send('Help me design an onboarding flow');
    await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    await plan.getByRole('heading', { level: 1 }).waitFor();
    await chat.answer();

    // Request review: shown in the plan view and at the top of the tree.
    await plan.getByRole('tab', { name: /^Reviews/ }).click();
    await plan.getByRole('button', { name: 'Request Review...' }).click();
    await editor.answer('Is the scope right?');
    await plan.getByText(/asked for a review of v1.*Is the scope right\?/).waitFor();
    await plan.getByText('Review requested').waitFor();
    await treeRow(editor, 'Needs You').waitFor();

    // Comment and reply.
    await plan.getByRole('button', { name: 'Comment...', exact: true }).click();
    await page.locator('.quick-input-list .monaco-list-row').filter({ hasText: /^T2 / }).first().click();
    await editor.answer('Add a task to document the onboarding steps');
    const thread = plan.getByRole('article', { name: 'Thread on T2' });
    await thread.waitFor();
    await thread.getByRole('textbox').fill('Estimate T1 at 5h');
    await thread.getByRole('button', { name: 'Reply', exact: true }).click();
    await thread.getByText('Estimate T1 at 5h').waitFor();

    // Address comments: a proposal; accept a part of it.
    await plan.getByRole('button', { name: 'Address Open Comments' }).click();
    const proposal = chat.proposalCard(2);
    await proposal.getByText('Proposed', { exact: true }).waitFor();
    await chat.answer();
    await plan.getByRole('tab', { name: /^Changes/ }).click();
    const estimate = plan.getByRole('checkbox', { name: /^Reworded T1/ });
    await estimate.click();
    await plan.getByRole('button', { name: 'Accept Selected' }).click();
    await proposal.getByText('Superseded').waitFor();
    await plan.locator('.badges').getByText('v3', { exact: true }).waitFor();
    await plan.getByRole('tab', { name: /^Plan/ }).click();
    await plan.locator('.task').filter({ hasText: 'document the onboarding steps' }).waitFor();

    // Approve.
    await plan.getByRole('toolbar').getByRole('button', { name: 'Approve' }).click();
    await plan.getByText('Approved v3', { exact: true }).waitFor();
    await treeRow(editor, /asks for a review/).waitFor({ state: 'detached' });

    // Reword: the approval stays.
    await chat.send('Estimate T1 at 7h');
    await chat.proposalCard(4).getByRole('button', { name: 'Accept', exact: true }).click();
    await plan.locator('.badges').getByText('v4', { exact: true }).waitFor();
    await plan.getByText('Approved v3', { exact: true }).waitFor();

    // An old version offers no actions that would apply to the current one.
    const handOn = plan.locator('.task').getByRole('button', { name: 'Copy as Prompt' });
    assert.ok((await handOn.count()) > 0);
    await plan.locator('.versions').getByText('v1', { exact: true }).click();
    await plan.getByText('This is v1, kept as it was').waitFor();
    assert.equal(await handOn.count(), 0);
    await plan.getByText('Show v4', { exact: true }).click();
    await handOn.first().waitFor();

    // Add a task: stale, with the reason; starting asks first.
    await chat.answer();
    await chat.send('Add a task to measure how many finish the onboarding');
    await chat.proposalCard(5).getByRole('button', { name: 'Accept', exact: true }).click();
    await plan
      .locator('.badges')
      .getByText(/Approval of v3 is stale: added T\d+/)
      .waitFor();
    await editor.notification('is stale').waitFor();
    await plan.getByRole('button', { name: 'Start', exact: true }).click();
    await editor.dialog('Start');
    await plan.locator('.badges').getByText('In progress').waitFor();

    // Complete, with open tasks and a comment: asks first as well.
    // A press right after starting would still count as the press that started it.
    await doUntilVisible(
      page.locator('.monaco-dialog-box').getByText('1 comment is open.'),
      (timeout) => plan.getByRole('button', { name: 'Complete', exact: true }).click({ timeout }),
      1000,
    );
    await editor.dialog('Complete');
    await plan.locator('.badges').getByText('Completed').waitFor();
    await plan.getByRole('tab', { name: /^Reviews/ }).click();
    await plan.getByText(/set the status to Completed/).waitFor();
  });
});

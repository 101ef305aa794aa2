import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asNobody } from '../support/nobody';
import { asSomebody } from '../support/somebody';
import { makePlan, openApi, openPlanDocument, until } from './support';

/** The palette's commands by purpose; each asks for what it needs, or says what is missing. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  'to begin': ['newProject', 'newChat', 'generatePlan', 'generatePlanFromSelection', 'generatePlanFromFile'],
  'to use templates': ['generateFromTemplate', 'newTemplate', 'savePromptAsStarter', 'manageStarters'],
  'to read and write plans': ['openPlan', 'editPlanMarkdown', 'renamePlan', 'search', 'filterPlans', 'checkReferences'],
  'to handle versions': [
    'compareVersions',
    'compareWithPrevious',
    'openVersion',
    'restoreVersion',
    'acceptVersion',
    'rejectVersion',
  ],
  'to lead a plan through its life': [
    'setStatus',
    'requestReview',
    'requestChanges',
    'approveWithNote',
    'addReviewNote',
    'showReviews',
    'showChanges',
    'commentOnPlan',
    'addressComments',
    'deletePlan',
    'approvePlan',
    'archivePlan',
  ],
  'to hand on': ['exportPlan', 'exportProject', 'importFile', 'copyAsPrompt', 'startInEditorChat'],
  'to talk': ['addFileToChat', 'addSelectionToChat', 'chatAboutPlan', 'openConversation', 'renameConversation'],
  'to set up': ['setApiKey', 'selectModel', 'selectProject', 'renameProject', 'archiveProject', 'deleteProject'],
  'to look after data': [
    'exportAllData',
    'importData',
    'openDataFolder',
    'showLog',
    'showStatistics',
    'resetStatistics',
    'clearApiKey',
    'syncMirror',
  ],
};

describe('the palette', () => {
  before(async () => {
    const api = await openApi();
    const plan = await makePlan('Draft a plan for the palette');
    const { content } = await api.plans.version(plan.id);
    await api.plans.createVersion(plan.id, { content: `${content}\nMore.\n`, base: 1 });
    // With two plans to choose from, no question is skipped.
    await makePlan('Draft a plan for a second palette');
  });

  for (const [purpose, commands] of Object.entries(wanted))
    it(`offers commands ${purpose}: each goes as far as its first question with no arguments, without an error`, async () => {
      const registered = new Set(await vscode.commands.getCommands(true));
      for (const name of commands) {
        assert.ok(registered.has(`devplan.${name}`), name);
        await vscode.commands.executeCommand('workbench.action.closeAllEditors');
        const asked = await asNobody(async () => vscode.commands.executeCommand(`devplan.${name}`));
        assert.deepEqual(
          asked.filter((question) => question.startsWith('showErrorMessage')),
          [],
          name,
        );
      }
    });

  it('asks which plan while the tab of a deleted one is in front', async () => {
    const plan = await makePlan('Draft a plan that is deleted');
    await openPlanDocument(plan);
    await (await openApi()).plans.delete(plan.id);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'devplan', 'the tab is still in front');
    const asked = await asNobody(async () => vscode.commands.executeCommand('devplan.renamePlan'));
    assert.deepEqual(asked, ['showQuickPick']);
  });

  it('shows the statistics: what was counted, in this workspace, and that it stays here', async () => {
    await vscode.commands.executeCommand('devplan.showStatistics');
    const document = await vscode.workspace.openTextDocument(
      vscode.Uri.from({ scheme: 'devplan', path: '/DevPlan Statistics.md' }),
    );
    const text = document.getText();
    assert.match(text, /Nothing of it leaves the machine/);
    assert.match(text, /^\| Requests \| \d+ \| [1-9]\d* \|$/m);
    assert.match(text, /^\| Whole request \| [1-9]\d* \| ≤ /m);
    await asSomebody(
      'showWarningMessage',
      () => 'Reset',
      async () => vscode.commands.executeCommand('devplan.resetStatistics'),
    );
    await until(
      () => document.getText(),
      (shown) => shown.includes('| Requests | 0 | 0 |'),
    );
  });
});

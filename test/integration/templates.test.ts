import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asSomebody } from '../support/somebody';
import { openApi, openPlanDocument, until } from './support';

const source = `---
title: Spike
fields:
  - question: What is to be found out?
sections: Overview & Goals, Findings
---
Plan a spike: {{question}}
`;

describe('templates of the workspace', () => {
  const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, '.devplan', 'templates');
  const file = vscode.Uri.joinPath(folder, 'spike.md');
  const write = (text: string) => vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  after(() => vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, '..'), { recursive: true }));

  it('are offered as soon as their file is there, and take effect when it changes', async () => {
    const { templates, planning, plans } = await openApi();
    const ids = async () => (await templates.list()).map(({ id }) => id);
    assert.equal((await ids()).length, 9);
    await write(source);
    await until(ids, (found) => found.includes('spike'));
    const { sessionId, generatedPlanId } = await planning.generate({
      template: 'spike',
      fields: { question: 'Add analytics' },
      projectId: null,
    });
    const { messages } = await planning.sessions.get(sessionId);
    assert.equal(messages[0]?.content, 'Plan a spike: Add analytics');
    const plan = await plans.get(generatedPlanId!);
    assert.equal(plan.template, 'spike');
    assert.deepEqual(await plans.check(plan.id), []);
    const content = (await plans.version(plan.id, 1)).content.replace(/^## Findings\n\n.*\n\n/m, '');
    await plans.createVersion(plan.id, { content, base: 1, state: 'accepted' });
    const { document } = await openPlanDocument(plan);
    const found = await until(
      () => vscode.languages.getDiagnostics(document.uri),
      ({ length }) => length > 0,
    );
    assert.deepEqual(
      found.map(({ message }) => message),
      ['The section "Findings" is missing.'],
    );
    await write(source.replace('title: Spike', 'title: Experiment'));
    await until(
      async () => (await templates.get('spike')).title,
      (title) => title === 'Experiment',
    );
  });

  it('are offered beside a folder that is named like one', async () => {
    const { templates } = await openApi();
    const odd = vscode.Uri.joinPath(folder, 'notes.md');
    await vscode.workspace.fs.createDirectory(odd);
    assert.ok((await templates.list()).some(({ id }) => id === 'spike'));
    await vscode.workspace.fs.delete(odd);
  });

  it('say in their file what is wrong with them, until it is mended', async () => {
    const { templates } = await openApi();
    await write(source.replace('{{question}}', '{{answer}}'));
    await vscode.window.showTextDocument(file);
    const problems = () => vscode.languages.getDiagnostics(file);
    const found = await until(problems, ({ length }) => length > 0);
    assert.deepEqual(
      found.map(({ message, range }) => [message, range.start.line]),
      [['{{answer}} is no field', 6]],
    );
    assert.ok((await templates.list()).every(({ id }) => id !== 'spike'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file, new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0), source);
    await vscode.workspace.applyEdit(edit);
    await vscode.workspace.save(file);
    await until(problems, ({ length }) => length === 0);
  });
});

describe('saved starters', () => {
  const manage = (word: string) =>
    asSomebody(
      'showQuickPick',
      (picks: (string | { prompt: { prompt: string } })[]) =>
        picks.find((pick) => typeof pick !== 'string' || pick === word),
      async () => vscode.commands.executeCommand('devplan.manageStarters'),
    );
  const prompts = (asked: readonly (readonly any[])[]): string[] =>
    asked[0]![0].map(({ prompt }: any) => prompt.prompt);

  it('keep the line breaks of the message that they were made from, also when they are edited', async () => {
    await openApi();
    const message = 'Refactor auth\n@src/auth.ts';
    await vscode.commands.executeCommand('devplan.newChat');
    await vscode.commands.executeCommand('devplan.generatePlan', message);
    const titles = await asSomebody(
      'showInputBox',
      () => 'Auth',
      async () => vscode.commands.executeCommand('devplan.savePromptAsStarter'),
    );
    assert.equal(titles.length, 1, 'the title is all that is asked for');
    assert.deepEqual(prompts(await manage('')), [message]);
    // An input box drops the line breaks of its value.
    const oneLine = ({ value }: { value: string }): string => value.replaceAll('\n', '');
    const boxes = await asSomebody('showInputBox', oneLine, () => manage('Edit...'));
    assert.ok(
      boxes.every(([{ ignoreFocusOut }]) => ignoreFocusOut),
      'what is typed stays while another window is looked at',
    );
    assert.deepEqual(prompts(await manage('')), [message]);
    await asSomebody(
      'showWarningMessage',
      (_, __, remove: string) => remove,
      () => manage('Delete...'),
    );
  });
});

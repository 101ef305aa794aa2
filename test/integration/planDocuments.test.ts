import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { LazyPlanFiles } from '../../src/editor/lazyProviders';
import { asSearcher } from '../support/searcher';
import { asSomebody } from '../support/somebody';
import { makePlan, openApi, openPlanDocument, until } from './support';

const edit = async (editor: vscode.TextEditor, change: (builder: vscode.TextEditorEdit) => void): Promise<void> => {
  assert.ok(await editor.edit(change));
};

const closeAll = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await until(
    () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length,
    (open) => open === 0,
  );
};

describe('plan documents', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('keep exactly what was saved, as one version for one editing session', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const editor = await openPlanDocument(plan);
    const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
    await edit(editor, (builder) => builder.insert(end, '\nA line of mine with a tab\t and spaces   \n'));
    assert.ok(await editor.document.save());
    await edit(editor, (builder) =>
      builder.insert(editor.document.positionAt(editor.document.getText().length), 'and another\n'),
    );
    assert.ok(await editor.document.save());
    const saved = await api.plans.get(plan.id);
    assert.equal(saved.currentVersion, 2);
    assert.equal((await api.plans.version(plan.id, 2)).content, editor.document.getText());
  });

  it('make a version of their own in the next editing session', async () => {
    const api = await openApi();
    const plan = await makePlan();
    for (const line of ['first', 'second']) {
      const editor = await openPlanDocument(plan);
      await edit(editor, (builder) =>
        builder.insert(editor.document.positionAt(editor.document.getText().length), `${line}\n`),
      );
      assert.ok(await editor.document.save());
      await closeAll();
    }
    assert.equal((await api.plans.get(plan.id)).currentVersion, 3);
  });

  it('stay in one editing session until the last of their tabs is closed', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const { document } = await openPlanDocument(plan);
    const beside = await vscode.window.showTextDocument(document, vscode.ViewColumn.Two);
    const write = async (editor: vscode.TextEditor, line: string): Promise<void> => {
      await edit(editor, (builder) => builder.insert(document.positionAt(document.getText().length), line));
      assert.ok(await document.save());
    };
    await write(beside, 'first\n');
    const [tab] = vscode.window.tabGroups.all[0]!.tabs;
    assert.ok(await vscode.window.tabGroups.close(tab!));
    await write(beside, 'second\n');
    await vscode.commands.executeCommand('devplan.compareWithPrevious', plan.id);
    const comparison = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(comparison?.input instanceof vscode.TabInputTextDiff);
    assert.ok(await vscode.window.tabGroups.close(comparison));
    await write(await openPlanDocument(plan), 'third\n');
    assert.equal((await api.plans.get(plan.id)).currentVersion, 2);
  });

  it('make no version when only a box is ticked, and show the box from then on', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const editor = await openPlanDocument(plan);
    const at = editor.document.getText().indexOf('- [ ]') + 3;
    await edit(editor, (builder) =>
      builder.replace(new vscode.Range(editor.document.positionAt(at), editor.document.positionAt(at + 1)), 'x'),
    );
    assert.ok(await editor.document.save());
    assert.equal((await api.plans.get(plan.id)).currentVersion, 1);
    await closeAll();
    const again = await openPlanDocument(plan);
    assert.equal(again.document.getText()[at], 'x');
    assert.equal((await api.plans.version(plan.id, 1)).content[at], ' ');
  });

  it('undo the ticks that they showed, and none that came while they were typed in, whoever has read it since', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const editor = await openPlanDocument(plan);
    const { document } = editor;
    const ticked = async () => (await api.plans.progress(plan.id)).tasks.filter(({ done }) => done).length;
    const [task] = (await api.plans.progress(plan.id)).tasks;
    await api.plans.setProgress(plan.id, task!.id!, true);
    const shown = await until(
      () => document.getText(),
      (text) => text.includes('- [x]'),
    );
    const at = document.positionAt(shown.indexOf('- [x]') + 3);
    await edit(editor, (builder) => builder.replace(new vscode.Range(at, at.translate(0, 1)), ' '));
    assert.ok(await document.save());
    assert.equal(await ticked(), 0);
    await edit(editor, (builder) => builder.insert(document.positionAt(document.getText().length), 'typed\n'));
    await api.plans.setProgress(plan.id, task!.id!, true);
    await vscode.workspace.fs.readFile(document.uri);
    assert.ok(await document.save());
    assert.equal(await ticked(), 1);
    assert.ok((await api.plans.version(plan.id)).content.endsWith('typed\n'));
  });

  it('give new tasks an id on save', async () => {
    const plan = await makePlan();
    const editor = await openPlanDocument(plan);
    const text = editor.document.getText();
    const box = text.indexOf('- [ ]');
    await edit(editor, (builder) =>
      builder.insert(editor.document.positionAt(box), '- [ ] A task of mine\n  - Done when: it is there\n\n'),
    );
    assert.ok(await editor.document.save());
    assert.match(editor.document.getText(), /- \[ \] \*\*T\d+\*\* A task of mine/);
  });

  it('are saved before the plan is approved, commented on or handed on', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const { document } = await openPlanDocument(plan);
    const write = async (line: string): Promise<void> => {
      const change = new vscode.WorkspaceEdit();
      change.insert(document.uri, document.positionAt(document.getText().length), line);
      assert.ok(await vscode.workspace.applyEdit(change));
      assert.ok(document.isDirty);
    };
    await write('- Never more than ten a second\n');
    await vscode.commands.executeCommand('devplan.approvePlan', plan.id);
    const [review] = await api.plans.reviews(plan.id);
    assert.equal(review?.version, 2);
    assert.ok((await api.plans.version(plan.id, 2)).content.endsWith('- Never more than ten a second\n'));
    await write('- Never more than twenty a second\n');
    await vscode.commands.executeCommand('devplan.copyAsPrompt', plan.id, null);
    assert.ok(!document.isDirty);
    assert.ok((await api.plans.version(plan.id)).content.endsWith('- Never more than twenty a second\n'));
    await write('- Never more than thirty a second\n');
    await asSomebody(
      'showInputBox',
      () => 'Why so many?',
      async () => vscode.commands.executeCommand('devplan.commentOnPlan', plan.id, 'T1'),
    );
    assert.ok(!document.isDirty);
    assert.ok((await api.plans.version(plan.id)).content.endsWith('- Never more than thirty a second\n'));
  });

  it('are read-only for old versions', async () => {
    const plan = await makePlan();
    await vscode.commands.executeCommand('devplan.openVersion', plan.id, 1);
    const uri = vscode.window.activeTextEditor!.document.uri;
    await assert.rejects(async () => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('lost?')));
  });
});

describe('plan documents while auto-save is on', () => {
  const files = vscode.workspace.getConfiguration('files');
  before(async () => {
    await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
    await files.update('autoSaveDelay', 200, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await files.update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('save on their own, and lose nothing when the agent revises meanwhile', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const editor = await openPlanDocument(plan);
    const end = (): vscode.Position => editor.document.positionAt(editor.document.getText().length);
    await edit(editor, (builder) => builder.insert(end(), 'typed by hand\n'));
    await until(
      () => editor.document.isDirty,
      (dirty) => !dirty,
    );
    const revised = await api.planning.chat({
      message: 'Add a task to write the release notes',
      projectId: null,
      sessionId: plan.sessionId!,
    });
    await edit(editor, (builder) => builder.insert(end(), 'and some more\n'));
    await until(
      () => editor.document.isDirty,
      (dirty) => !dirty,
    );
    const current = await api.plans.get(plan.id);
    const { content } = await api.plans.version(plan.id, current.currentVersion);
    assert.ok(content.includes('typed by hand\nand some more\n'));
    assert.equal(revised.generatedPlanId, plan.id);
    const proposals = (await api.plans.versions(plan.id)).filter(({ state }) => state === 'proposed');
    assert.equal(proposals.length, 1);
    assert.ok((await api.plans.version(plan.id, proposals[0]!.number)).content.includes('typed by hand'));
  });

  it('give tasks that were saved while they were typed an id once they are left, in the same version', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const { document } = await openPlanDocument(plan);
    const write = async (line: string): Promise<void> => {
      const box = document.getText().indexOf('- [ ]');
      await edit(vscode.window.activeTextEditor!, (builder) => builder.insert(document.positionAt(box), line));
      await until(
        () => document.isDirty,
        (dirty) => !dirty,
      );
      assert.ok(document.getText().includes(line), 'left alone under the hands of who types');
    };
    const saved = async (): Promise<string> => (await api.plans.version(plan.id)).content;
    await write('- [ ] A task of mine\n');
    await vscode.commands.executeCommand('devplan.approvePlan', plan.id);
    assert.match(await saved(), /\*\*T\d+\*\* A task of mine/, 'what is approved has ids');
    const other = await vscode.workspace.openTextDocument({ content: 'Something else' });
    const leave = {
      'A second one': () => vscode.window.showTextDocument(other),
      'Another one': () => vscode.commands.executeCommand('workbench.action.closeActiveEditor'),
    };
    for (const [title, go] of Object.entries(leave)) {
      await openPlanDocument(plan);
      await write(`- [ ] ${title}\n`);
      const { currentVersion } = await api.plans.get(plan.id);
      await go();
      await until(saved, (text) => new RegExp(`\\*\\*T\\d+\\*\\* ${title}`).test(text));
      assert.equal((await api.plans.get(plan.id)).currentVersion, currentVersion);
    }
  });

  it('are what a search opens for words that only an old version has', async () => {
    const api = await openApi();
    const { projectId } = await makePlan();
    const plan = await api.plans.create({ projectId, content: '# Fish\n\nAbout zanderfish.\n' });
    await api.plans.createVersion(plan.id, { content: '# Fish\n\nAbout none.\n', base: 1 });
    await api.plans.acceptVersion(plan.id, 2);
    const row = await asSearcher('zanderfish', async () => vscode.commands.executeCommand('devplan.search'));
    assert.equal(row.description, 'v1');
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', new RegExp(`/${plan.id}/v1/`));
  });

  it('have no folder to look into or to change, and nothing is loaded to say so', async () => {
    const files = new LazyPlanFiles(() => assert.fail('loaded'));
    const uri = vscode.Uri.parse('devplan:/folder');
    assert.deepEqual(files.readDirectory(), []);
    for (const change of ['createDirectory', 'delete', 'rename'] as const)
      assert.throws(() => files[change](uri), { code: 'NoPermissions' });
  });
});

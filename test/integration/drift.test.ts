import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { gitAsAda } from '../support/git';
import { makePlan, openApi, openPlanDocument, until } from './support';

const file = (): vscode.Uri => vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'src/config.ts');
const read = async (): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(file()));
const write = (text: string): Thenable<void> => vscode.workspace.fs.writeFile(file(), new TextEncoder().encode(text));

describe('drift', () => {
  let before: string;
  beforeEach(async () => {
    before = await read();
  });
  afterEach(async () => {
    await write(before);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  /** A plan by the offline planner whose first task names a function, and how many of its references have drifted. */
  const planned = async () => {
    const plan = await makePlan();
    const editor = await openPlanDocument(plan);
    const { document } = editor;
    const task = document.getText().indexOf('- [ ] **T1**');
    const place = document.positionAt(document.getText().indexOf('\n', task) + 1);
    assert.ok(await editor.edit((builder) => builder.insert(place, '  - Change `readConfig` in `src/config.ts`\n')));
    // The editor cancels a save whose participants are still starting.
    await until(
      async () => document.save(),
      (saved) => saved,
    );
    const drifted = async (): Promise<number | null> =>
      (await vscode.commands.executeCommand<{ drifted: number | null }>('devplan.checkReferences', plan.id)).drifted;
    await until(drifted, (count) => count === 0);
    return { plan, document, drifted };
  };

  it('is told where the code that a task names has changed, until it is accepted as read', async () => {
    const { plan, document, drifted } = await planned();

    await write(`// A line before.\n${before.replaceAll('  ', '\t').replaceAll("'", '"')}`);
    assert.equal(await drifted(), 0, 'a reformat is none');

    await write(before.replace('64 * 1024', '32 * 1024'));
    assert.equal(await drifted(), 1);

    const { plans } = await openApi();
    const saved = await plans.get(plan.id);
    const { currentVersion } = await plans.update(plan.id, { title: 'Analytics, renamed' });
    assert.equal(currentVersion, saved.currentVersion + 1);
    assert.equal(await drifted(), 1, 'the title is not what the task says');

    await vscode.commands.executeCommand('devplan.acceptDrift', plan.id, 'T1');
    assert.equal(await drifted(), 0);
    assert.ok(!document.isDirty);
  });

  it('is none where a file was moved, whether git was told or not', async () => {
    const root = vscode.workspace.workspaceFolders![0]!.uri;
    const git = (...args: string[]): string => gitAsAda(root.fsPath, ...args);
    const repository = vscode.Uri.joinPath(root, '.git');
    const moved = vscode.Uri.joinPath(root, 'lib/config.ts');
    try {
      git('init');
      git('add', '-A');
      git('commit', '-m', 'First');
      const { drifted } = await planned();

      await vscode.workspace.fs.rename(file(), moved);
      const text = `import { home } from '../src/home';\n${before}`;
      await vscode.workspace.fs.writeFile(moved, new TextEncoder().encode(text));
      assert.equal(await drifted(), 0, 'git knows nothing of it yet');

      git('add', '-A');
      git('commit', '-m', 'Move');
      assert.equal(await drifted(), 0);
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(root, 'lib'), { recursive: true });
      await vscode.workspace.fs.delete(repository, { recursive: true });
    }
  });
});

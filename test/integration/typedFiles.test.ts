import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { TypedFiles } from '../../src/editor/mirror/typedFiles';
import { savingAutomatically, type, until, untilActive } from './support';

describe('files that are saved while they are typed in', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

  it('are left once their last words are saved', async () => {
    const left: boolean[] = [];
    const uri = vscode.Uri.file(join(root, 'left-unsaved.md'));
    await writeFile(uri.fsPath, '# Left unsaved\n');
    const document = await vscode.workspace.openTextDocument(uri);
    const typed = new TypedFiles(
      (each) => each.path === uri.path,
      () => left.push(document.isDirty),
    );
    try {
      await savingAutomatically(async () => {
        const editor = await vscode.window.showTextDocument(document);
        await type(editor, '\nFirst words.\n');
        await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'Last words.\n'));
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '' }));
        await until(
          () => left,
          (times) => times.length > 0,
        );
        assert.deepEqual(left, [false]);
      }, 1000);
    } finally {
      typed.dispose();
      await rm(uri.fsPath);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('are left once a save that was running when the user left has ended', async () => {
    let left = 0;
    const uri = vscode.Uri.file(join(root, 'left-while-saved.md'));
    await writeFile(uri.fsPath, '# Left while saved\n');
    const typed = new TypedFiles(
      () => true,
      () => (left += 1),
    );
    let [begin, release] = [(): void => {}, (): void => {}];
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    const saves = vscode.workspace.onWillSaveTextDocument((event) => {
      if (event.document.uri.path !== uri.path) return;
      event.waitUntil(released);
      begin();
    });
    try {
      await savingAutomatically(async () => {
        const editor = await vscode.window.showTextDocument(uri);
        await untilActive(editor);
        await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), 'Words.\n'));
        await begun;
        await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: '' }));
        release();
        await until(
          () => left,
          (times) => times === 1,
        );
      });
    } finally {
      saves.dispose();
      typed.dispose();
      await rm(uri.fsPath);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('count as typed in until the end of a look, which may have read them before they were left', async () => {
    let left = 0;
    const typed = new TypedFiles(
      () => true,
      () => (left += 1),
    );
    const uri = vscode.Uri.file(join(root, 'left-meanwhile.md'));
    await writeFile(uri.fsPath, '# Left meanwhile\n');
    try {
      await savingAutomatically(async () => {
        typed.beginLook();
        await type(await vscode.window.showTextDocument(uri), '\nWords.\n');
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
        await until(
          () => left,
          (times) => times === 1,
        );
        assert.ok(typed.has(uri));
        typed.beginLook();
        assert.ok(!typed.has(uri));
      });
    } finally {
      typed.dispose();
      await rm(uri.fsPath);
    }
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { selectionMention } from '../../src/editor/commands/editorMentions';
import { asNobody } from '../support/nobody';
import { asSomebody } from '../support/somebody';
import { openApi } from './support';

describe('what is selected in the editor', () => {
  const select = async (document: vscode.TextDocument): Promise<vscode.TextEditor> => {
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 1, 0);
    return editor;
  };
  /** The text of the request that the command makes. */
  const generate = async (): Promise<string> => {
    let result: unknown;
    await asSomebody(
      'showInputBox',
      () => 'Let people pay by card',
      async () => {
        result = await vscode.commands.executeCommand('devplan.generatePlanFromSelection');
      },
    );
    const { sessionId } = result as { sessionId: string };
    const { messages } = await (await openApi()).planning.sessions.get(sessionId);
    return messages[0]?.content ?? '';
  };
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('goes into the request by its words where its document is in no folder', async () => {
    await select(await vscode.workspace.openTextDocument({ content: 'Ticket 12: cards\nare refused\n' }));
    assert.equal(await generate(), 'Let people pay by card\n\n```\nTicket 12: cards\n\n```');
  });

  it('goes by its lines where it is read, once it is saved', async () => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'src/config.ts');
    const editor = await select(await vscode.workspace.openTextDocument(uri));
    assert.equal(await generate(), 'Let people pay by card\n\n@src/config.ts:1-2');
    await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), '// Not saved yet.\n'));
    await select(editor.document);
    const asked = await asNobody(async () => vscode.commands.executeCommand('devplan.generatePlanFromSelection'));
    assert.deepEqual(asked, ['showInformationMessage Files are read as they are saved.']);
  });

  it('goes by its lines as they are after saving, which may format the file', async () => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'src/selected.ts');
    await vscode.workspace.fs.writeFile(uri, Buffer.from('one\ntwo\nthree\n'));
    const formatter = vscode.workspace.onWillSaveTextDocument((event) =>
      event.waitUntil(Promise.resolve([vscode.TextEdit.insert(new vscode.Position(0, 0), '// Added.\n')])),
    );
    try {
      const editor = await select(await vscode.workspace.openTextDocument(uri));
      await editor.edit((builder) => builder.insert(new vscode.Position(2, 0), '// Not saved yet.\n'));
      editor.selection = new vscode.Selection(1, 0, 1, 3);
      let mention: string | null = null;
      await asSomebody(
        'showInformationMessage',
        () => 'Save',
        async () => {
          mention = await selectionMention(editor);
        },
      );
      assert.equal(mention, '@src/selected.ts:3-3');
    } finally {
      formatter.dispose();
      await vscode.workspace.fs.delete(uri);
    }
  });

  it('is not attached from a file that is not read, which is told', async () => {
    await select(await vscode.workspace.openTextDocument({ content: 'One\nTwo\n' }));
    for (const command of ['addSelectionToChat', 'addFileToChat'])
      assert.deepEqual(await asNobody(async () => vscode.commands.executeCommand(`devplan.${command}`)), [
        'showInformationMessage The file is not in an open folder, so it is not read.',
      ]);
  });
});

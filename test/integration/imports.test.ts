import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { checkFormat } from '../../src/editor/transfer/imports';
import { failureText } from '../../src/editor/report';
import { readText, readTextPieces, writeText, writeTextPieces } from '../../src/editor/transfer/textFiles';
import { openApi } from './support';

describe('a file that cannot be imported or exported', () => {
  const folder = join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, 'exchange');
  const uri = (name: string): vscode.Uri => vscode.Uri.file(join(folder, name));
  const whole = async (name: string): Promise<string> => {
    let text = '';
    for await (const piece of readTextPieces(uri(name))) text += piece;
    return text;
  };
  const pieces = async function* () {
    yield 'one';
    yield 'two';
  };
  const says = (words: RegExp) => (error: unknown) => {
    assert.match(failureText(error), words);
    return true;
  };

  before(async () => {
    await mkdir(join(folder, 'folder.json'), { recursive: true });
    await writeFile(join(folder, 'latin.md'), Buffer.from('# Gr\xfcn\n', 'latin1'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is told with its name, the reason and what helps', async () => {
    const gone = /^The file cannot be used\. exchange\/gone\.\w+: it is not there.*choose another\.$/;
    await assert.rejects(readText(uri('gone.md')), says(gone));
    await assert.rejects(whole('gone.json'), says(gone));
    await assert.rejects(whole('folder.json'), says(/folder\.json: it is a folder/));
    await assert.rejects(readText(uri('latin.md')), says(/latin\.md: not UTF-8 text/));
    await assert.rejects(whole('latin.md'), says(/latin\.md: not UTF-8 text/));
    assert.throws(() => checkFormat(uri('plan.docx')), says(/plan\.docx: Import takes Markdown .* JSON that DevPlan/));
  });

  it('is left as it was, and nothing begun stays', async () => {
    await assert.rejects(writeTextPieces(uri('latin.md/plan.json'), pieces()), says(/a part of its path is no folder/));
    await assert.rejects(writeTextPieces(uri('folder.json'), pieces()), says(/folder\.json: /));
    await assert.rejects(writeText(uri('folder.json'), 'one'), says(/folder\.json: /));
    assert.equal(existsSync(join(folder, 'folder.json.part')), false);
    await writeTextPieces(uri('latin.md'), pieces());
    assert.equal(await readFile(join(folder, 'latin.md'), 'utf8'), 'onetwo');
  });

  it('brings no plan', async () => {
    const api = await openApi();
    const before = (await api.plans.list({})).total;
    await writeFile(join(folder, 'other.json'), '{"name": "not a plan"}');
    for (const name of ['gone.json', 'folder.json', 'other.json', 'plan.docx'])
      await vscode.commands.executeCommand('devplan.importFile', uri(name));
    assert.equal((await api.plans.list({})).total, before);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});

import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openClones } from '../support/gitClones';
import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import type { EditorWindow } from './support/window';

const plans = 'docs/plans';

/** The only file of a folder with this ending, once its text contains `part`. */
const fileWith = async (folder: string, ending: string, part: string): Promise<string> => {
  for (const end = Date.now() + 20_000; ;) {
    const names = await readdir(folder).catch(() => []);
    const name = names.find((each) => each.endsWith(ending));
    const text = name === undefined ? '' : await readFile(join(folder, name), 'utf8');
    if (text.includes(part)) return text;
    if (Date.now() > end) assert.fail(`no ${ending} with ${part} in ${names.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

describe('plans of two workspaces', () => {
  let clones: ReturnType<typeof openClones>;
  let editor: Editor;
  let other: EditorWindow;
  before(async () => {
    clones = openClones();
    const { folder } = clones.ada;
    await cp('test/fixtures/sample-workspace', folder, { recursive: true });
    await mkdir(join(folder, '.vscode'), { recursive: true });
    await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'devplan.mirrorFolder': plans }));
    clones.ada.commit();
    clones.ada.exchange();
    clones.bob.exchange();
    editor = await openEditor({ workspace: folder });
  });
  after(async () => {
    await editor?.dispose();
    clones.dispose();
  });

  it('go to a clone by git, and its approval comes back', async () => {
    const chat = await openChat(editor);
    await chat.send('Draft a plan for adding analytics');
    await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    await plan.getByRole('tab', { name: /^Reviews/ }).click();
    await plan.getByRole('button', { name: 'Request Review...' }).click();
    await editor.answer('Is the scope right?');
    await fileWith(join(clones.ada.folder, plans), '.review.json', 'Is the scope right?');
    clones.ada.commit();
    clones.ada.exchange();

    clones.bob.exchange();
    other = await editor.openFolder(clones.bob.folder);
    await openChat(other);
    await treeRow(other, /analytics/i).waitFor();
    await other.notification('ada asks for a review').getByRole('button', { name: 'Approve' }).click();
    await fileWith(join(clones.bob.folder, plans), '.review.json', '"approved"');
    clones.bob.commit();
    clones.bob.exchange();

    clones.ada.exchange();
    await editor.page.bringToFront();
    await plan.getByText('Approved v1').waitFor();
    await plan.getByText(/bob approved v1/).waitFor();
    assert.equal(clones.ada.git('status', '--porcelain'), '');
  });
});

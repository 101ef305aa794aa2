import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openClones } from '../support/gitClones';
import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import type { EditorWindow } from './support/window';

const plans = 'docs/plans';

/** Waits for a file in a folder with this ending whose text contains `part`, and returns its path. */
const fileWith = async (folder: string, ending: string, part: string): Promise<string> => {
  for (const end = Date.now() + 90_000; ;) {
    const names = (await readdir(folder).catch(() => [])).filter((each) => each.endsWith(ending));
    for (const name of names)
      if ((await readFile(join(folder, name), 'utf8')).includes(part)) return join(folder, name);
    if (Date.now() > end) assert.fail(`no ${ending} with ${part} among ${names.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Writes everything to the mirror folder: git must not see a file that is still being written. */
const writeMirror = async (window: EditorWindow): Promise<void> => {
  await window.command('Notifications: Clear All Notifications');
  await window.command('Sync Mirror Folder');
  await window.notification('Mirror folder: ').waitFor();
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
    await writeMirror(editor);
    clones.ada.commit();
    clones.ada.exchange();

    clones.bob.exchange();
    other = await editor.openFolder(clones.bob.folder);
    await openChat(other);
    await treeRow(other, /analytics/i).waitFor();
    await other.pressInNotification('ada asks for a review', 'Approve');
    await fileWith(join(clones.bob.folder, plans), '.review.json', '"approved"');
    await writeMirror(other);
    clones.bob.commit();
    clones.bob.exchange();

    clones.ada.exchange();
    await editor.page.bringToFront();
    await plan.getByText('Approved v1', { exact: true }).waitFor();
    await plan.getByText(/bob approved v1/).waitFor();
    await writeMirror(editor);
    assert.equal(clones.ada.git('status', '--porcelain'), '');
  });

  it('are exported as Markdown and JSON and imported into a new workspace, twice', async () => {
    const { page } = editor;
    await page.bringToFront();
    const plan = editor.webview('plan');
    await plan.getByRole('tab', { name: /^Plan/ }).click();
    await plan.getByRole('checkbox').first().click();
    await plan
      .getByText(/1 of \d+ done/)
      .first()
      .waitFor();
    const folder = clones.ada.folder;
    const exportAs = async (command: string, format: string, ending: string, part: string): Promise<string> => {
      await editor.command(command);
      await editor.quickPick(format);
      await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
      return fileWith(folder, ending, part);
    };
    const markdown = await exportAs('Export Plan...', 'Markdown', 'analytics.md', '- [x] **T1**');
    const json = await exportAs('Export Plan...', 'JSON', 'analytics.json', '"dev_plan_version"');
    const everything = await exportAs('Export All Data...', 'JSON', 'devplan-data.json', '"dev_plan_version"');

    const fresh = join(folder, '..', 'fresh');
    await mkdir(fresh);
    for (const file of [markdown, json, everything]) await cp(file, join(fresh, basename(file)));
    const third = await editor.openFolder(fresh);
    await openChat(third);
    const rows = third.page.locator('.pane-body .monaco-list-row').filter({ hasText: /analytics/i });
    await third.command('Import Data...');
    await third.quickPick(basename(everything));
    await third.notification('Imported: ').waitFor();
    await rows.first().waitFor();
    await third.command('Notifications: Clear All Notifications');

    await third.command('Import Plan...');
    await third.quickPick(basename(json));
    await third.notification('Imported: 0 new, 0 updated').waitFor();

    await third.command('Import Plan...');
    await third.quickPick(basename(markdown));
    const copy = third.webview('plan');
    await copy
      .getByText(/1 of \d+ done/)
      .first()
      .waitFor();
    await rows.nth(1).waitFor();
  });
});

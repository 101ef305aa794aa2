import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { recordsOf } from '../support/storageDisk';
import { openChat, treeRow } from './support/chat';
import { plansFolder, readLock } from './support/data';
import { type Editor, openEditor } from './support/editor';

/** Returns false once there is no such process. */
const kill = (pid: number): boolean => {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false;
  }
};

/** Closes the window and ends its extension host, which may outlive its page: what is acknowledged is on disk. */
const endWindow = async ({ page }: Editor, folder: string): Promise<void> => {
  const { pid } = readLock(folder);
  await page.close();
  for (const end = Date.now() + 30_000; kill(pid); await setTimeout(20))
    assert.ok(Date.now() < end, `the extension host ${pid} has ended 30 s after it was killed`);
};

describe('damaged data', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  it('is shown as far as it can be read, with what is safe and what to do; no byte is changed', async () => {
    const chat = await openChat(editor);
    await chat.send('Draft a plan for adding analytics');
    await chat.planCard().waitFor();
    await chat.answer();
    const folder = plansFolder(editor);
    const journal = join(
      folder,
      readdirSync(folder).find((name) => name.startsWith('journal-'))!,
    );
    const { length } = recordsOf(readFileSync(journal));
    await chat.send('Help me design an onboarding flow');
    await chat.planCard(1).waitFor();
    await chat.answer();
    await endWindow(editor, folder);

    // The first record of the second turn: it is followed by whole ones, so it is not a torn end.
    const bytes = readFileSync(journal);
    bytes[length + 40] = bytes[length + 40]! ^ 1;
    writeFileSync(journal, bytes);
    const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'hex')] as const);
    const before = files();

    const window = await editor.openTab();
    const damaged = await openChat(window);
    await damaged.view.getByText('A data file is damaged').waitFor();
    await treeRow(window, /analytics/i).waitFor();
    assert.equal(await treeRow(window, /onboarding/i).count(), 0);
    for (const name of ['Export All Data...', 'Open Data Folder', 'Show Log'])
      assert.ok(await damaged.view.getByRole('button', { name }).isVisible(), name);
    const after = new Map(files());
    // A claim may have been added, and the lock tells which window looked last; the files with data are unchanged.
    for (const [name, bytes] of before) if (name !== 'lock.json') assert.equal(after.get(name), bytes, name);
  });
});

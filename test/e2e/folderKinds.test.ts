import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from '../support/git';
import { openChat, treeRow } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import { doUntilVisible } from './support/window';

describe('the kinds of workspaces', () => {
  describe('restricted', () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ trust: 'asks' });
    });
    after(() => editor?.dispose());

    it('says so, reads no file and plans all the same', async () => {
      const chat = await openChat(editor);
      await chat.view.getByText('Restricted mode: files of this workspace are not read.').waitFor();
      await chat.view.getByRole('button', { name: 'Manage Trust' }).waitFor();
      await chat.send('Help me design an onboarding flow');
      await chat.planCard().waitFor();
      const answer = await chat.answer();
      assert.doesNotMatch((await answer.textContent()) ?? '', /src\/|[1-9]\d* found/);
    });
  });

  describe('with several folders, without one, or without a disk', () => {
    let editor: Editor;
    before(async () => {
      editor = await openEditor({ extensions: ['test/fixtures/memory-files'], opens: 'ew=true' });
    });
    after(() => editor?.dispose());

    /** Opens something else in the window. */
    const open = (query: string): Promise<unknown> => {
      const { origin } = new URL(editor.page.url());
      return editor.page.goto(`${origin}/?${query}`);
    };

    /** Opens a workspace file, again if the editor starts without the file's folders, as it sometimes does. */
    const openWorkspaceFile = (file: string, folder: string): Promise<void> =>
      doUntilVisible(treeRow(editor, folder), () => open(`workspace=${encodeURIComponent(file)}`), 20_000);

    it('plans from the words alone without a folder', async () => {
      const chat = await openChat(editor);
      await chat.view.getByText('plans come from the words alone').first().waitFor();
      await chat.send('Help me design an onboarding flow');
      await chat.planCard().waitFor();
      await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
      await editor
        .webview('plan')
        .getByRole('heading', { level: 1, name: /onboarding/i })
        .waitFor();
    });

    it('brings the plans of the same repository from where it was before', async () => {
      const [before, after] = ['cloned', 'cloned-again'].map((name) => join(editor.workspace, '..', name));
      await cp(editor.workspace, before!, { recursive: true });
      git(before!, 'init', '--quiet');
      git(before!, 'remote', 'add', 'origin', 'https://example.com/atlas/api.git');
      await cp(before!, after!, { recursive: true });

      await open(`folder=${encodeURIComponent(before!)}`);
      const chat = await openChat(editor);
      await chat.send('Draft a plan for adding analytics');
      await chat.planCard().waitFor();

      await open(`folder=${encodeURIComponent(after!)}`);
      await openChat(editor);
      await editor.pressInNotification('Plans of this workspace were found in another place', 'Bring Them Here');
      await treeRow(editor, /analytics/i).waitFor();
    });

    it('plans from what the editor reads of files without a disk', async () => {
      await open(`folder=${encodeURIComponent('memfs:/')}`);
      const chat = await openChat(editor);
      await chat.composer.pressSequentially('@invoice');
      await chat.view.getByRole('option').filter({ hasText: 'invoiceExport.ts' }).first().waitFor();
      await chat.composer.fill('@generated');
      await chat.view.getByRole('option').first().waitFor({ state: 'detached' });
      await chat.send('Plan to let @src/billing/invoiceExport.ts export invoices as CSV');
      const card = chat.planCard();
      await card.getByText(/References: [1-9]\d* found/).waitFor();
      assert.equal(await chat.view.getByRole('alert').count(), 0);
    });

    it('offers the files of every folder by the name of the folder', async () => {
      const other = join(editor.workspace, '..', 'docs-site');
      await mkdir(other);
      await writeFile(join(other, 'billing-guide.md'), '# Billing guide\n');
      const file = join(other, '..', 'both.code-workspace');
      await writeFile(file, JSON.stringify({ folders: [{ path: editor.workspace }, { path: other }] }));
      await openWorkspaceFile(file, 'docs-site');
      const chat = await openChat(editor);
      for (const path of ['docs-site/billing-guide.md', 'atlas-api/src/app.ts']) {
        await chat.composer.fill('');
        await chat.composer.pressSequentially(`@${path.split('/').at(-1)?.slice(0, 6)}`);
        await chat.view
          .getByRole('option')
          .filter({ hasText: path.split('/').at(-1)! })
          .first()
          .waitFor();
        await chat.composer.press('Tab');
        assert.equal((await chat.composer.inputValue()).trim(), `@${path}`);
      }

      // A folder that opens later, as all do in a remote window, is found by the text typed before.
      await chat.composer.fill('@zebra');
      await chat.view.getByText('No suggestions').first().waitFor({ state: 'attached' });
      const late = join(editor.workspace, '..', 'late-site');
      await mkdir(late);
      await writeFile(join(late, 'zebra.md'), '# Zebras\n');
      const folders = [editor.workspace, other, late].map((path) => ({ path }));
      await writeFile(file, JSON.stringify({ folders }));
      await chat.view.getByRole('option').filter({ hasText: 'zebra.md' }).first().waitFor();
    });
  });
});

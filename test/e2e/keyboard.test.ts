import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { openChat } from './support/chat';
import { type Editor, openEditor } from './support/editor';
import type { WebviewName } from './support/window';

/** More tab stops than any view here has. */
const maxStops = 60;

describe('the main job, with the keyboard alone', () => {
  let editor: Editor;
  before(async () => {
    editor = await openEditor();
  });
  after(() => editor?.dispose());

  /** Runs a command without the mouse. */
  const palette = async (title: string): Promise<void> => {
    const { keyboard } = editor.page;
    const input = editor.page.locator('.quick-input-widget input.input');
    await keyboard.press('F1');
    await editor.page.locator('.quick-input-widget input.input:focus').waitFor();
    await keyboard.type(`DevPlan: ${title}`);
    await editor.page
      .locator('.quick-input-list .monaco-list-row.focused')
      .getByText(`DevPlan: ${title}`, { exact: true })
      .waitFor();
    await keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  };

  /** Presses the key until the focused element of a view matches the name; fails after `maxStops` presses. */
  const tabTo = async (view: WebviewName, name: RegExp, key: 'Tab' | 'Shift+Tab'): Promise<void> => {
    const seen: string[] = [];
    while (seen.length < maxStops) {
      await editor.page.keyboard.press(key);
      const frame = await editor.webviewFrame(view);
      const now = await frame.evaluate(() => {
        const at = document.activeElement;
        const named = at?.getAttribute('aria-labelledby')?.split(' ') ?? [];
        const labels = named.map((id) => document.getElementById(id)?.textContent ?? '');
        return `${at?.tagName} ${at?.getAttribute('aria-label') ?? (labels.join(' ') || at?.textContent)}`;
      });
      if (name.test(now)) return;
      seen.push(now);
    }
    assert.fail(`No stop is called ${name}: ${seen.join(' | ')}`);
  };

  /** Records everything a view's live region announces from now on. */
  const listen = (frame: Frame): Promise<void> =>
    frame.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const region = document.querySelector('[role=status]');
      if (!region) throw new Error('There is no live region.');
      new MutationObserver(() => said.push(region.textContent ?? '')).observe(region, {
        characterData: true,
        childList: true,
        subtree: true,
      });
    });

  it('is done from the palette, the composer and the Tab key, and is spoken', async () => {
    const { page } = editor;
    const { keyboard } = page;
    const chat = await openChat(editor);
    const frame = await editor.webviewFrame('chat');
    await listen(frame);
    const said = async (words: string): Promise<void> => {
      await frame.waitForFunction(
        (sentence) => (window as unknown as { said: string[] }).said.some((text) => text.includes(sentence)),
        words,
      );
    };
    const typeMessage = async (text: string): Promise<void> => {
      await chat.view.locator('textarea:focus').waitFor();
      await keyboard.type(text);
      await keyboard.press('Enter');
    };

    await typeMessage('Help me design an onboarding flow');
    await said('DevPlan is answering.');
    await said('The plan is ready.');

    await tabTo('chat', /Open Plan/, 'Shift+Tab');
    await keyboard.press('Enter');
    const plan = editor.webview('plan');
    await plan.getByRole('heading', { level: 1 }).waitFor();
    await (await editor.webviewFrame('plan')).waitForFunction(() => document.hasFocus());
    await tabTo('plan', /^INPUT .*T1/, 'Tab');
    await keyboard.press('Space');
    await plan
      .getByText(/1 of \d+ done/)
      .first()
      .waitFor();
    await plan.locator('input:focus:checked').waitFor();

    await palette('Focus on Chat View');
    await typeMessage('Add a task to document the onboarding steps');
    await said('Version 2 is proposed.');
    const proposal = chat.proposalCard(2);
    await proposal.getByText('Added', { exact: true }).waitFor();
    await tabTo('chat', /Compare/, 'Shift+Tab');
    await keyboard.press('Enter');
    const diff = page.locator('.monaco-diff-editor');
    await diff.getByText('document the onboarding steps').first().waitFor();
    // It takes the focus only after it is shown, and would take the palette's.
    await diff.locator(':focus').waitFor();

    await palette('Focus on Chat View');
    await chat.view.locator('textarea:focus').waitFor();
    await tabTo('chat', /Accept$/, 'Shift+Tab');
    await keyboard.press('Enter');
    await proposal.getByText('Accepted').waitFor();
  });
});

import type { FrameLocator, Locator } from 'playwright-core';
import { doUntilVisible, type EditorWindow, startMilliseconds } from './window';

/** The chat view of a window, as a person uses it. */
export interface Chat {
  readonly view: FrameLocator;
  readonly composer: Locator;
  /** Types a message and sends it with Enter, once no turn runs; resolves when it stands in the transcript. */
  readonly send: (text: string) => Promise<void>;
  /** The latest article of the transcript once the turn is over. */
  readonly answer: () => Promise<Locator>;
  /** Cards of plans, oldest first. */
  readonly planCard: (index?: number) => Locator;
  readonly proposalCard: (version: number) => Locator;
}

/** Shows the chat view and waits until its composer can be used. */
export const openChat = async (window: EditorWindow): Promise<Chat> => {
  const view = window.webview('chat');
  const composer = view.getByRole('combobox', { name: 'Message to DevPlan' });
  const said = view.locator('p.user');
  /** While a turn runs, it is Stop. */
  const sendButton = view.getByRole('button', { name: 'Send', exact: true });
  await window.command('Focus on Chat View');
  // After a reload the editor's extension host, the database and the view all start first.
  await composer.waitFor({ timeout: startMilliseconds });
  return {
    view,
    composer,
    send: async (text) => {
      await sendButton.waitFor();
      await composer.fill(text);
      const before = await said.count();
      await composer.press('Enter');
      await said.nth(before).waitFor();
    },
    answer: async () => {
      // The turn begins a moment after its message is shown, and with it the row of its answer.
      await view.locator('article:last-child:not(:has(p.user))').waitFor();
      await sendButton.waitFor();
      return view.getByRole('article').last();
    },
    planCard: (index = 0) => view.getByRole('region', { name: /^Plan: / }).nth(index),
    proposalCard: (version) => view.getByRole('region', { name: `Proposed version ${version}`, exact: true }),
  };
};

/** Begins another conversation and waits until it is shown. */
export const newChat = async (window: EditorWindow, { view }: Chat): Promise<void> => {
  await window.command('New Chat');
  await view.getByRole('heading', { level: 1, name: 'New chat', exact: true }).waitFor();
};

/** A row of the visible trees by (part of) its label. */
export const treeRow = ({ page }: EditorWindow, label: string | RegExp): Locator =>
  page.locator('.pane-body .monaco-list-row').filter({ hasText: label }).first();

/** Clicks on a row until that shows what it opens: a row that is redrawn under the mouse, as by new marks, takes no click. */
export const openRow = (row: Locator, opened: Locator): Promise<void> =>
  doUntilVisible(opened, (timeout) => row.locator('.monaco-icon-name-container').click({ timeout }));

/** Expands a row until one of its children is visible. */
export const expandRow = (row: Locator, child: Locator): Promise<void> =>
  doUntilVisible(child, (timeout) => row.locator('.monaco-tl-twistie.collapsed').click({ timeout }));

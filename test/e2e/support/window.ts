import { errors, type Frame, type FrameLocator, type Locator, type Page } from 'playwright-core';
import type { Session } from '../../../scripts/editor/session.mjs';

/** How long the editor may take to start on a busy machine. */
export const startMilliseconds = 120_000;
const attemptMilliseconds = 3000;
const attempts = 8;

/** One tab of the editor and what a user does in it. */
export interface EditorWindow {
  readonly page: Page;
  /** Runs a command from the palette by its title; `New Project` means `DevPlan: New Project`. */
  readonly command: (title: string) => Promise<void>;
  /** Picks the entry with this label in the open quick pick. */
  readonly quickPick: (label: string) => Promise<void>;
  /** Types into the input box, once it is open, and presses Enter; throws when that does not close it. */
  readonly answer: (text: string) => Promise<void>;
  /** Presses a button of the open modal dialog. */
  readonly dialog: (button: string) => Promise<void>;
  /** The notification that contains this text; it is shown for ten seconds. */
  readonly notification: (text: string) => Locator;
  /** Presses a button of the notification that contains this text, however long ago it came. */
  readonly pressInNotification: (text: string, button: string) => Promise<void>;
  /** The visible chat view, or the visible plan view with this index (from 0), to search in. */
  readonly webview: (name: WebviewName, index?: number) => FrameLocator;
  /** The same as a frame, to evaluate scripts in (axe-core); resolves when its document is there. */
  readonly webviewFrame: (name: WebviewName, index?: number) => Promise<Frame>;
  /** Reloads the tab, as after closing and opening it again, and waits for the editor. */
  readonly reload: () => Promise<void>;
}

/** The webview view in the side bar, or a webview in the editor area. */
export type WebviewName = 'chat' | 'plan';

const waitUntilReady = async (page: Page): Promise<void> => {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: startMilliseconds });
  // In a new profile the icon appears when the editor has read the extension's package.json.
  await page
    .locator('.activitybar .action-item:has([aria-label^="DevPlan"])')
    .waitFor({ state: 'attached', timeout: startMilliseconds });
};

/** Resolves to the error of what took too long, to null if it was done in time. */
const timeoutOf = async (work: Promise<unknown>): Promise<Error | null> => {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return error;
    throw error;
  }
};

/**
 * Repeats an action that the editor may miss until `expected` is visible, each time with more time (passed in
 * milliseconds) than before; throws after eight attempts. What comes late may be in the action's own way, as a dialog is.
 */
export const doUntilVisible = async (
  expected: Locator,
  action: (timeout: number) => Promise<unknown>,
  firstTimeout = attemptMilliseconds,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    const timeout = firstTimeout * attempt;
    const missed = await timeoutOf(action(timeout));
    const unseen = await timeoutOf(expected.waitFor({ timeout }));
    if (unseen === null) return;
    if (attempt === attempts) throw missed ?? unseen;
  }
};

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget input.input');

const rowLabelled = (page: Page, label: string): Locator =>
  page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) })
    .first();

const runCommand = async (page: Page, title: string): Promise<void> => {
  const label = title.includes(': ') ? title : `DevPlan: ${title}`;
  const input = quickInput(page);
  await doUntilVisible(input, async () => {
    // Keys sent to a webview that is still loading are lost, so the window takes the focus back.
    await page.evaluate(() => {
      if (document.activeElement instanceof HTMLIFrameElement) document.activeElement.blur();
    });
    await page.keyboard.press('F1');
  });
  const row = rowLabelled(page, label);
  await doUntilVisible(row, async (timeout) => {
    // The palette lists the extension's commands once it has read them, and only when its text changes.
    await input.fill('>', { timeout });
    await input.fill(`>${label}`, { timeout });
  });
  await row.click();
  // The command's own input box reuses the palette's element, so the palette must be gone first.
  await page.waitForFunction(() => {
    const field = document.querySelector<HTMLInputElement>('.quick-input-widget input.input');
    return field === null || field.offsetParent === null || !field.value.startsWith('>');
  });
};

const pick = async (page: Page, label: string): Promise<void> => {
  const row = rowLabelled(page, label);
  await row.click();
  await row.waitFor({ state: 'hidden' });
};

const pressInNotification = async (page: Page, text: string, button: string): Promise<void> => {
  const kept = page.locator('.notifications-center .notification-list-item').filter({ hasText: text });
  await doUntilVisible(kept, () => runCommand(page, 'Notifications: Show Notifications'));
  await kept.getByRole('button', { name: button, exact: true }).click();
};

const answer = async (page: Page, text: string): Promise<void> => {
  const input = quickInput(page);
  // Only an input box has a prompt; without one, what is still visible is the palette that ran the command.
  await page
    .locator('.quick-input-widget .quick-input-message')
    .getByText(/Enter/)
    .waitFor({ timeout: startMilliseconds });
  await input.fill(text);
  await input.press('Enter');
  // A loading webview may take the focus before the key arrives, so fail here if the box is still open.
  await input.waitFor({ state: 'hidden' });
};

const findWebview = (page: Page, name: WebviewName, index: number): FrameLocator => {
  const isView = '[src*="purpose=webviewView"]';
  return page
    .locator(`iframe.webview[src*="extensionId=devplan.devplan"]${name === 'chat' ? isView : `:not(${isView})`}`)
    .filter({ visible: true })
    .nth(index)
    .contentFrame()
    .frameLocator('#active-frame');
};

const frameOf = async (webview: FrameLocator): Promise<Frame> => {
  const document = await webview.locator('body').elementHandle();
  const frame = await document?.ownerFrame();
  if (!frame) throw new Error('The webview went away while it was looked for.');
  return frame;
};

/** Opens a tab on the session's folder; throws when DevPlan does not appear within a minute. */
export const openWindow = async ({ context, url }: Session): Promise<EditorWindow> => {
  const page = await context.newPage();
  await page.goto(url);
  await waitUntilReady(page);
  return {
    page,
    command: (title) => runCommand(page, title),
    quickPick: (label) => pick(page, label),
    answer: (text) => answer(page, text),
    dialog: (button) => page.locator('.monaco-dialog-box').getByRole('button', { name: button, exact: true }).click(),
    notification: (text) => page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }),
    pressInNotification: (text, button) => pressInNotification(page, text, button),
    webview: (name, index = 0) => findWebview(page, name, index),
    webviewFrame: (name, index = 0) => frameOf(findWebview(page, name, index)),
    reload: async () => {
      await page.reload();
      await waitUntilReady(page);
    },
  };
};

import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openChat } from './support/chat';
import { type EditorOptions, openEditor } from './support/editor';

type Theme = NonNullable<EditorOptions['theme']>;

/** Makes one conversation in a theme and takes pictures of the chat, the plan view and the diff on the way; returns their paths by view. */
const takePictures = async (theme: Theme, viewport: { width: number; height: number }) => {
  const editor = await openEditor({ theme, viewport, settings: { 'workbench.experimental.modernUI': true } });
  const name = `${theme}-${viewport.width}`;
  const chat = await openChat(editor);
  const empty = await editor.screenshot(`empty-${name}`);
  await chat.send('Help me design an onboarding flow');
  await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
  await editor.webview('plan').getByRole('heading', { level: 1 }).waitFor();
  await chat.answer();
  const plan = await editor.screenshot(`plan-${name}`);
  await chat.send('Add a task to document the onboarding steps');
  await chat.proposalCard(2).getByRole('button', { name: 'Compare' }).click();
  await editor.page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  const diff = await editor.screenshot(`diff-${name}`);
  await editor.dispose();
  return { empty, plan, diff };
};

/** Takes the README's pictures, and for inspection one of every theme and width, into `.vscode-test/screenshots`. */
export const takeScreenshots = async (images: string): Promise<void> => {
  await mkdir(images, { recursive: true });
  const wide = { width: 1360, height: 860 };
  const dark = await takePictures('dark', wide);
  await copyFile(dark.diff, join(images, 'chat-dark.png'));
  const light = await takePictures('light', wide);
  await copyFile(light.plan, join(images, 'plan-light.png'));
  const highContrast = await takePictures('highContrast', wide);
  await copyFile(highContrast.diff, join(images, 'diff-hc.png'));
  await takePictures('highContrastLight', wide);
  await takePictures('dark', { width: 760, height: 900 });
};

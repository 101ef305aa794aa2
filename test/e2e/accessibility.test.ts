import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type axe from 'axe-core';
import { type Chat, openChat } from './support/chat';
import { type Editor, openEditor, type themes } from './support/editor';
import type { WebviewName } from './support/window';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** How the editor tells a page of the kind of its theme. */
const kinds: Readonly<Record<keyof typeof themes, string>> = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  highContrast: 'vscode-high-contrast',
  highContrastLight: 'vscode-high-contrast-light',
};

describe('accessibility', () => {
  let editor: Editor;
  let chat: Chat;
  let source: string;

  /** What axe-core finds wrong in a view, as `rule: elements`. */
  const violationsIn = async (view: WebviewName, theme: keyof typeof themes): Promise<string[]> => {
    const frame = await editor.webviewFrame(view);
    await frame.waitForFunction((kind) => document.body.dataset['vscodeThemeKind'] === kind, kinds[theme]);
    if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source);
    const { violations } = await frame.evaluate(
      (values) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly: values, resultTypes: ['violations'] }),
      rules,
    );
    return violations.map(
      ({ id, nodes }) => `${theme} ${view}, ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  };

  /** Checks what these views show in a theme of each kind, after `show` where choosing a theme takes it away. */
  const checkViews = async (views: readonly WebviewName[], show = async (): Promise<void> => {}): Promise<void> => {
    const found: string[] = [];
    for (const theme of Object.keys(kinds) as (keyof typeof themes)[]) {
      await editor.setTheme(theme);
      await show();
      for (const view of views) found.push(...(await violationsIn(view, theme)));
    }
    assert.deepEqual(found, []);
  };

  before(async () => {
    source = await readFile(resolve('node_modules', 'axe-core', 'axe.min.js'), 'utf8');
    editor = await openEditor();
    chat = await openChat(editor);
  });
  after(() => editor?.dispose());

  it('of the first run', async () => {
    await chat.view.getByRole('region', { name: 'Prompt starters' }).waitFor();
    await checkViews(['chat']);
  });

  it('of completions', async () => {
    await checkViews(['chat'], async () => {
      await chat.composer.fill('');
      await chat.composer.pressSequentially('@');
      await chat.view.getByRole('option').first().waitFor();
    });
    await chat.composer.fill('');
  });

  it('of a plan and its card', async () => {
    await chat.send('Help me design an onboarding flow');
    await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    await plan.getByRole('checkbox').first().click();
    await plan
      .getByText(/1 of \d+ done/)
      .first()
      .waitFor();
    await chat.answer();
    await checkViews(['chat', 'plan']);
  });

  it('of a proposed version and its changes', async () => {
    await chat.send('Add a task to document the onboarding steps');
    await chat.proposalCard(2).getByText('Added', { exact: true }).waitFor();
    const plan = editor.webview('plan');
    await plan.getByRole('button', { name: 'Review Changes' }).waitFor();
    await checkViews(['plan']);
    await plan.getByRole('tab', { name: /Changes/ }).click();
    await plan.getByRole('heading', { name: 'Proposed: v1 → v2' }).waitFor();
    await checkViews(['chat', 'plan']);
  });

  it('of an older version', async () => {
    await chat.proposalCard(2).getByRole('button', { name: 'Accept', exact: true }).click();
    const plan = editor.webview('plan');
    await plan.getByRole('tab', { name: 'Plan' }).click();
    await plan.getByTitle('Show v1').click();
    await plan.getByText('This is v1, kept as it was.').waitFor();
    await checkViews(['plan']);
  });

  it('of questions', async () => {
    await chat.view.getByRole('button', { name: 'New Chat' }).click();
    await chat.view.getByRole('region', { name: 'Prompt starters' }).waitFor();
    await chat.send('Make it better');
    await chat.view.getByRole('button', { name: 'Skip', exact: true }).waitFor();
    await checkViews(['chat']);
  });

  it('of a failure', async () => {
    await chat.send('And a limit, please /fail badKey');
    await chat.view.getByRole('alert').getByText('The key was refused').waitFor();
    await checkViews(['chat']);
  });
});

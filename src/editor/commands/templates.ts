import * as vscode from 'vscode';
import type { SavedPrompt } from '../../domain/savedPrompt';
import { slug } from '../../domain/slug';
import { requiredSections } from '../../domain/grammar/planModel';
import { action } from '../actions';
import { buttonsOf, offer } from '../offer';
import { isThere, writeText } from '../transfer/textFiles';
import { templateFolders } from '../templates/templateLibrary';
import type { CommandContext, CommandTable } from './command';
import { askName, confirm } from './confirm';

/** Commands on templates and saved prompts. */
export const templateCommands: CommandTable = {
  async generateFromTemplate({ templates, templateForm, chat }, id) {
    const all = await templates.list();
    const picks = all.map((template) => ({
      label: `$(${template.icon}) ${template.title}`,
      description: template.description,
      template,
    }));
    const chosen =
      all.find((template) => template.id === id) ??
      (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('What kind of plan?') }))?.template;
    if (!chosen) return;
    await chat.openNew(undefined, () => templateForm.show(chosen));
  },

  async newTemplate({ globalStorage }) {
    const title = await askName(vscode.l10n.t('Title of the template'), '');
    const folder = title && (await pickFolder(globalStorage));
    if (!folder) return;
    const file = vscode.Uri.joinPath(folder, `${slug(title)}.md`);
    if (!(await isThere(file))) await writeText(file, firstText(title));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  },

  async savePromptAsStarter(context, text) {
    const given = typeof text === 'string' ? text : await context.chat.lastRequest();
    const prompt = given.trim() ? given : await askPrompt('');
    if (!prompt?.trim()) return;
    const title = await askName(
      vscode.l10n.t('Title of the starter'),
      prompt.trim().split('\n')[0]?.slice(0, 60) ?? '',
    );
    if (!title) return;
    await (await context.core()).storage.prompts.create({ title, prompt });
    void vscode.window.setStatusBarMessage(vscode.l10n.t('$(bookmark) Saved: it is offered in the chat'), 3000);
  },

  async manageStarters(context) {
    const saved = await pickStarter(context);
    if (!saved) return;
    const { storage } = await context.core();
    const edit = vscode.l10n.t('Edit...');
    const remove = vscode.l10n.t('Delete...');
    const chosen = await vscode.window.showQuickPick([edit, remove], { placeHolder: saved.title });
    if (chosen === remove) {
      const question = vscode.l10n.t('Delete the starter "{0}"?', saved.title);
      if (await confirm(question, saved.prompt, vscode.l10n.t('Delete'))) await storage.prompts.delete(saved.id);
    }
    if (chosen !== edit) return;
    const prompt = await askPrompt(saved.prompt);
    const title = prompt?.trim() && (await askName(vscode.l10n.t('Title of the starter'), saved.title));
    if (prompt && title) await storage.prompts.update(saved.id, { title, prompt });
  },
};

/** Represents a line break in the editor's input box, which has one line and drops breaks. */
const lineBreak = '↵';

const askPrompt = async (prompt: string): Promise<string | undefined> => {
  const value = prompt.replaceAll(/\r?\n/g, lineBreak);
  const words = vscode.l10n.t('Text that the starter puts into the message; {0} is a line break', lineBreak);
  return (await vscode.window.showInputBox({ prompt: words, value, ignoreFocusOut: true }))?.replaceAll(
    lineBreak,
    '\n',
  );
};

const pickStarter = async ({ core }: CommandContext): Promise<SavedPrompt | undefined> => {
  const saved = await (await core()).storage.prompts.list();
  if (saved.length === 0) {
    const save = action(vscode.l10n.t('Save Prompt as Starter...'), 'savePromptAsStarter');
    void offer(vscode.l10n.t('No prompt is saved yet.'), buttonsOf([save]));
    return undefined;
  }
  const picks = saved.map((prompt) => ({ label: `$(bookmark) ${prompt.title}`, detail: prompt.prompt, prompt }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Which starter?') }))?.prompt;
};

/** Asks for a template folder; each workspace folder offers one, too. */
const pickFolder = async (globalStorage: vscode.Uri): Promise<vscode.Uri | undefined> => {
  const [own, ...shared] = templateFolders(globalStorage);
  const picks = [
    ...shared.map((folder) => ({
      label: `$(repo) ${vscode.l10n.t('For everyone who works here')}`,
      description: vscode.workspace.asRelativePath(folder),
      folder,
    })),
    { label: `$(account) ${vscode.l10n.t('For me, in every workspace')}`, description: '', folder: own! },
  ];
  if (picks.length === 1) return own;
  return (await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Who is the template for?') }))?.folder;
};

const firstText = (title: string): string => `---
title: ${title.trim()}
icon: note
description: What this kind of plan is for
fields:
  - change: What should change?
  - limits?: What must stay as it is?
sections:
${requiredSections.map((section) => `  - ${section}`).join('\n')}
---
Plan this: {{change}}

- What must stay as it is: {{limits}}
`;

import * as vscode from 'vscode';
import { mentionOf } from '../../context/mentions';
import type { Template } from '../../generation/templates';
import type { StarterView } from '../../shared/formView';
import type { CompletionView } from '../../shared/protocol';
import type { Storage } from '../../storage/open';
import type { Core } from '../core';
import { promptStarters } from './promptStarters';

const most = 20;

/** Completes text after `@` (files, folders, symbols after `#`, editor state) or `/` (templates and starters). */
export const complete = async (
  core: Core,
  templates: readonly Template[],
  kind: '@' | '/',
  text: string,
): Promise<readonly CompletionView[]> =>
  kind === '/'
    ? completeTemplates(templates, await starters(core.storage), text)
    : [...completeNamed(text), ...(await completeFiles(core, text))].slice(0, most);

/** What `@` offers besides files. */
const completeNamed = (text: string): CompletionView[] => {
  const { t } = vscode.l10n;
  const named = [
    { icon: 'list-selection', label: 'selection', detail: t('what is selected in the editor') },
    { icon: 'warning', label: 'problems', detail: t('errors and warnings of the workspace') },
    { icon: 'git-compare', label: 'changes', detail: t('what is not committed') },
    { icon: 'checklist', label: 'plan', detail: t('the plan that is open') },
  ];
  const wanted = text.toLowerCase();
  return named
    .filter(({ label }) => label.startsWith(wanted))
    .map((offered) => ({ ...offered, insert: `@${offered.label}` }));
};

const completeSymbols = async ({ search }: Core, text: string): Promise<CompletionView[]> => {
  const hits = text === '' ? [] : await search.definitions(text);
  return hits.slice(0, most).map(({ name, path, line }) => ({
    icon: 'symbol-method',
    label: name,
    detail: `${path}:${line}`,
    insert: `@#${name}`,
  }));
};

/** Saved prompts, then the built-in starters. */
export const starters = async ({ prompts }: Storage): Promise<readonly StarterView[]> => [
  ...(await prompts.list()).map(({ title, prompt }) => ({
    icon: 'bookmark',
    title,
    detail: prompt.split('\n')[0] ?? '',
    prompt,
  })),
  ...promptStarters(),
];

const completeTemplates = (
  templates: readonly Template[],
  starters: readonly StarterView[],
  text: string,
): CompletionView[] => {
  const wanted = text.toLowerCase();
  const offered = [
    ...templates.map(({ id, icon, title, description }) => ({
      template: id,
      icon,
      label: title,
      detail: description,
      insert: '',
    })),
    ...starters.map(({ icon, title, detail, prompt }) => ({ icon, label: title, detail, insert: prompt })),
  ];
  return offered.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, most);
};

const completeFiles = async (core: Core, text: string): Promise<CompletionView[]> => {
  if (text.startsWith('#')) return completeSymbols(core, text.slice(1));
  const { files } = core;
  const wanted = text.toLowerCase();
  const paths = (await files.list()).map(({ path }) => path);
  const folders = new Set(paths.flatMap(parents));
  const rank = (path: string): number => {
    const name = path.replace(/\/$/, '').split('/').at(-1)!.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    return name.includes(wanted) ? 1 : 2;
  };
  return [...folders, ...paths]
    .filter((path) => path.toLowerCase().includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1))
    .slice(0, most)
    .map((path) => {
      const isFolder = path.endsWith('/');
      const parts = path.replace(/\/$/, '').split('/');
      const label = parts.at(-1)! + (isFolder ? '/' : '');
      return {
        icon: isFolder ? 'folder' : 'file',
        label,
        detail: parts.slice(0, -1).join('/'),
        insert: mentionOf(path),
      };
    });
};

const parents = (path: string): string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
};

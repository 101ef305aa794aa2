import { mentionOf } from '../../context/mentions';
import { promptStarters } from '../../generation/promptStarters';
import { templates } from '../../generation/templates';
import type { CompletionView } from '../../shared/protocol';
import type { Core } from '../core';

const most = 20;

/** What `@` (files and folders) or `/` (templates and starters) offers for what was typed after it. */
export const complete = async (core: Core, kind: '@' | '/', text: string): Promise<readonly CompletionView[]> =>
  kind === '/' ? completeTemplates(text) : completeFiles(core, text);

const completeTemplates = (text: string): CompletionView[] => {
  const wanted = text.toLowerCase();
  const offered = [
    ...templates.map(({ icon, title, description }) => ({
      icon,
      label: title,
      detail: description,
      insert: `${title}: `,
    })),
    ...promptStarters.map(({ icon, title, detail, prompt }) => ({ icon, label: title, detail, insert: prompt })),
  ];
  return offered.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, most);
};

const completeFiles = async ({ files }: Core, text: string): Promise<CompletionView[]> => {
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

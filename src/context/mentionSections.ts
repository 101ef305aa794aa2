import { UserError } from '../domain/errors';
import type { SectionDraft } from './contextManager';
import type { Mention } from './mentions';
import type { WorkspaceFile, WorkspaceFiles } from './workspaceFiles';
import type { Retriever } from './workspaceSearch';

/** Lines around a symbol's definition that are shown. */
const symbolLines = 60;
/** Lines of a mentioned file that are shown where no lines are named. */
const fileLines = 400;
const mostFolderFiles = 200;

/** The texts that mentions point at; a path that is no file of the workspace gives none. */
export const mentionSections = async (
  mentions: readonly Mention[],
  files: WorkspaceFiles,
  retriever: Retriever,
  signal?: AbortSignal,
): Promise<SectionDraft[]> => {
  if (mentions.length === 0) return [];
  const listed = await files.list(signal);
  const drafts: SectionDraft[] = [];
  for (const { kind, value, lines } of mentions) {
    if (kind === 'symbol') {
      for (const hit of (await retriever.definitions(value, signal)).slice(0, 3))
        drafts.push(
          ...(await part(
            files,
            hit.path,
            Math.max(1, hit.line - 2),
            hit.line + symbolLines,
            `defines ${value}`,
            signal,
          )),
        );
    } else if (kind === 'folder' || (kind === 'path' && isFolder(value, listed))) {
      drafts.push(...folderSection(value, listed));
    } else if (kind === 'path') {
      const path = resolve(value, listed);
      if (path !== null)
        drafts.push(
          ...(await part(files, path, lines?.[0] ?? 1, lines?.[1] ?? fileLines, 'named in the message', signal)),
        );
    }
  }
  return drafts.filter((draft, index) => drafts.findIndex(({ title }) => title === draft.title) === index);
};

const isFolder = (path: string, files: readonly WorkspaceFile[]): boolean =>
  files.some((file) => file.path.startsWith(`${path}/`));

/** The file of exactly that path, else the only one whose path ends with it. */
const resolve = (path: string, files: readonly WorkspaceFile[]): string | null => {
  if (files.some((file) => file.path === path)) return path;
  const ends = files.filter((file) => file.path.endsWith(`/${path}`));
  return ends.length === 1 ? (ends[0]?.path ?? null) : null;
};

const folderSection = (folder: string, files: readonly WorkspaceFile[]): SectionDraft[] => {
  const paths = files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`));
  if (paths.length === 0) return [];
  const shown = paths.slice(0, mostFolderFiles);
  if (shown.length < paths.length) shown.push(`(${paths.length - shown.length} more)`);
  return [
    { title: `${folder}/`, source: 'mention', text: shown.join('\n'), path: folder, why: 'named in the message' },
  ];
};

const part = async (
  files: WorkspaceFiles,
  path: string,
  from: number,
  to: number,
  why: string,
  signal?: AbortSignal,
): Promise<SectionDraft[]> => {
  let text: string;
  try {
    text = await files.read(path, signal);
  } catch (error) {
    // An excluded or vanished file is simply not shown: the message still names it.
    if (error instanceof UserError) return [];
    throw error;
  }
  const lines = text.split(/\r?\n/);
  const startLine = Math.min(from, lines.length);
  const endLine = Math.min(to, lines.length);
  const shown = lines.slice(startLine - 1, endLine).join('\n');
  return [
    { title: `${path} (lines ${startLine}-${endLine})`, source: 'mention', text: shown, path, startLine, endLine, why },
  ];
};

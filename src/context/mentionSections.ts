import { toFailure, UserError, type UserErrorCode } from '../domain/errors';
import type { ContextReason } from '../domain/conversation';
import { isSecretPath } from './files/exclusions';
import type { Mention } from './mentions';
import type { ContextRequest, SectionDraft } from './sections';
import { isUnlisted, meantPath, type WorkspaceFile, type WorkspaceFiles } from './files/workspaceFiles';
import type { SymbolHit } from './retriever';

/** Lines shown from a symbol's definition on. */
const symbolLines = 60;
/** Lines shown of a mentioned file if the mention names no lines. */
const fileLines = 400;
const maxFolderFiles = 200;
/** The most files or folders of one name that a mention may stand for. */
const maxMeant = 3;

/** What mentions point at, and the mentions that cannot be shown, with the reason. */
interface NamedSections {
  readonly drafts: readonly SectionDraft[];
  readonly unseen: readonly SectionDraft[];
}

/** Reads the texts that mentions point at; `define` finds definitions, or returns null if it fails. */
export const mentionSections = async (
  mentions: readonly Mention[],
  files: WorkspaceFiles,
  define: (name: string) => Promise<readonly SymbolHit[] | null>,
  { attach, planText, signal }: Pick<ContextRequest, 'attach' | 'planText' | 'signal'>,
): Promise<NamedSections> => {
  if (mentions.length === 0) return { drafts: [], unseen: [] };
  const listed = await files.list(signal);
  const drafts: SectionDraft[] = [];
  const unseen: SectionDraft[] = [];
  for (const { kind, value: written, lines } of mentions) {
    const value = kind === 'path' || kind === 'folder' ? await meantPath(files, written, signal) : written;
    const made: SectionDraft[] = [];
    let reason: ContextReason = 'notFound';
    const take = (shown: SectionDraft | ContextReason): void => {
      if (typeof shown === 'string') reason = shown;
      else made.push(shown);
    };
    if (kind === 'symbol') {
      const hits = await define(value);
      if (hits === null) reason = 'failed';
      for (const { path, line } of hits?.slice(0, 3) ?? []) {
        const why = { reason: 'defines', detail: value } as const;
        take(await part(files, path, [Math.max(1, line - 2), line + symbolLines], why, signal));
      }
    } else if (kind === 'folder' || (kind === 'path' && isFolder(value, listed))) {
      made.push(...foldersNamed(value, listed).flatMap((folder) => folderSection(folder, listed)));
    } else if (kind === 'path') {
      const paths = filesNamed(value, listed);
      for (const path of paths) take(await part(files, path, lines, { reason: 'named' }, signal));
      if (paths.length === 0 && isSecretPath(value)) reason = 'excluded';
    } else if (kind === 'plan') {
      // The plan under discussion is a section of its own.
      if (planText) continue;
      reason = 'nothing';
    } else {
      const attachment = await attach?.(kind);
      if (attachment) made.push({ ...attachment, source: 'attachment', reason: 'attached', detail: `@${kind}` });
      else reason = 'nothing';
    }
    drafts.push(...made);
    if (made.length === 0) {
      const isPlace = kind === 'path' || kind === 'folder';
      if (isPlace && reason === 'notFound') reason = await absentReason(files, listed, value, signal);
      const title = isPlace || kind === 'symbol' ? value : `@${kind}`;
      unseen.push({ title, source: 'mention', text: '', reason });
    }
  }
  return { drafts: withoutTwins(drafts), unseen: withoutTwins(unseen) };
};

const withoutTwins = (drafts: readonly SectionDraft[]): SectionDraft[] =>
  drafts.filter((draft, index) => drafts.findIndex(({ title }) => title === draft.title) === index);

const isFolder = (path: string, files: readonly WorkspaceFile[]): boolean =>
  files.some((file) => file.path.startsWith(`${path}/`));

/** The file with exactly that path, else the files whose paths end with it, unless there are too many of them. */
const filesNamed = (path: string, files: readonly WorkspaceFile[]): readonly string[] => {
  if (files.some((file) => file.path === path)) return [path];
  const ends = files.filter((file) => file.path.endsWith(`/${path}`)).map((file) => file.path);
  return ends.length <= maxMeant ? ends : [];
};

/** Like `filesNamed`, for folders. */
const foldersNamed = (folder: string, files: readonly WorkspaceFile[]): readonly string[] => {
  if (isFolder(folder, files)) return [folder];
  const inside = `/${folder}/`;
  const ends = files.flatMap(({ path }) =>
    path.includes(inside) ? [path.slice(0, path.indexOf(inside) + inside.length - 1)] : [],
  );
  const folders = [...new Set(ends)];
  return folders.length <= maxMeant ? folders : [];
};

const folderSection = (folder: string, files: readonly WorkspaceFile[]): SectionDraft[] => {
  const paths = files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`));
  if (paths.length === 0) return [];
  const text = paths.slice(0, maxFolderFiles).join('\n');
  const more = Math.max(0, paths.length - maxFolderFiles);
  return [{ title: `${folder}/`, source: 'mention', text, more, path: `${folder}/`, reason: 'named' }];
};

/** Why a path is not listed: it is withheld, as all are without trust, or its root cannot be read, or it is not there. */
const absentReason = async (
  files: WorkspaceFiles,
  listed: readonly WorkspaceFile[],
  path: string,
  signal?: AbortSignal,
): Promise<ContextReason> => {
  const failure = await files.read(path, signal).then(() => null, toFailure);
  if (failure?.code === 'fileFailed') return 'unreadable';
  const paths = listed.map((file) => file.path);
  return failure?.code === 'untrusted' || (await isUnlisted(files, paths, path)) ? 'ignored' : 'notFound';
};

/** Why a file is not shown, by the code of the error thrown on reading it. */
const unreadReason = (code: UserErrorCode): ContextReason =>
  code === 'fileFailed' || code === 'unknownFormat' ? 'unreadable' : 'notFound';

/** The named lines of a file (its first ones if none are named), or why they cannot be shown. */
const part = async (
  files: WorkspaceFiles,
  path: string,
  named: readonly [number, number] | null,
  why: Pick<SectionDraft, 'reason' | 'detail'>,
  signal?: AbortSignal,
): Promise<SectionDraft | ContextReason> => {
  let text: string;
  try {
    text = await files.read(path, signal);
  } catch (error) {
    // An excluded or vanished file is reported as left out.
    if (error instanceof UserError) return unreadReason(error.code);
    throw error;
  }
  const lines = text.split(/\r?\n/);
  const [from, to] = named ?? [1, fileLines];
  const startLine = Math.min(from, lines.length);
  const endLine = Math.min(to, lines.length);
  const shown = lines.slice(startLine - 1, endLine).join('\n');
  return {
    title: `${path} (lines ${startLine}-${endLine})`,
    source: 'mention',
    text: shown,
    more: named === null ? lines.length - endLine : 0,
    path,
    startLine,
    endLine,
    ...why,
  };
};

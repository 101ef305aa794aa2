import { UserError } from '../../domain/errors';
import { distance } from './pathLookup';
import type { WorkspaceFiles } from '../files/workspaceFiles';

const wordPattern = /[A-Za-z_$][\w$]*/g;

/** What a check needs to know about the contents of files; each file is read once. */
export class FileFacts {
  private readonly texts = new Map<string, Promise<string | null>>();
  private readonly words = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly files: WorkspaceFiles,
    private readonly signal?: AbortSignal,
  ) {}

  /** The file's text; null if it cannot be read: a folder, or a file deleted meanwhile. */
  text(path: string): Promise<string | null> {
    const known = this.texts.get(path);
    if (known) return known;
    const read = this.files.read(path, this.signal).catch((error: unknown) => {
      if (error instanceof UserError) return null;
      throw error;
    });
    this.texts.set(path, read);
    return read;
  }

  /** The number of lines, as an editor counts them; null if the file cannot be read. */
  async lineCount(path: string): Promise<number | null> {
    return (await this.text(path))?.split('\n').length ?? null;
  }

  /**
   * The line (from 1) where a symbol is first named in a file, or else the most similar name there; null if the file
   * cannot be read.
   */
  async symbol(path: string, name: string): Promise<{ line: number | null; nearest: string | null } | null> {
    const text = await this.text(path);
    if (text === null) return null;
    const at = wordAt(text, name);
    if (at >= 0) return { line: text.slice(0, at).split('\n').length, nearest: null };
    const words = this.words.get(path) ?? new Set(text.match(wordPattern));
    this.words.set(path, words);
    return { line: null, nearest: nearestName(name, words) };
  }
}

/** The index of the first occurrence of a whole word in a text; -1 if there is none. */
const wordAt = (text: string, word: string): number => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/[\w$]/.test(text[at - 1] ?? '') && !/[\w$]/.test(text[at + word.length] ?? '')) return at;
  return -1;
};

/** The most similar of some names, with at most two fifths of the letters edited; null if there is none. */
export const nearestName = (name: string, names: Iterable<string>): string | null => {
  let least = Math.max(1, Math.floor(name.length * 0.4)) + 1;
  let nearest: string | null = null;
  for (const other of names) {
    const off = distance(name, other, least - 1);
    if (off < least) [nearest, least] = [other, off];
  }
  return nearest;
};

import { UserError } from '../../domain/errors';
import type { WorkspaceFiles } from '../workspaceFiles';

/** Characters of text that stay in memory. */
const capacity = 48 * 1024 * 1024;

const isBinary = (text: string): boolean => text.slice(0, 8000).includes('\0');

/** Bundles and data dumps: long, and almost without line breaks. */
const isMinified = (text: string): boolean => text.length > 20_000 && text.length > 400 * (text.split('\n').length + 1);

/** Reads files and keeps the ones that were read last. */
export class TextCache {
  private readonly texts = new Map<string, string>();
  private size = 0;
  private changes = 0;

  constructor(private readonly files: WorkspaceFiles) {}

  /** The file's text, empty for one that holds no readable lines; null when it is gone or may not be read. */
  async read(path: string, signal?: AbortSignal): Promise<string | null> {
    const known = this.texts.get(path);
    if (known !== undefined) {
      this.texts.delete(path);
      this.texts.set(path, known);
      return known;
    }
    try {
      const before = this.changes;
      const raw = await this.files.read(path, signal);
      const text = isBinary(raw) || isMinified(raw) ? '' : raw;
      // A file that changed while it was read must be read again next time.
      if (before === this.changes) this.keep(path, text);
      return text;
    } catch (error) {
      if (error instanceof UserError) return null;
      throw error;
    }
  }

  /** Drops the text of a file that changed. */
  forget(path: string): void {
    this.changes++;
    this.drop(path);
  }

  private drop(path: string): void {
    this.size -= this.texts.get(path)?.length ?? 0;
    this.texts.delete(path);
  }

  private keep(path: string, text: string): void {
    this.drop(path);
    this.texts.set(path, text);
    this.size += text.length;
    for (const oldest of this.texts.keys()) {
      if (this.size <= capacity) return;
      this.drop(oldest);
    }
  }
}

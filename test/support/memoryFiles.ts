import { UserError } from '../../src/domain/errors';
import { Emitter } from '../../src/domain/events';
import type { WorkspaceFile, WorkspaceFiles } from '../../src/context/files/workspaceFiles';

/** A workspace in memory: paths and texts; `write` and `delete` notify listeners, `reads` records the paths read. */
export class MemoryFiles implements WorkspaceFiles {
  private readonly texts: Map<string, string>;
  private readonly changes = new Emitter<readonly string[]>();
  readonly onDidChange = this.changes.event;
  readonly reads: string[] = [];

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(texts));
  }

  async list(signal?: AbortSignal): Promise<readonly WorkspaceFile[]> {
    signal?.throwIfAborted();
    return Array.from(this.texts, ([path, text]) => ({ path, size: Buffer.byteLength(text) })).sort((a, b) =>
      a.path < b.path ? -1 : 1,
    );
  }

  async read(path: string, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    this.reads.push(path);
    if (path.split('/').includes('..') || path.startsWith('/')) throw new UserError('outsideWorkspace', { path });
    const text = this.texts.get(path);
    if (text === undefined) throw new UserError('notFound', { kind: 'file', id: path });
    return text;
  }

  write(path: string, text: string): void {
    this.texts.set(path, text);
    this.changes.fire([path]);
  }

  delete(path: string): void {
    this.texts.delete(path);
    this.changes.fire([path]);
  }
}

import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../domain/errors';
import { mirrorPath } from './nodeMirrorFolder';

/**
 * Hears of changes in a mirror folder by a watch on the folder itself: on Linux, the editor's recursive watcher never
 * looks into one that came together with the folder above it.
 */
export class FolderWatch {
  private watched: { readonly id: string; readonly by: FSWatcher } | null = null;
  private isDisposed = false;

  /** `changed` gets the name of the file; null if it is unknown, or if the folder itself has changed. */
  constructor(
    private readonly root: string,
    private readonly path: string,
    private readonly changed: (name: string | null) => void,
  ) {}

  /** On Linux, watches the folder that is there now; returns true if it was not watched before. Throws `outsideWorkspace`. */
  async arm(): Promise<boolean> {
    // On Windows, a watched folder keeps those above it from being renamed.
    if (process.platform !== 'linux') return false;
    try {
      const folder = await mirrorPath(this.root, this.path);
      // The number alone may be given to a folder made in the place of a removed one.
      const { dev, ino, birthtimeNs } = await stat(folder, { bigint: true });
      const id = [dev, ino, birthtimeNs].join();
      if (this.isDisposed || this.watched?.id === id) return false;
      this.disarm();
      const name = basename(folder);
      const by = watch(folder, { persistent: false }, (_, file) => this.changed(file === name ? null : file));
      by.on('error', () => this.watched?.by === by && this.disarm());
      this.watched = { id, by };
      return true;
    } catch (error) {
      this.disarm();
      if (error instanceof UserError) throw error;
      // There is no folder yet, or no watch to be had, of which systems have few: the editor's watcher is left.
      return false;
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.disarm();
  }

  private disarm(): void {
    this.watched?.by.close();
    this.watched = null;
  }
}

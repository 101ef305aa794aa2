import * as vscode from 'vscode';
import type { Log } from '../../domain/log';
import { serialQueue } from '../../domain/serialQueue';
import { giveTaskIds } from './taskIds';

/** Gives ids to the tasks of documents that were saved while somebody typed in them, as soon as nobody does. */
export class LateIds {
  private readonly waiting = new Set<string>();
  private readonly queue = serialQueue();

  constructor(
    private readonly idsFor: (document: vscode.TextDocument) => Promise<vscode.TextEdit[]>,
    private readonly log: Log,
  ) {}

  /** Notes a document that was saved without ids for its new tasks. */
  note(uri: vscode.Uri): void {
    this.waiting.add(uri.toString());
  }

  /** Gives what waits its ids, but for the document that somebody is in now. */
  giveAllBut(active: vscode.Uri | undefined): void {
    for (const uri of this.waiting) if (uri !== active?.toString()) void this.give(vscode.Uri.parse(uri));
  }

  /** Gives a document that waits its ids; done once they are saved. */
  give(uri: vscode.Uri): Promise<void> {
    const isDue = this.waiting.delete(uri.toString());
    return this.queue(async () => {
      if (isDue) await this.write(uri);
    });
  }

  private async write(uri: vscode.Uri): Promise<void> {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const given = await giveTaskIds(document, this.idsFor);
      // Who came back and typed meanwhile is left alone until they go again.
      if (given === null) this.note(uri);
      else if (given > 0) await document.save();
    } catch (error) {
      this.log.warn('ids of new tasks', { uri: uri.toString(), error: String(error) });
    }
  }
}

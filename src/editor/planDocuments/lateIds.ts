import * as vscode from 'vscode';
import type { Log } from '../../domain/log';
import { serialQueue } from '../../domain/serialQueue';
import { giveTaskIds } from './taskIds';

/** Gives ids to tasks in documents that were auto-saved while the user typed, once the user has left them. */
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

  /** Gives ids in all waiting documents except the active one. */
  giveAllBut(active: vscode.Uri | undefined): void {
    for (const uri of this.waiting) if (uri !== active?.toString()) void this.give(vscode.Uri.parse(uri));
  }

  /** Gives ids in a document if it is waiting; resolves once they are saved. */
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
      // The user has come back and is typing: wait until they leave again.
      if (given === null) this.note(uri);
      else if (given > 0) await document.save();
    } catch (error) {
      this.log.warn('ids of new tasks', { uri: uri.toString(), error: String(error) });
    }
  }
}

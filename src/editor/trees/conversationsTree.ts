import * as vscode from 'vscode';
import type { ConversationSession } from '../../domain/conversation';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';
import { ago } from '../words';

const pageSize = 200;

/** Every conversation, the latest first. */
export class ConversationsTree implements vscode.TreeDataProvider<ConversationSession> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly core: OpenCore) {}

  getTreeItem(session: ConversationSession): vscode.TreeItem {
    const item = new vscode.TreeItem(session.title || vscode.l10n.t('New chat'));
    item.id = session.id;
    item.iconPath = new vscode.ThemeIcon('comment-discussion');
    item.description = ago(session.updatedAt);
    item.contextValue = 'conversation';
    item.command = {
      command: 'devplan.openConversation',
      title: vscode.l10n.t('Open Conversation'),
      arguments: [session.id],
    };
    return item;
  }

  async getChildren(): Promise<ConversationSession[]> {
    const { storage } = await this.core();
    const { items } = await storage.conversations.list({ limit: pageSize });
    return [...items];
  }

  noteChange(change: StoreChange): void {
    if (change.entity === 'session' || change.entity === 'storage') this.changes.fire(undefined);
  }
}

import * as vscode from 'vscode';
import type { ConversationSession } from '../../domain/conversation';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';
import { ago } from '../words';
import { pageSize, readPages } from '../../storage/pages';
import { moreItem } from './projectsItems';

/** The row of the Conversations tree that loads more. */
export const moreConversations = { kind: 'moreConversations' } as const;

type Node = ConversationSession | typeof moreConversations;

const isMore = (node: Node): node is typeof moreConversations => node === moreConversations;

/** All conversations, newest first, page by page. */
export class ConversationsTree implements vscode.TreeDataProvider<Node> {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private limit = pageSize;

  constructor(private readonly core: OpenCore) {}

  getTreeItem(session: Node): vscode.TreeItem {
    if (isMore(session)) return moreItem(session);
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

  async getChildren(): Promise<Node[]> {
    const { storage } = await this.core();
    const { items, total } = await readPages(this.limit, (paging) => storage.conversations.list(paging));
    return total > items.length ? [...items, moreConversations] : [...items];
  }

  /** Shows one more page. */
  showMore(): void {
    this.limit += pageSize;
    this.changes.fire(undefined);
  }

  /** Redraws the rows, as their relative times have changed. */
  noteTime(): void {
    this.changes.fire(undefined);
  }

  noteChange(change: StoreChange): void {
    if (change.entity === 'session' || change.entity === 'storage') this.changes.fire(undefined);
  }
}

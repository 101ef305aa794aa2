import * as vscode from 'vscode';
import type { PlanComment } from '../../domain/comment';
import { withoutImages } from '../markdownText';

const shownBody = (body: string): vscode.MarkdownString => new vscode.MarkdownString(withoutImages(body));

/** A stored comment as the editor's comment box shows it. */
export class ShownComment implements vscode.Comment {
  body: string | vscode.MarkdownString;
  mode = vscode.CommentMode.Preview;
  readonly author: vscode.CommentAuthorInformation;
  readonly contextValue: string;
  readonly timestamp: Date;
  readonly commentId: string;
  private stored: string;
  constructor(
    comment: PlanComment,
    writable: boolean,
    private readonly redraw: () => void,
    /** Words that could not be stored. */
    public kept: string | null = null,
  ) {
    this.contextValue = writable ? 'comment' : 'readOnly';
    this.commentId = comment.id;
    this.stored = comment.body;
    this.body = shownBody(comment.body);
    this.author = { name: comment.author };
    this.timestamp = new Date(comment.createdAt);
  }

  beginEdit(): void {
    this.body = this.kept ?? this.stored;
    this.mode = vscode.CommentMode.Editing;
    this.redraw();
  }

  cancelEdit(): void {
    this.kept = null;
    this.body = shownBody(this.stored);
    this.mode = vscode.CommentMode.Preview;
    this.redraw();
  }

  /** The words in the box are stored. */
  endEdit(): void {
    this.stored = this.written();
    this.cancelEdit();
  }

  /** The editor has closed the box although its words could not be stored: they stand in it when it is opened again. */
  failEdit(): void {
    const words = this.written();
    this.cancelEdit();
    this.kept = words;
  }

  /** The words in the box. */
  written(): string {
    return (typeof this.body === 'string' ? this.body : this.body.value).trim();
  }
}

/** A comment box that knows its stored thread; null in `threadId` while it is being written. */
export interface ShownThread extends vscode.CommentThread {
  threadId?: string;
}

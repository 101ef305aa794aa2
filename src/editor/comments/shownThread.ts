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
    /** Text that could not be stored. */
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

  /** Ends editing after the box's text was stored. */
  endEdit(): void {
    this.stored = this.written();
    this.cancelEdit();
  }

  /** Keeps text that could not be stored for the next edit, as the editor has closed the box. */
  failEdit(): void {
    const words = this.written();
    this.cancelEdit();
    this.kept = words;
  }

  /** The text in the box. */
  written(): string {
    return (typeof this.body === 'string' ? this.body : this.body.value).trim();
  }
}

/** A comment box with its stored thread; `threadId` is missing while the thread is being written. */
export interface ShownThread extends vscode.CommentThread {
  threadId?: string;
}

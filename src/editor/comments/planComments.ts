import * as vscode from 'vscode';
import type { CommentThread } from '../../domain/comment';
import { anchorAt, locateAnchor, placeOf } from '../../domain/commentAnchor';
import type { Log } from '../../domain/log';
import type { StoreChange } from '../../storage/open';
import type { OpenCore } from '../core';
import { editorRange } from '../planDocuments/language/planChecks';
import { parsePlanUri, planScheme } from '../planDocuments/uris';
import { ShownComment, type ShownThread } from './shownThread';

/** Comment threads on open plan documents, each at its quoted text in the displayed version. */
export class PlanComments implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController(
    'devplan.comments',
    vscode.l10n.t('Plan comments'),
  );
  /** Comment boxes by document and thread. */
  private readonly shown = new Map<string, Map<string, ShownThread>>();
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly core: OpenCore,
    private readonly log: Log,
  ) {
    this.controller.options = {
      prompt: vscode.l10n.t('Comment on the plan'),
      placeHolder: vscode.l10n.t('What about it?'),
    };
    this.offerRanges();
    this.subscription = vscode.Disposable.from(
      this.controller,
      vscode.workspace.onDidOpenTextDocument((document) => this.refresh(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => document.isDirty || this.refresh(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
    );
    for (const document of vscode.workspace.textDocuments) this.refresh(document);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  noteChange({ entity, parentId }: StoreChange): void {
    if (!['thread', 'version', 'storage'].includes(entity)) return;
    if (entity === 'storage') this.offerRanges();
    for (const document of vscode.workspace.textDocuments)
      if (entity === 'storage' || parsePlanUri(document.uri)?.planId === parentId) this.refresh(document);
  }

  /** Stores the text of a box: a reply, or the first comment of a new thread. */
  async save({ thread, text }: vscode.CommentReply): Promise<void> {
    const { storage, who } = await this.core();
    const place = parsePlanUri(thread.uri);
    if (place === null || text.trim() === '') return;
    const author = await who();
    const { threadId } = thread as ShownThread;
    if (threadId !== undefined) return void (await storage.comments.reply(threadId, { author, body: text.trim() }));
    const version = place.version ?? (await storage.plans.get(place.planId)).currentVersion;
    const document = await vscode.workspace.openTextDocument(thread.uri);
    const { start, end } = thread.range ?? new vscode.Range(0, 0, 0, 0);
    // A range of whole lines ends at the start of the next line: end it with the last one.
    const last = end.character === 0 && end.line > start.line ? document.lineAt(end.line).range.end : end;
    // Anchored in the document's text, which may be unsaved and never has the stored text's byte order mark.
    const anchor = anchorAt(document.getText(), { start: document.offsetAt(start), end: document.offsetAt(last) });
    const made = await storage.comments.begin(place.planId, {
      version,
      anchor,
      author,
      body: text.trim(),
    });
    // The refresh after storing draws the thread again under its own id.
    thread.dispose();
    this.log.info('comment', { thread: made.id });
  }

  /** Allows new threads where they can be stored; setting it again makes the editor ask again. */
  private offerRanges(): void {
    this.controller.commentingRangeProvider = {
      provideCommentingRanges: async ({ uri, lineCount }) =>
        parsePlanUri(uri) !== null && (await this.core()).storage.state() === 'owner'
          ? [new vscode.Range(0, 0, Math.max(0, lineCount - 1), 0)]
          : [],
    };
  }

  private refresh(document: vscode.TextDocument): void {
    if (document.uri.scheme !== planScheme || document.isClosed) return;
    this.show(document).catch((error: unknown) => this.log.error('plan comments', error));
  }

  private async show(document: vscode.TextDocument): Promise<void> {
    const place = parsePlanUri(document.uri);
    if (place === null) return;
    const { storage } = await this.core();
    const threads = await storage.comments.threads(place.planId);
    if (document.isClosed) return;
    const key = document.uri.toString();
    const known = this.shown.get(key) ?? new Map<string, ShownThread>();
    this.shown.set(key, known);
    for (const [id, box] of known)
      if (!threads.some((thread) => thread.id === id)) {
        box.dispose();
        known.delete(id);
      }
    for (const thread of threads)
      known.set(thread.id, this.draw(document, thread, known.get(thread.id), storage.state() === 'owner'));
  }

  private draw(
    document: vscode.TextDocument,
    thread: CommentThread,
    known: ShownThread | undefined,
    writable: boolean,
  ): ShownThread {
    const source = document.getText();
    const found = locateAnchor(source, thread.anchor);
    const range = editorRange(document, found ?? placeOf(source, thread.anchor));
    const box: ShownThread = known ?? this.controller.createCommentThread(document.uri, range, []);
    const redraw = (): void => void (box.comments = [...box.comments]);
    box.threadId = thread.id;
    box.range = range;
    // Keep the text of a comment that is being edited.
    const before = new Map((box.comments as readonly ShownComment[]).map((comment) => [comment.commentId, comment]));
    box.comments = thread.comments.map((comment) => {
      const shown = before.get(comment.id);
      if (shown?.mode === vscode.CommentMode.Editing) return shown;
      return new ShownComment(comment, writable, redraw, shown?.kept ?? null);
    });
    box.canReply = writable;
    const resolved = thread.state === 'resolved';
    box.state = resolved ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
    box.contextValue = !writable ? 'readOnly' : resolved ? 'resolved' : 'open';
    box.label = found
      ? vscode.l10n.t('On "{0}"', short(thread.anchor.quote))
      : vscode.l10n.t('Outdated. v{0} said: "{1}"', thread.version, short(thread.anchor.quote));
    return box;
  }

  private forget(uri: vscode.Uri): void {
    for (const box of this.shown.get(uri.toString())?.values() ?? []) box.dispose();
    this.shown.delete(uri.toString());
  }
}

const short = (quote: string): string => {
  const line = quote.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

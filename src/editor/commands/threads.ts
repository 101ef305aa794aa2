import * as vscode from 'vscode';
import { readPlanText } from '../../plans/planReader';
import { anchorAt } from '../../domain/commentAnchor';
import { UserError } from '../../domain/errors';
import { parsePlan } from '../../domain/grammar/planDocument';
import { ShownComment } from '../comments/shownThread';
import type { CommandContext, CommandTable } from './command';
import { confirm } from './confirm';
import { targetSaved } from './targets';

const threadIdIn = (arg: unknown): string => {
  if (typeof arg === 'string') return arg;
  if (typeof arg === 'object' && arg !== null && 'threadId' in arg && typeof arg.threadId === 'string')
    return arg.threadId;
  throw new UserError('invalidInput', { field: 'thread', reason: String(arg) });
};

/** Commands on comments: the editor's comment boxes pass the box, the plan view passes ids. */
export const threadCommands: CommandTable = {
  async createComment({ comments }, reply) {
    await comments.save(reply as vscode.CommentReply);
  },

  async editComment(_, comment) {
    if (comment instanceof ShownComment) comment.beginEdit();
  },

  async saveComment({ core }, comment) {
    if (!(comment instanceof ShownComment)) return;
    try {
      await (await core()).storage.comments.edit(comment.commentId, comment.written());
    } catch (error) {
      comment.failEdit();
      throw error;
    }
    comment.endEdit();
  },

  async cancelComment(_, comment) {
    if (comment instanceof ShownComment) comment.cancelEdit();
  },

  async deleteComment({ core }, comment) {
    const id = comment instanceof ShownComment ? comment.commentId : String(comment);
    if (await confirmDelete(vscode.l10n.t('Delete this comment?')))
      await (await core()).storage.comments.deleteComment(id);
  },

  async resolveThread(context, arg) {
    await setState(context, arg, 'resolved');
  },

  async reopenThread(context, arg) {
    await setState(context, arg, 'open');
  },

  async deleteThread({ core }, arg) {
    const id = threadIdIn(arg);
    if (await confirmDelete(vscode.l10n.t('Delete this thread with all its comments?')))
      await (await core()).storage.comments.deleteThread(id);
  },

  async commentOnPlan(context, arg, place) {
    const plan = await targetSaved(context, arg);
    if (!plan) return;
    const { storage, who } = await context.core();
    const { version, text } = await readPlanText(storage, plan.id);
    const { phases, sections } = parsePlan(text);
    const tasks = phases.flatMap((phase) => phase.tasks);
    const picks = [
      ...tasks.map(({ id, title, range }) => ({ label: `${id ?? ''} ${title}`.trim(), name: id ?? title, range })),
      ...sections.map(({ title, range }) => ({ label: title, name: title, range })),
    ];
    const placeHolder = vscode.l10n.t('Comment on what?');
    const target =
      picks.find(({ name }) => name === place) ?? (await vscode.window.showQuickPick(picks, { placeHolder }));
    if (!target) return;
    const prompt = vscode.l10n.t('Comment on {0}', target.label);
    const body = await vscode.window.showInputBox({ prompt, ignoreFocusOut: true });
    if (!body?.trim()) return;
    const anchor = anchorAt(text, { start: target.range.start, end: target.range.start });
    await storage.comments.begin(plan.id, { version: version.number, anchor, author: await who(), body: body.trim() });
  },
};

const setState = async ({ core }: CommandContext, arg: unknown, state: 'open' | 'resolved'): Promise<void> => {
  await (await core()).storage.comments.setState(threadIdIn(arg), state);
};

const confirmDelete = (question: string): Promise<boolean> =>
  confirm(question, vscode.l10n.t('This cannot be undone.'), vscode.l10n.t('Delete'));

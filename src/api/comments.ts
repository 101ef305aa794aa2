import * as z from 'zod';
import { readPlanText } from '../plans/planReader';
import type { CommentThread } from '../domain/comment';
import { anchorAt, locateAnchor } from '../domain/commentAnchor';
import { UserError } from '../domain/errors';
import { parsePlan } from '../domain/grammar/planDocument';
import type { TextRange } from '../domain/grammar/planModel';
import type * as contract from './contract/comments';
import { method } from './method';
import { lineAt } from './planViews';
import type { ApiCore } from './publicApi';
import { id, number, text } from './schemas';

const filter = z.strictObject({ state: z.enum(['open', 'resolved']).exactOptional() }).optional();
const place = { taskId: id.exactOptional(), section: text.exactOptional(), quote: text.min(1).exactOptional() };
const newThread = z.strictObject({ body: text, ...place, version: number.exactOptional() });

const publicThread = ({ anchor, ...thread }: CommentThread, current: string): contract.CommentThread => {
  const { taskId, section, quote } = anchor;
  const range = locateAnchor(current, anchor);
  return { ...thread, taskId, section, quote, line: range && lineAt(current, range.start) };
};

const missing = (field: string, value: string): UserError =>
  new UserError('invalidInput', { field, reason: `"${value}" is not in the text` });

/** The range of a text that a place refers to. */
const rangeOf = (source: string, { taskId, section, quote }: Omit<contract.NewThread, 'body'>): TextRange => {
  const { phases, sections } = parsePlan(source);
  const tasks = phases.flatMap((phase) => phase.tasks);
  const part =
    taskId !== undefined
      ? tasks.find((task) => task.id === taskId)?.range
      : section !== undefined
        ? sections.find(({ title }) => title === section)?.range
        : { start: 0, end: source.length };
  if (part === undefined) throw missing(taskId === undefined ? 'section' : 'taskId', taskId ?? section ?? '');
  if (quote === undefined) return { start: part.start, end: part.start };
  const start = source.indexOf(quote, part.start);
  if (start < 0 || start + quote.length > part.end) throw missing('quote', quote);
  return { start, end: start + quote.length };
};

/** `api.plans.comments`. */
export const commentsApi = ({ storage, who }: ApiCore): contract.CommentsApi => {
  const { comments } = storage;
  return {
    list: method(z.tuple([id, filter]), async (planId, wanted) => {
      const threads = await comments.threads(planId);
      const { text: current } = await readPlanText(storage, planId);
      return threads
        .filter(({ state }) => wanted?.state === undefined || state === wanted.state)
        .map((thread) => publicThread(thread, current));
    }),
    create: method(z.tuple([id, newThread]), async (planId, { body, version, ...where }) => {
      const { version: read, text: source } = await readPlanText(storage, planId, version);
      const anchor = anchorAt(source, rangeOf(source, where));
      const made = await comments.begin(planId, { version: read.number, anchor, author: await who(), body });
      return publicThread(made, (await readPlanText(storage, planId)).text);
    }),
    reply: method(z.tuple([id, text]), async (threadId, body) =>
      comments.reply(threadId, { author: await who(), body }),
    ),
    edit: method(z.tuple([id, text]), (commentId, body) => comments.edit(commentId, body)),
    resolve: method(z.tuple([id]), (threadId) => comments.setState(threadId, 'resolved')),
    reopen: method(z.tuple([id]), (threadId) => comments.setState(threadId, 'open')),
    deleteComment: method(z.tuple([id]), (commentId) => comments.deleteComment(commentId)),
    delete: method(z.tuple([id]), (threadId) => comments.deleteThread(threadId)),
  };
};

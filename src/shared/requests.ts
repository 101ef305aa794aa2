import * as z from 'zod';
import type { ChatRequests, PlanRequests } from './protocol';

const text = z.string().max(100_000);
const none = z.null();
const args = z.array(z.union([z.string().max(10_000), z.number(), z.null()])).max(8);
const file = z.object({ path: z.string().max(4_000), line: z.number().int().min(1).nullable() });
const answers = z.array(z.object({ id: z.string(), options: z.array(z.string()).max(20), text }));
const run = z.object({ command: z.string().max(200), args });
const link = z.object({ href: z.string().max(4_000) });

type Schemas<R> = { [K in keyof R]: z.ZodType<R[K] extends [infer P, unknown] ? P : never> };

/** What a chat view may send; anything else is refused. */
export const chatRequestSchemas: Schemas<ChatRequests> = {
  'chat.ready': none,
  'chat.send': z.object({ text, edited: z.string().nullable() }),
  'chat.stop': none,
  'chat.retry': z.object({ messageId: z.string() }),
  'chat.answer': z.object({ messageId: z.string(), answers: answers.max(8) }),
  'chat.template': z.object({ id: z.string().max(200).nullable() }),
  'chat.fillTemplate': z.object({ answers: answers.max(50) }),
  'chat.draft': z.object({ sessionId: z.string().max(100).nullable(), text }),
  'chat.complete': z.object({ kind: z.enum(['@', '/']), text: z.string().max(1_000) }),
  'chat.preview': z.object({ text }),
  'chat.detach': z.object({ path: z.string().max(4_000) }),
  'chat.copy': z.object({ text: z.string() }),
  'chat.openLink': link,
  'chat.openFile': file,
  'chat.run': run,
};

/** What a plan view may send; anything else is refused. */
export const planRequestSchemas: Schemas<PlanRequests> = {
  'plan.ready': none,
  'plan.tick': z.object({ taskId: z.string().max(100), done: z.boolean() }),
  'plan.show': z.object({ version: z.number().int().min(1) }),
  'plan.acceptChanges': z.object({
    version: z.number().int().min(1),
    positions: z.array(z.number().int().min(0)).min(1).max(10_000),
  }),
  'plan.reply': z.object({ threadId: z.string().max(100), body: text }),
  'plan.openFile': file,
  'plan.openLink': link,
  'plan.copy': z.object({ text: z.string() }),
  'plan.run': run,
};

import * as z from 'zod';
import type { ChatRequest, ChatResult } from '../agent/planningService';
import { UserError } from '../domain/errors';
import type { ConversationMessage, ConversationSession } from '../domain/conversation';
import { fillTemplate, usedTemplate } from '../generation/templates';
import type { GenerateRequest, Message, PlanningApi, Session } from './contract/planning';
import { method } from './method';
import { omit } from './omit';
import type { ApiCore } from './publicApi';
import { id, sessionFilter, text } from './schemas';
import { findTemplate } from './templates';

const projectId = id.nullable();
const chatRequest = z.strictObject({
  message: text,
  projectId,
  sessionId: id.exactOptional(),
  planId: id.exactOptional(),
});
const generateRequest = z.union([
  z.strictObject({ prompt: text, projectId }),
  z.strictObject({ template: id, fields: z.record(z.string(), text), projectId }),
]);
const filter = z.strictObject({ projectId: projectId.exactOptional(), ...sessionFilter });

/** A conversation without what only the chat view needs. */
export const publicSession = (session: ConversationSession): Session => omit(session, 'draft', 'summaryTurns');

const publicMessage = (message: ConversationMessage): Message =>
  omit(message, 'sessionId', 'activity', 'reasoning', 'template');

/** `api.planning`. */
export const planningApi = (core: ApiCore): PlanningApi => {
  const { conversations } = core.storage;
  const chat = async (request: ChatRequest) => resultOf(await core.planning.chat(request));
  return {
    chat: method(z.tuple([chatRequest]), chat),
    generate: method(z.tuple([generateRequest]), async (request) => {
      const { projectId } = request;
      return chat('prompt' in request ? { message: request.prompt, projectId } : await filled(core, request));
    }),
    sessions: {
      list: method(z.tuple([filter.optional()]), async (wanted) => {
        const { items, total } = await conversations.list(wanted);
        return { items: items.map(publicSession), total };
      }),
      get: method(z.tuple([id]), async (sessionId) => {
        const messages = await conversations.messages(sessionId);
        return {
          ...publicSession(await conversations.session(sessionId)),
          messages: messages.map(publicMessage),
          generatedPlanIds: [
            ...new Set(messages.flatMap(({ role, planId }) => (role === 'assistant' && planId) || [])),
          ],
        };
      }),
      rename: method(z.tuple([id, text]), async (sessionId, title) =>
        publicSession(await conversations.rename(sessionId, title)),
      ),
      end: method(z.tuple([id, text.optional()]), async (sessionId, summary) =>
        publicSession(await conversations.end(sessionId, summary ?? null)),
      ),
      delete: method(z.tuple([id]), async (sessionId) => {
        await conversations.delete([sessionId]);
      }),
    },
  };
};

/** The result of a turn; a failed or cancelled one is stored as such, and throws for the caller. */
const resultOf = ({ sessionId, response, generatedPlanId, message }: ChatResult) => {
  if (message.error !== null && message.error.code !== 'bug')
    throw new UserError(message.error.code, { ...message.error.args, sessionId });
  if (message.state === 'failed') throw new Error(String(message.error?.args['message'] ?? 'the turn failed'));
  if (message.state === 'cancelled') throw new UserError('cancelled', { sessionId });
  const { planVersion, questions } = message;
  return { sessionId, response, generatedPlanId, planVersion, questions };
};

const filled = async (
  core: ApiCore,
  { template: wanted, fields, projectId }: Extract<GenerateRequest, { readonly template: string }>,
): Promise<ChatRequest> => {
  const template = await findTemplate(core, wanted);
  const request = fillTemplate(template, new Map(Object.entries(fields)));
  if ('prompt' in request) return { message: request.prompt, projectId, template: usedTemplate(template) };
  throw new UserError('invalidInput', {
    field: `fields.${request.missing.map(({ name }) => name).join(', fields.')}`,
    reason: 'the template asks for it',
  });
};

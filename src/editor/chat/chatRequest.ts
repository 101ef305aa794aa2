import type { ChatRequest } from '../../agent/planningService';
import { parseMentions } from '../../context/mentions';
import { orNull } from '../../domain/errors';
import type { Core } from '../core';

/** What the user chose to send with the next message. */
export interface Chosen {
  readonly attachments: readonly string[];
  /** The plan that the user chose as its subject. */
  readonly discussed: string | null;
}

/** What is sent with the next message besides its text. */
export interface Carried extends Chosen {
  readonly sessionId: string | null;
  readonly projectId: string | null;
  /** The plan whose view is in front. */
  readonly openPlan: string | null;
}

/** A request with attachments and a plan: the open one if the text says `@plan`, otherwise the chosen one. */
export const chatRequest = async (core: Core, text: string, carried: Carried): Promise<ChatRequest> => {
  const { sessionId, projectId, attachments, discussed, openPlan } = carried;
  const open = parseMentions(text).some(({ kind }) => kind === 'plan') ? openPlan : null;
  const plan = open === null ? null : await orNull(core.storage.plans.get(open));
  const attached = attachments.filter((mention) => !text.split(/\s/).includes(mention));
  return { sessionId, projectId, message: [text, ...attached].join('\n'), planId: plan?.id ?? discussed };
};

/** What remains for the message after a sent one: everything chosen since that one was built. */
export const chosenSince = (chosen: Chosen, sent: Chosen): Chosen => ({
  attachments: chosen.attachments.filter((mention) => !sent.attachments.includes(mention)),
  discussed: chosen.discussed === sent.discussed ? null : chosen.discussed,
});

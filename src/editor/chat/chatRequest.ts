import type { ChatRequest, ChatResult } from '../../agent/planningService';
import { parseMentions } from '../../context/mentions';
import type { UsedTemplate } from '../../domain/conversation';
import { orNull } from '../../domain/errors';
import type { Core } from '../core';

/** How a message is sent; by default without the composer's draft and attachments, which stay. */
export interface SendOptions {
  /** Whether it is the composer's draft. */
  readonly written?: boolean;
  /** Whether it is sent with the attachments; defaults to `written`. */
  readonly attached?: boolean;
  readonly template?: UsedTemplate | null;
  /** The message that this one was made of: it keeps that one's template. */
  readonly edited?: string | null;
}

/** The template that a message is made with: its own, else that of the message that it was made of. */
export const templateToSend = async (
  { storage }: Core,
  { template, edited }: Pick<SendOptions, 'template' | 'edited'>,
): Promise<UsedTemplate | null> => {
  const before = edited ? await orNull(storage.conversations.message(edited)) : null;
  return template ?? before?.template ?? null;
};

/** What is sent with the next message besides its text. */
export interface Carried {
  readonly sessionId: string | null;
  readonly projectId: string | null;
  readonly attachments: readonly string[];
  /** The plan that the user chose as its subject. */
  readonly discussed: string | null;
  /** The plan whose view or Markdown is in front. */
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

/** Sends a message; resolves with its turn once the message is stored or refused. */
export const begunTurn = (
  planning: Core['planning'],
  request: ChatRequest,
): Promise<{ readonly turn: Promise<ChatResult> }> =>
  new Promise((resolve) => {
    const onStored = (): void => {
      request.onStored?.();
      resolve({ turn });
    };
    const turn = planning.chat({ ...request, onStored });
    turn.catch(() => resolve({ turn }));
  });

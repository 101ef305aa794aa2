import type { ChatRequest } from '../../agent/planningService';
import { lastPlan } from '../../agent/turn/turnContext';
import type { Core } from '../core';
import { saveOpenText } from '../planDocuments/currentText';

/** Saves unsaved changes to the plan that a message is about, as the message refers to them. */
export const saveDiscussed = async (core: Core, request: ChatRequest): Promise<void> => {
  const { sessionId = null, planId = null } = request;
  const messages = planId !== null || sessionId === null ? [] : await core.storage.conversations.messages(sessionId);
  const discussed = planId ?? lastPlan(messages);
  if (discussed !== null) await saveOpenText(async () => core, discussed);
};

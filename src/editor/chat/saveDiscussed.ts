import type { ChatRequest } from '../../agent/planningService';
import type { Core } from '../core';
import { saveOpenText } from '../planDocuments/currentText';

/** Saves unsaved changes to the plan that a message is about, as the message refers to them. */
export const saveDiscussed = async (core: Core, request: ChatRequest): Promise<void> => {
  const { sessionId = null, planId = null } = request;
  const { conversations } = core.storage;
  const discussed = planId ?? (sessionId === null ? null : await conversations.lastPlan(sessionId));
  if (discussed !== null) await saveOpenText(async () => core, discussed);
};

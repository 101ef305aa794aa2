import type { ChatResult } from '../../agent/planningService';
import type { ChatController } from './chatController';

/** Opens a new conversation for a plan requested outside the chat and sends the request, or leaves it there as a draft. */
export const generate = async (chat: ChatController, request: string, projectId?: string): Promise<ChatResult> => {
  let begun = false;
  // Both are queued at once, so that no other conversation comes between.
  const opened = chat.openNew(projectId);
  const sent = chat
    .send(request, () => void (begun = true))
    .catch(async (error: unknown) => {
      if (!begun) await chat.keepUnsent(request);
      throw error;
    });
  const [, result] = await Promise.all([opened, sent]);
  return result;
};

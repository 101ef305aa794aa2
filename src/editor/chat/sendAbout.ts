import type { DevPlan } from '../../domain/plan';
import type { CommandContext } from '../commands/command';
import { showError } from '../report';

/** Sends a message about a plan in its conversation; the turn continues in the chat, which shows its outcome. */
export const sendAbout = async ({ chat, log }: CommandContext, plan: DevPlan, text: string): Promise<void> => {
  const shown = chat.discuss(plan);
  // Sent at once, so that no other conversation comes between.
  void chat.send(text).catch((error: unknown) => showError(error, log));
  await shown;
};

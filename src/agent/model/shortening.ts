import type { ModelMessage } from '../../models/modelProvider';
import { actionTools } from '../tools/index';

const cut = '\n(cut)';
const leftOut = '(left out, call again)';
/** Shorter results are left out, not halved. */
const minHalved = 2000;

/** The message, cut to its first half if it is a look-up result; results of the action tools stay whole. */
export const halved = (message: ModelMessage): ModelMessage =>
  isLookedUp(message)
    ? { ...message, content: `${message.content.slice(0, Math.ceil(message.content.length / 2))}${cut}` }
    : message;

/** The messages without the older half of the look-up results, a lone long one halved first; null if none is left. */
export const shortenOldest = (messages: readonly ModelMessage[]): readonly ModelMessage[] | null => {
  const found = messages.filter(isLookedUp);
  if (found.length === 0) return null;
  const older = new Set(found.slice(0, Math.ceil(found.length / 2)));
  const isOnly = found.length === 1;
  return messages.map((message) => {
    if (!older.has(message)) return message;
    return isOnly && message.content.length > minHalved ? halved(message) : { ...message, content: leftOut };
  });
};

/** True for a look-up result that becomes shorter when left out. */
const isLookedUp = (message: ModelMessage): boolean =>
  message.role === 'tool' && !actionTools.has(message.name) && message.content.length > leftOut.length;

import * as z from 'zod';
import { pageOf, placeLines, type Tool } from './tool';

const schema = z.object({ name: z.string().min(1).max(200), offset: z.coerce.number().int().min(0).default(0) });

/** Finds where a function, class or other symbol is defined. */
export const findSymbol: Tool<typeof schema> = {
  name: 'find_symbol',
  description:
    'Finds definitions of a function, class, type or constant by name; answers lines "path:line: signature". Continue many with offset.',
  kind: 'lookUp',
  schema,
  async run({ name, offset }, { retriever, signal, resultLimit }) {
    const hits = await retriever.definitions(name, signal);
    const activity = { tool: 'find_symbol', subject: name, outcome: `${hits.length}` };
    return { text: pageOf(placeLines(hits), offset, resultLimit) || 'No definition found.', activity };
  },
};

import * as z from 'zod';
import { placeLines, type Tool } from './tool';

const schema = z.object({ name: z.string().min(1).max(200) });

/** Finds where a function, class or other symbol is defined. */
export const findSymbol: Tool<typeof schema> = {
  name: 'find_symbol',
  description:
    'Finds definitions of a function, class, type or constant by name; answers lines "path:line: signature".',
  schema,
  async run({ name }, { retriever, signal }) {
    const hits = await retriever.definitions(name, signal);
    const activity = { tool: 'find_symbol', subject: name, outcome: `${hits.length}` };
    return { text: placeLines(hits).join('\n') || 'No definition found.', activity };
  },
};

import * as z from 'zod';
import { pageOf, placeLines, type Tool } from './tool';

const schema = z.object({
  query: z.string().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(200).default(40),
  offset: z.coerce.number().int().min(0).default(0),
});
const maxHits = 500;

/** Finds a literal text in the workspace's files. */
export const searchText: Tool<typeof schema> = {
  name: 'search_text',
  description:
    'Finds a literal text (case ignored) in workspace files; answers lines "path:line: text". Continue many matches with offset.',
  kind: 'lookUp',
  schema,
  async run({ query, limit, offset }, { retriever, signal, resultLimit }) {
    const hits = await retriever.text(query, maxHits, signal);
    const activity = { tool: 'search_text', subject: query, outcome: `${hits.length}` };
    return { text: pageOf(placeLines(hits), offset, resultLimit, limit) || 'No matches.', activity };
  },
};

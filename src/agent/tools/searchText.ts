import * as z from 'zod';
import { placeLines, type Tool } from './tool';

const schema = z.object({ query: z.string().min(1).max(200), limit: z.number().int().min(1).max(200).default(40) });

/** Finds a literal text in the workspace's files. */
export const searchText: Tool<typeof schema> = {
  name: 'search_text',
  description: 'Finds a literal text (case ignored) in workspace files; answers lines "path:line: text".',
  schema,
  async run({ query, limit }, { retriever, signal }) {
    const hits = await retriever.text(query, limit, signal);
    const activity = { tool: 'search_text', subject: query, outcome: `${hits.length}` };
    return { text: placeLines(hits) || 'No matches.', activity };
  },
};

import * as z from 'zod';
import { type Tool, toolResultLimit } from './tool';

const schema = z.object({ query: z.string().trim().min(1).max(200) });

/** Finds other plans of the conversation's project by words; plans of other projects are never shown. */
export const searchPlans: Tool<typeof schema> = {
  name: 'search_plans',
  description: "Finds plans of this project by words; answers each plan's title, status and the lines that fit.",
  schema,
  async run({ query }, { plans }) {
    if (!plans) return { text: 'No project is chosen, so there are no other plans.', activity: null };
    const found = await plans.search(query);
    const text = found.map(({ title, status, text }) => `## ${title} (${status})\n${text}`).join('\n\n');
    return {
      text: text.slice(0, toolResultLimit) || 'No plan fits.',
      activity: { tool: 'search_plans', subject: query, outcome: `${found.length}` },
    };
  },
};

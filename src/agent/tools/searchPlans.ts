import * as z from 'zod';
import { nameLine } from '../nameLine';
import type { Tool } from './tool';

const schema = z.object({ query: z.string().trim().min(1).max(200) });

const most = 8;
const headings = { otherPlans: 'Plan', decisions: 'Decisions of', conversations: 'Conversation' } as const;

/** Searches the project's other plans, decisions and conversations; those of other projects are never shown. */
export const searchPlans: Tool<typeof schema> = {
  name: 'search_plans',
  description: 'Finds plans, decisions and earlier conversations of this project by words; answers the parts that fit.',
  kind: 'lookUp',
  needs: 'project',
  schema,
  async run({ query }, { memory, signal, resultLimit }) {
    if (!memory) return { text: 'No project is chosen, so there are no other plans.', activity: null };
    const found = await memory.search(query, most, signal);
    const text = found
      .map(({ source, title, text }) => `## ${headings[source]}: ${nameLine(title)}\n${text}`)
      .join('\n\n');
    return {
      text: text.slice(0, resultLimit) || 'No plan fits.',
      activity: { tool: 'search_plans', subject: query, outcome: `${found.length}` },
    };
  },
};

import * as z from 'zod';
import type { Tool } from './tool';

const schema = z.object({});

/** Returns the current Markdown of the plan under discussion. */
export const readPlan: Tool<typeof schema> = {
  name: 'read_plan',
  description: 'Gives the current Markdown of the plan under discussion.',
  kind: 'lookUp',
  needs: 'plan',
  schema,
  async run(_args, { plan }) {
    if (!plan) return { text: 'There is no plan under discussion.', activity: null };
    return { text: plan.text, activity: { tool: 'read_plan', subject: plan.title } };
  },
};

import * as z from 'zod';
import { parsePlan } from '../../domain/grammar/planDocument';
import type { Tool } from './tool';

const maxReasonLength = 500;

const schema = z.object({
  tasks: z
    .array(z.object({ id: z.string().trim().min(1), done: z.boolean(), reason: z.string().default('') }))
    .min(1)
    .max(200),
});

/** Records that tasks of the plan under discussion are done or open again; the text stays as it is. */
export const updateTasks: Tool<typeof schema> = {
  name: 'update_tasks',
  description:
    "Records progress: marks tasks of the plan under discussion done or open, with the user's words as the reason.",
  kind: 'write',
  needs: 'plan',
  schema,
  async run({ tasks }, { plan, request }) {
    if (!plan) return { text: 'There is no plan under discussion.', activity: null };
    const known = new Set(parsePlan(plan.text).phases.flatMap((phase) => phase.tasks.map((task) => task.id)));
    const unknown = tasks.filter((task) => !known.has(task.id)).map((task) => task.id);
    if (unknown.length > 0)
      return { text: `No such task: ${unknown.join(', ')}. Tasks: ${[...known].join(', ')}.`, activity: null };
    const ids = tasks.map((task) => task.id).join(', ');
    return {
      text: `Recorded: ${ids}. Do what else was asked for; do not repeat what you said.`,
      activity: { tool: 'update_tasks', subject: ids },
      outcome: {
        type: 'ticked',
        planId: plan.id,
        tasks: tasks.map((task) => ({ ...task, reason: (task.reason.trim() || request).slice(0, maxReasonLength) })),
      },
    };
  },
};

import * as z from 'zod';
import { revisionParameters } from '../../generation/draftSchema';
import { setBoxes } from '../../domain/grammar/planDocument';
import { boxesOf } from '../planSaving';
import type { Tool } from './tool';

const schema = z.record(z.string(), z.unknown());

/** Changes the plan under discussion by range edits; the result becomes a proposed version, never an overwrite. */
export const revisePlan: Tool<typeof schema> = {
  name: 'revise_plan',
  description: 'Proposes a new version of the plan under discussion by edits on sections and tasks.',
  schema,
  parameters: revisionParameters,
  async run(args, context) {
    const { generator, plan, retiredIds } = context;
    if (!plan) return { text: 'There is no plan under discussion: call create_plan.', activity: null };
    const result = await generator.revise(plan.content, args, retiredIds);
    if ('issues' in result)
      return {
        text: `The edits do not fit:\n- ${result.issues.join('\n- ')}\nCall revise_plan again.`,
        activity: null,
        refused: result.issues[0] ?? 'the edits do not fit',
      };
    const { content, summary } = result;
    context.plan = { ...plan, content, text: setBoxes(content, boxesOf(plan.text)) };
    return {
      text: `Proposed: ${summary}.`,
      activity: null,
      outcome: { type: 'revised', planId: plan.id, base: plan.version, from: plan.proposal, content, summary },
    };
  },
};

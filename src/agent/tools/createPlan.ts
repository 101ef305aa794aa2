import * as z from 'zod';
import type { UsedTemplate } from '../../domain/conversation';
import type { ProblemCode } from '../../domain/grammar/planModel';
import { askedDraft } from '../../generation/draftSchema';
import { problemText } from '../../generation/problemText';
import { templates } from '../../generation/templates';
import { mergeDrafts } from '../../generation/truncatedDraft';
import type { Tool } from './tool';

/** A plan that exceeds its budget by this factor goes back to the model; a smaller excess is only shown to the user. */
const farTooLong = 1.5;

const incomplete = new Set<ProblemCode>(['missingSection', 'emptySection', 'missingAcceptance']);

const schema = z.record(z.string(), z.unknown());

/** The built-in template that a model says it has followed. */
const builtIn = (wanted: unknown): UsedTemplate | null =>
  templates.some(({ id }) => id === wanted) ? { id: String(wanted) } : null;

/** Checks and grounds a draft; problems go back to the model once, then the plan is created with them listed. */
export const createPlan: Tool<typeof schema> = {
  name: 'create_plan',
  description: 'Creates a development plan. Call it once, with the whole plan.',
  kind: 'write',
  schema,
  parameters: askedDraft,
  async run(args, context) {
    if (context.created)
      return { text: 'The plan is written already. It can be revised when the user has seen it.', activity: null };
    const { kept, planBudget: budget } = context;
    const template = context.template ?? builtIn(args['template'] ?? kept?.['template']);
    const options = { budget, sections: context.template?.sections };
    const result = await context.generator.fromDraft(kept ? mergeDrafts(kept, args) : args, options);
    if ('issues' in result) {
      context.repairs++;
      return {
        text: `The draft is not valid:\n- ${result.issues.join('\n- ')}\nCall create_plan again.`,
        activity: null,
        refused: result.issues[0] ?? 'the draft is not valid',
      };
    }
    const { title, content } = result;
    const outcome = { type: 'created', title, content, template, budget } as const;
    const misses = result.problems.filter(
      ({ code, args: { tokens } }) =>
        code === 'missingReference' ||
        // A draft that was truncated would be truncated again: the user sees what it lacks.
        (incomplete.has(code) && kept === null) ||
        (code === 'planTooLong' && Number(tokens) > farTooLong * budget),
    );
    if (misses.length > 0 && context.repairs === 0) {
      context.repairs++;
      // Used as it is if no better one follows; it includes what was kept of a truncated draft.
      context.fallback = outcome;
      context.kept = null;
      const lines = misses.map(problemText);
      return {
        text: `The plan has problems:\n- ${lines.join('\n- ')}\nCorrect them (a file that the work creates is kind "new"), then call create_plan again with the whole plan.`,
        activity: { tool: 'check_references', subject: `${misses.length}`, failed: true },
      };
    }
    context.created = true;
    return { text: 'The plan is written.', activity: null, outcome };
  },
};

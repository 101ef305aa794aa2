import * as z from 'zod';
import { askedRevision } from '../../generation/draftSchema';
import { problemText } from '../../generation/problemText';
import { setBoxes } from '../../domain/grammar/planDocument';
import type { ProblemCode } from '../../domain/grammar/planModel';
import { boxesOf } from '../../plans/planSaving';
import type { Tool } from './tool';

const schema = z.record(z.string(), z.unknown());

const goingBack = new Set<ProblemCode>(['missingReference', 'cyclicDependency', 'missingAcceptance']);

/** Revises the plan under discussion by range edits, as a proposed version. Certain new problems go back once. */
export const revisePlan: Tool<typeof schema> = {
  name: 'revise_plan',
  description: 'Proposes a new version of the plan under discussion by edits on sections and tasks.',
  kind: 'write',
  needs: 'plan',
  schema,
  parameters: askedRevision,
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
    const { content, summary, problems } = result;
    context.plan = { ...plan, content, text: setBoxes(content, boxesOf(plan.text)) };
    const outcome = {
      type: 'revised',
      planId: plan.id,
      base: plan.version,
      from: plan.proposal,
      content,
      summary,
      usedIds: retiredIds,
    } as const;
    const misses = problems.filter(({ code }) => goingBack.has(code));
    if (misses.length === 0 || context.repairs > 0) return { text: `Proposed: ${summary}.`, activity: null, outcome };
    context.repairs++;
    return {
      text: `Proposed: ${summary}. The edits are made and stay, but bring problems:\n- ${misses.map(problemText).join('\n- ')}\nCorrect these alone by further edits (a file that the work creates is kind "new"): call revise_plan again.`,
      activity: { tool: 'check_references', subject: `${misses.length}`, failed: true },
      outcome,
      goesBack: true,
    };
  },
};

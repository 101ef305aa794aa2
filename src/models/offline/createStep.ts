import { type Answer, offlineNotice } from './answer';
import type { Turn } from './conversation';
import { draftPlan, type DraftedPlan } from './draft';
import { gatherEvidence } from './evidence';
import { explore } from './explore';
import { conclude, type Findings } from './findings';
import { listed, placed } from './planBuilder';
import type { PlanRequest } from './planRequest';

/** The next step towards a new plan: look things up, then write it; a draft that comes back for its paths is corrected once. */
export const createStep = (turn: Turn, request: PlanRequest): Answer => {
  const written = turn.answers.filter(({ tool }) => tool === 'create_plan');
  const last = written.at(-1);
  if (last?.text.startsWith('The plan is written')) return { text: 'Done.', calls: [] };
  const evidence = gatherEvidence(turn);
  if (!last) {
    const calls = explore(turn, request, evidence);
    if (calls.length > 0) return { text: '', calls };
  }
  const findings = conclude(request, evidence, turn.facts);
  const plan = draftPlan(findings);
  if (!last) return { text: reply(findings, plan), calls: [{ name: 'create_plan', args: { ...plan } }] };
  const missing = new Set(
    Array.from(last.text.matchAll(/^- (?:The file )?(\S+) does not exist/gm), (match) => match[1] ?? ''),
  );
  // What else is found wrong, such as the length, stands in the plan for the user to judge.
  if (last.text.startsWith('The draft is not valid') || written.length > 1)
    return { text: `The plan was not taken: ${last.text}`, calls: [] };
  return { text: '', calls: [{ name: 'create_plan', args: { ...asNew(plan, missing) } }] };
};

/** What does not exist will have to be made. */
const asNew = (plan: DraftedPlan, missing: ReadonlySet<string>): DraftedPlan => ({
  ...plan,
  phases: plan.phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks.map((task) => ({
      ...task,
      files: task.files.map(({ path, kind }) => ({ path, kind: missing.has(path) ? ('new' as const) : kind })),
    })),
  })),
});

const reply = ({ related, conventions, request }: Findings, plan: DraftedPlan): string => {
  const tasks = plan.phases.flatMap((phase) => phase.tasks);
  const found =
    related.length > 0
      ? `It builds on ${listed(related.slice(0, 3).map(placed))}.`
      : conventions.isEmpty
        ? 'The workspace holds no code yet, so every file is new.'
        : `Nothing in the workspace is named after ${request.subject}: please check where it belongs.`;
  return `${offlineNotice} ${tasks.length} tasks in ${plan.phases.length} phases. ${found}`;
};

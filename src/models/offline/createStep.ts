import type { Answer } from './answer';
import type { Turn } from './conversation';
import { draftPlan, type DraftedPlan } from './draft';
import { gatherEvidence } from './evidence';
import { explore } from './explore';
import { conclude, type Findings } from './findings';
import { placed } from './planBuilder';
import type { PlanRequest } from './request/planRequest';
import { listed } from './shapes/common';

/** A request for a plan, and what the user left open. */
export interface Wish {
  readonly request: PlanRequest;
  /** True if the question of what should change was skipped. */
  readonly isAssumed: boolean;
  /** True if the user chose the kind of work. */
  readonly isKindChosen: boolean;
}

/** The next step towards a new plan: look things up, then write it; a draft that is refused for its paths is corrected once. Null if the request has only names that nothing is known about. */
export const createStep = (turn: Turn, wish: Wish): Answer | null => {
  const written = turn.answers.filter(({ tool }) => tool === 'create_plan');
  const last = written.at(-1);
  const evidence = gatherEvidence(turn);
  if (!last) {
    const calls = explore(turn, wish.request, evidence);
    if (calls.length > 0) return { text: '', calls };
  }
  const findings = assume(wish, conclude(wish.request, evidence, turn.facts));
  const { replies } = findings.words;
  if (findings.request.words.length === 0 && wish.isAssumed)
    return { text: `${replies.nothingToPlan}\n\n${replies.capabilities}`, calls: [] };
  const { related, topic } = findings;
  if (wish.request.isBare && !turn.isAnswer && related.length === 0 && topic === null) return null;
  if (last?.text.startsWith('The plan is written')) return { text: replies.done, calls: [] };
  const plan = draftPlan(findings, turn.sections);
  if (!last) return { text: reply(findings, wish), calls: [{ name: 'create_plan', args: { ...plan } }] };
  const missing = new Set(
    Array.from(last.text.matchAll(/^- (?:The file )?(\S+) does not exist/gm), (match) => match[1] ?? ''),
  );
  // Other problems, such as the length, stay in the plan for the user to judge.
  if (last.text.startsWith('The draft is not valid') || written.length > 1)
    return { text: replies.notTaken(last.text), calls: [] };
  return { text: '', calls: [{ name: 'create_plan', args: { ...asNew(plan, missing) } }] };
};

/** Takes the program's entry point as the subject if the user named none. */
const assume = ({ request, isAssumed }: Wish, findings: Findings): Findings => {
  const { entry, words } = findings;
  if (!isAssumed || request.words.length > 0 || !entry) return findings;
  const intent =
    request.intent === 'feature' ? 'testing' : request.intent === 'change' ? 'refactoring' : request.intent;
  return {
    ...findings,
    related: [entry],
    topic: null,
    topicWords: null,
    request: {
      ...request,
      intent,
      title: `${kindOf(words.replies.kinds, intent)}: ${entry.name}`,
      subject: `\`${entry.name}\``,
      phrase: `\`${entry.name}\``,
      target: '',
      codeName: entry.name,
      codeText: entry.name,
      words: [entry.name.toLowerCase()],
    },
  };
};

/** The label of a kind of work in the question form. */
const kindOf = (kinds: Findings['words']['replies']['kinds'], intent: PlanRequest['intent']): string =>
  intent === 'change' || intent === 'removal'
    ? kinds.refactoring
    : intent === 'upgrade'
      ? kinds.migration
      : kinds[intent];

/** Marks missing files as new, since they will have to be created. */
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

const reply = (findings: Findings, { request: asked, isAssumed, isKindChosen }: Wish): string => {
  const { related, entry, conventions, request, words } = findings;
  const { replies } = words;
  const found =
    related.length > 0
      ? replies.buildsOn(listed(findings, related.slice(0, 3).map(placed)))
      : conventions.isEmpty
        ? replies.noCode
        : replies.nothingNamed(request.subject);
  const taken = [
    ...(isKindChosen ? [] : [replies.takenKind(kindOf(replies.kinds, request.intent))]),
    ...(asked.words.length === 0 && entry ? [replies.takenSubject(placed(entry))] : []),
  ];
  return [replies.notice, ...(isAssumed && taken.length > 0 ? [replies.taken(taken.join('; '))] : []), found].join(' ');
};

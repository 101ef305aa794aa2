import type { ContextSource } from '../domain/conversation';
import { fillBudget, type Weighed } from './budget';
import { cutSection, sectionTokens } from './cutSection';
import type { ContextSection, SectionDraft } from './sections';

/** Which source is taken first if not everything fits. */
const priorities: Readonly<Record<ContextSource, number>> = {
  plan: 0,
  project: 1,
  mention: 2,
  attachment: 3,
  otherPlans: 4,
  decisions: 5,
  facts: 6,
  openEditors: 7,
  workspace: 8,
  conversations: 9,
  history: 10,
};

interface Candidate extends Weighed {
  readonly section: ContextSection;
}

interface Fitted<T> {
  readonly kept: readonly T[];
  readonly leftOut: readonly T[];
}

/**
 * Fits sections into a budget. What the user named comes first: whole if it fits, otherwise cut, with the rest left out.
 * What was found takes the room that remains.
 */
export const fitSections = (drafts: readonly SectionDraft[], budget: number): Fitted<ContextSection> => {
  const candidates = drafts.map(weigh);
  const isFound = ({ priority }: Candidate): boolean => priority > priorities.attachment;
  const named = candidates.filter((candidate) => !isFound(candidate));
  const whole = fillBudget(named, budget);
  const cut = cutEach(whole.leftOut, budget - tokensOf(whole.kept));
  const room = budget - tokensOf(whole.kept) - tokensOf(cut.kept);
  const found = fillBudget(candidates.filter(isFound), room);
  const sections = (...parts: (readonly Candidate[])[]) => parts.flat().map(({ section }) => section);
  return {
    kept: sections(whole.kept, cut.kept, found.kept),
    leftOut: sections(cut.leftOut, found.leftOut),
  };
};

/** Cuts sections that do not fit whole, each to an equal share of the remaining room. */
const cutEach = (candidates: readonly Candidate[], room: number): Fitted<Candidate> => {
  const kept: Candidate[] = [];
  const leftOut: Candidate[] = [];
  for (const [index, candidate] of candidates.entries()) {
    const share = (room - tokensOf(kept)) / (candidates.length - index);
    const cut = cutSection(candidate.section, share);
    if (cut) kept.push(weigh(cut.shown));
    leftOut.push(cut ? weigh(cut.rest) : candidate);
  }
  return { kept, leftOut };
};

/** The tokens of all items together. */
export const tokensOf = (items: readonly { readonly tokens: number }[]): number =>
  items.reduce((sum, { tokens }) => sum + tokens, 0);

const weigh = (draft: SectionDraft): Candidate => {
  const tokens = sectionTokens(draft);
  return {
    section: { ...draft, tokens },
    tokens,
    priority: priorities[draft.source],
    required: draft.source === 'plan',
  };
};

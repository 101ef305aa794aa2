import type { AssembledContext } from '../context/contextManager';
import { shownText } from '../context/cutSection';
import type { ModelMessage } from '../models/modelProvider';
import type { ContextReason, ConversationMessage } from '../domain/conversation';
import { nameLine } from './nameLine';
import { rules } from './rules';

/** The plan that the conversation is about, with the text that the user sees now. */
export interface PlanUnderDiscussion {
  readonly id: string;
  readonly title: string;
  /** The current version: what a revision is based on. */
  readonly version: number;
  /** Number of the proposed version whose text this is; null when the text is the current version's. */
  readonly proposal: number | null;
  /** With the checkboxes as recorded; this is what the model reads. */
  readonly text: string;
  /** As stored; a revision edits this, so that it does not include ticks. */
  readonly content: string;
  /** The sections that a template gave it instead of the usual ones. */
  readonly sections?: readonly string[] | undefined;
}

/** Quotes text between fences that are longer than any in it, so that nothing quoted can end the quote. */
export const fenced = (text: string): string => {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
};

/** The system message: rules, the plan under discussion, and the context in fenced blocks with their source. */
export const systemPrompt = (
  context: AssembledContext,
  plan: PlanUnderDiscussion | null,
  { summary, ...how }: Parameters<typeof rules>[0] & { readonly summary: string | null },
): string => {
  const parts = [rules(how)];
  for (const section of context.sections) {
    // The plan under discussion is added below, with its id and version.
    if (section.source === 'plan') continue;
    parts.push(`### ${nameLine(section.title)}
${fenced(shownText(section))}`);
  }
  const unseen = context.leftOut.filter(({ source }) => source === 'mention' || source === 'attachment');
  if (unseen.length > 0) parts.push(notShown(unseen));
  if (summary) parts.push(`### Earlier in this conversation\n${fenced(summary)}`);
  if (plan) {
    parts.push(
      `Plan under discussion: ${nameLine(plan.id)}\nTitle: ${nameLine(plan.title)} (${plan.proposal === null ? `version ${plan.version}` : `proposed version ${plan.proposal}, not accepted yet`})${plan.sections ? `\nIts sections, instead of those above: ${plan.sections.map(nameLine).join('; ')}` : ''}\n${fenced(plan.text)}`,
    );
  }
  return parts.join('\n\n');
};

/** Limit on the names listed as not shown. */
const maxNotShown = 20;
const whyNotShown: Partial<Record<ContextReason, string>> = {
  budget: 'did not fit',
  excluded: 'secrets are never read',
  ignored: 'ignored, excluded or not trusted',
  notFound: 'not found',
  unreadable: 'too large, binary, or cannot be read',
  failed: 'the search failed',
  nothing: 'nothing there',
};

const notShown = (sections: AssembledContext['leftOut']): string =>
  `Named but not shown: ${sections
    .slice(0, maxNotShown)
    .map(({ title, reason }) => `${nameLine(title)}: ${whyNotShown[reason] ?? reason}`)
    .join('; ')}`;

/** Characters to keep of a turn that did not fit, when the answer to it did. */
const maxRestLength = 500;

/**
 * Past turns as real turns, filled into the budget newest first; failed and cancelled answers are left out. Many models
 * want the user to speak first, so a leading answer is preceded by the end of the turn before it. `older` are the turns
 * that did not fit, oldest first.
 */
export const historyMessages = (
  history: readonly ConversationMessage[],
  budget: number,
  estimate: (text: string) => number,
): { readonly messages: readonly ModelMessage[]; readonly older: readonly ModelMessage[] } => {
  const turns = history.flatMap((message): ModelMessage[] => {
    const said = message.state === 'complete' ? [message.content, outcomeText(message)] : [];
    const content = said.filter(Boolean).join('\n\n');
    return content === '' ? [] : [{ role: message.role, content }];
  });
  let left = budget;
  const first = turns.findLastIndex(({ content }) => (left -= estimate(content)) < 0) + 1;
  const [messages, older] = [turns.slice(first), turns.slice(0, first)];
  const asked = messages[0]?.role === 'assistant' ? (older.at(-1)?.content ?? '') : '';
  return {
    messages: asked === '' ? messages : [{ role: 'user', content: `…${asked.slice(-maxRestLength)}` }, ...messages],
    older,
  };
};

const outcomeText = (message: ConversationMessage): string => {
  if (message.questions.length > 0) return `I asked: ${message.questions.map((question) => question.text).join(' ')}`;
  if (message.planVersion !== null) return `(wrote version ${message.planVersion} of the plan)`;
  return '';
};

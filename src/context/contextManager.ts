import { estimateTokens, fillBudget, type Weighed } from './budget';
import { mentionSections } from './mentionSections';
import { type Mention, parseMentions } from './mentions';
import { factsText, workspaceFacts } from './workspaceFacts';
import type { WorkspaceFiles } from './workspaceFiles';
import type { Retriever } from './workspaceSearch';

/** Where a section of the context comes from. */
export type ContextSource = 'project' | 'plan' | 'otherPlans' | 'mention' | 'attachment' | 'workspace' | 'facts';

/** One part of what a model sees; lines count from 1. */
export interface ContextSection {
  readonly title: string;
  readonly source: ContextSource;
  readonly text: string;
  readonly tokens: number;
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  /** Why it is here, for people: `named in the message`. */
  readonly why: string;
}

/** What a turn's context consists of, in the order in which a model reads it. */
export interface AssembledContext {
  readonly sections: readonly ContextSection[];
  /** What would have been of use but did not fit; its text is empty. */
  readonly leftOut: readonly ContextSection[];
  readonly tokens: number;
}

/** What a turn's context is made for. */
export interface ContextRequest {
  readonly request: string;
  readonly project?: { readonly name: string; readonly description: string } | null;
  /** The plan under discussion: always shown whole. */
  readonly planText?: string | null;
  readonly otherPlans?: readonly { readonly title: string; readonly status: string; readonly outline?: string }[];
  /** Mentions of the message; parsed from it when absent. */
  readonly mentions?: readonly Mention[];
  /** Texts that the editor attaches: a selection, problems, changes. */
  readonly attachments?: readonly Attachment[];
  /** Tokens that all sections together may take. */
  readonly budget: number;
  readonly signal?: AbortSignal;
}

/** A text that was attached to a message, with its place where it has one. */
export interface Attachment {
  readonly title: string;
  readonly text: string;
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** A section that is not yet weighed. */
export type SectionDraft = Omit<ContextSection, 'tokens'>;

const mostChunks = 12;
/** What goes in first where not everything fits. */
const priorities: Readonly<Record<ContextSource, number>> = {
  plan: 0,
  project: 1,
  mention: 2,
  attachment: 3,
  otherPlans: 4,
  facts: 5,
  workspace: 6,
};
/** The order in which a model reads: what is general first, what the request is about last. */
const readingOrder: readonly ContextSource[] = [
  'project',
  'facts',
  'otherPlans',
  'workspace',
  'mention',
  'attachment',
  'plan',
];

/** Assembles what a model gets to see for a request: by priority, inside a budget, each part with its source. */
export class ContextManager {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly retriever: Retriever,
  ) {}

  /** Gathers the context of one turn; rejects with the signal's reason when it aborts. */
  async assemble(input: ContextRequest): Promise<AssembledContext> {
    const mentions = input.mentions ?? parseMentions(input.request);
    const named = await mentionSections(mentions, this.files, this.retriever, input.signal);
    const drafts = [
      ...this.given(input),
      ...named,
      ...(await this.found(input, named)),
      ...(await this.facts(input.signal)),
    ];
    const weighed = drafts.map((draft) => weigh(draft));
    const { kept, leftOut } = fillBudget(weighed, input.budget);
    const sections = readingOrder.flatMap((source) => kept.filter(({ section }) => section.source === source));
    return {
      sections: sections.map(({ section }) => section),
      leftOut: leftOut.map(({ section }) => ({ ...section, text: '' })),
      tokens: kept.reduce((sum, { tokens }) => sum + tokens, 0),
    };
  }

  private given({ project, planText, otherPlans = [], attachments = [] }: ContextRequest): SectionDraft[] {
    const drafts: SectionDraft[] = attachments.map((attachment) => ({
      ...attachment,
      source: 'attachment',
      why: 'attached to the message',
    }));
    if (project)
      drafts.push({
        title: 'Project',
        source: 'project',
        text: `${project.name}\n${project.description}`.trim(),
        why: 'the chosen project',
      });
    if (planText)
      drafts.push({
        title: 'Plan under discussion',
        source: 'plan',
        text: planText,
        why: 'the plan that the conversation is about',
      });
    if (otherPlans.length > 0) {
      const text = otherPlans
        .map(({ title, status, outline }) => `- ${title} (${status})${outline ? `: ${outline}` : ''}`)
        .join('\n');
      drafts.push({
        title: 'Other plans of the project',
        source: 'otherPlans',
        text,
        why: 'plans of the same project',
      });
    }
    return drafts;
  }

  private async found({ request, signal }: ContextRequest, named: readonly SectionDraft[]): Promise<SectionDraft[]> {
    const chunks = await this.retriever.search(request, mostChunks, signal);
    return chunks
      .filter(
        ({ path, startLine }) =>
          !named.some(
            (other) =>
              other.path === path && (other.startLine ?? 1) <= startLine && startLine <= (other.endLine ?? Infinity),
          ),
      )
      .map(({ path, startLine, endLine, text }) => ({
        title: `${path} (lines ${startLine}-${endLine})`,
        source: 'workspace',
        text,
        path,
        startLine,
        endLine,
        why: 'matches the words of the message',
      }));
  }

  private async facts(signal?: AbortSignal): Promise<SectionDraft[]> {
    const text = factsText(await workspaceFacts(this.files, signal));
    return text === '' ? [] : [{ title: 'Workspace', source: 'facts', text, why: 'what kind of project this is' }];
  }
}

const weigh = (draft: SectionDraft): Weighed & { section: ContextSection } => {
  const tokens = estimateTokens(draft.title) + estimateTokens(draft.text);
  return {
    section: { ...draft, tokens },
    tokens,
    priority: priorities[draft.source],
    required: draft.source === 'plan',
  };
};

import type { ContextReason, ContextSource } from '../domain/conversation';

/** One part of what a model sees; lines count from 1. */
export interface ContextSection {
  readonly title: string;
  readonly source: ContextSource;
  readonly text: string;
  /** The number of lines after the text that are not shown. */
  readonly more?: number;
  readonly tokens: number;
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
  readonly reason: ContextReason;
  /** What the reason is about: a symbol, the words that matched. */
  readonly detail?: string;
}

/** A section whose tokens are not counted yet. */
export type SectionDraft = Omit<ContextSection, 'tokens'>;

/** What a turn's context is assembled from. */
export interface ContextRequest {
  readonly request: string;
  readonly project?: { readonly name: string; readonly description: string } | null;
  /** The plan under discussion: always shown whole. */
  readonly planText?: string | null;
  readonly otherPlans?: readonly { readonly title: string; readonly status: string; readonly outline?: string }[];
  /** What the project has planned, decided and talked about; null without a project. */
  readonly memory?: ProjectMemory | null;
  /** Returns the text that the editor attaches for a mention; null if there is nothing to attach. */
  readonly attach?: (kind: AttachmentKind) => Promise<Attachment | null>;
  /** Paths of the open editors, the active one first. */
  readonly openEditors?: readonly string[];
  /** Tokens that all sections together may take. */
  readonly budget: number;
  /** True if the context will be sent: only then may a provider's embeddings help to choose. */
  readonly sends?: boolean;
  readonly signal?: AbortSignal;
}

/** Mentions whose text only the editor knows. */
export type AttachmentKind = 'selection' | 'problems' | 'changes';

/** A text that was attached to a message, with its place if it has one. */
export interface Attachment {
  readonly title: string;
  readonly text: string;
  /** The number of lines after the text that are not shown. */
  readonly more?: number;
  readonly path?: string;
  readonly startLine?: number;
  readonly endLine?: number;
}

/** A part of a project's plans, decisions or conversations that matches a request. */
export interface Remembered {
  readonly source: 'otherPlans' | 'decisions' | 'conversations';
  /** The plan's or conversation's title. */
  readonly title: string;
  readonly text: string;
}

/** Finds what a project has planned, decided and talked about; rejects with the signal's reason when it aborts. */
export interface ProjectMemory {
  search(query: string, limit: number, signal?: AbortSignal): Promise<readonly Remembered[]>;
}

const maxRemembered = 6;
const maxEditors = 20;

/** The sections that come with the request itself: project, plans, open editors. */
export const givenSections = ({
  project,
  planText,
  otherPlans = [],
  openEditors = [],
}: ContextRequest): SectionDraft[] => {
  const drafts: SectionDraft[] = [];
  if (project)
    drafts.push({
      title: 'Project',
      source: 'project',
      text: `${project.name}\n${project.description}`.trim(),
      reason: 'chosen',
      detail: project.name,
    });
  if (planText) drafts.push({ title: 'Plan under discussion', source: 'plan', text: planText, reason: 'discussed' });
  if (otherPlans.length > 0) {
    const text = otherPlans
      .map(({ title, status, outline }) => `- ${title} (${status})${outline ? `: ${outline}` : ''}`)
      .join('\n');
    drafts.push({ title: 'Other plans of the project', source: 'otherPlans', text, reason: 'sameProject' });
  }
  if (openEditors.length > 0) {
    const text = openEditors.slice(0, maxEditors).join('\n');
    drafts.push({ title: 'Open in the editor, the active file first', source: 'openEditors', text, reason: 'open' });
  }
  return drafts;
};

const rememberedTitles: Readonly<Record<Remembered['source'], string>> = {
  otherPlans: 'From the plan',
  decisions: 'Decided in the plan',
  conversations: 'From the conversation',
};

/** What the project's memory contains about the request. */
export const rememberedSections = async ({ request, memory, signal }: ContextRequest): Promise<SectionDraft[]> =>
  ((await memory?.search(request, maxRemembered, signal)) ?? []).map(({ source, title, text }) => ({
    title: `${rememberedTitles[source]} "${title}"`,
    source,
    text,
    reason: 'matches',
    detail: title,
  }));

import { isAbort } from '../domain/errors';
import { type Log, silentLog } from '../domain/log';
import { contextSources, type SeenContext, type SeenPart } from '../domain/conversation';
import { fitSections, tokensOf } from './fitSections';
import { mentionSections } from './mentionSections';
import { parseMentions } from './mentions';
import {
  type ContextRequest,
  type ContextSection,
  givenSections,
  rememberedSections,
  type SectionDraft,
} from './sections';
import { factsText, workspaceFacts } from './files/workspaceFacts';
import type { WorkspaceFiles } from './files/workspaceFiles';
import type { Reranker } from './embeddings/reranker';
import type { ChunkReason, Retriever } from './retriever';

/** The context of one turn, in the order in which a model reads it. */
export interface AssembledContext {
  readonly sections: readonly ContextSection[];
  /** Sections that were named but cannot be shown, or that did not fit into the budget; their text is empty. */
  readonly leftOut: readonly ContextSection[];
  readonly tokens: number;
}

const maxChunks = 12;
const failedSearch: SectionDraft = { title: 'Search', source: 'workspace', text: '', reason: 'failed' };

/** Assembles what a model sees for a request: by priority, within a budget, each part with its source. */
export class ContextManager {
  constructor(
    private readonly files: WorkspaceFiles,
    private readonly retriever: Retriever,
    private readonly reranker: Reranker | null = null,
    private readonly log: Log = silentLog,
  ) {}

  /** Gathers the context of one turn; rejects with the signal's reason when it aborts. */
  async assemble(input: ContextRequest): Promise<AssembledContext> {
    const mentions = parseMentions(input.request);
    const define = (name: string) => this.tried(this.retriever.definitions(name, input.signal));
    const { drafts: named, unseen } = await mentionSections(mentions, this.files, define, input);
    const found = await this.found(input, named);
    const drafts = [
      ...givenSections(input),
      ...named,
      ...(await rememberedSections(input)),
      ...(found ?? []),
      ...(await this.facts(input.signal)),
    ];
    const { kept, leftOut } = fitSections(drafts, input.budget);
    const overBudget = leftOut.map((section) => ({ ...section, text: '', reason: 'budget' as const }));
    return {
      sections: contextSources.flatMap((from) => kept.filter(({ source }) => source === from)),
      leftOut: [...unseen, ...(found ? [] : [failedSearch])]
        .map((draft) => ({ ...draft, tokens: 0 }))
        .concat(overBudget),
      tokens: tokensOf(kept),
    };
  }

  /** Null where a search fails, which is logged: a turn can do without. */
  private async tried<T>(search: Promise<T>): Promise<T | null> {
    try {
      return await search;
    } catch (error) {
      if (isAbort(error)) throw error;
      this.log.error('the search failed', error);
      return null;
    }
  }

  private async found(
    { request, sends, signal }: ContextRequest,
    named: readonly SectionDraft[],
  ): Promise<SectionDraft[] | null> {
    const find = (limit: number) => this.retriever.search(request, limit, signal);
    // A request that is only typed or previewed must not leave the machine.
    const chunks = await this.tried(
      sends === true && this.reranker !== null
        ? this.reranker.search(find, request, maxChunks, signal)
        : find(maxChunks),
    );
    if (chunks === null) return null;
    return chunks
      .filter(
        ({ path, startLine }) =>
          !named.some(
            (other) =>
              other.path === path && (other.startLine ?? 1) <= startLine && startLine <= (other.endLine ?? Infinity),
          ),
      )
      .map(({ path, startLine, endLine, text, reason }) => ({
        title: `${path} (lines ${startLine}-${endLine})`,
        source: 'workspace',
        text,
        path,
        startLine,
        endLine,
        reason: 'matches',
        detail: reasonText(reason),
      }));
  }

  private async facts(signal?: AbortSignal): Promise<SectionDraft[]> {
    const text = factsText(await workspaceFacts(this.files, signal));
    return text === '' ? [] : [{ title: 'Workspace', source: 'facts', text, reason: 'overview' }];
  }
}

/** The matched words, the defined symbol and the similar past change, as one text. */
const reasonText = ({ words, definition, commit }: ChunkReason): string =>
  [words.join(', '), definition, commit && `“${commit}”`].filter(Boolean).join('; ');

/** A context without its texts, to be stored with the answer; `history` stands for the conversation's earlier turns. */
export const seenContext = (context: AssembledContext, history: SeenPart | null, budget: number): SeenContext => {
  const parts = context.sections.map(withoutText);
  return { parts: history ? [...parts, history] : parts, leftOut: context.leftOut.map(withoutText), budget };
};

const withoutText = ({
  title,
  source,
  reason,
  detail,
  tokens,
  path,
  startLine,
  endLine,
}: ContextSection): SeenPart => ({
  title,
  source,
  reason,
  tokens,
  ...(detail !== undefined && { detail }),
  ...(path !== undefined && { path }),
  ...(startLine !== undefined && { startLine }),
  ...(endLine !== undefined && { endLine }),
});

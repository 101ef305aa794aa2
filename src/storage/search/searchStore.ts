import type { Kysely } from 'kysely';
import type { Schema } from '../schema';
import { type ConversationHit, type PlanHit, groupDocuments, readHits } from './searchHits';
import { type Snippet, literalSnippetOf, snippetOf } from './snippet';
import type { DocumentKind, Ranked, RankedDocument, SearchRequest } from '../sqljs/search/searchIndex';
import { parseQuery, toMatch } from '../sqljs/search/tokens';
import { findSubstring } from './substringSearch';
import { checkInteger, checkOneOf, checkText } from '../validate';

/** A search for all words of the text; "phrases" and word* are supported. Returns at most `limit` hits, 1 to 50 (default 20). */
export interface SearchQuery {
  readonly text: string;
  readonly kinds?: readonly ('plan' | 'conversation')[];
  readonly projectId?: string;
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

export type SearchHit = PlanHit | ConversationHit;

/** Hits, best first; `capped` if there were so many matches that only the newest were ranked. */
export interface SearchResult {
  readonly hits: readonly SearchHit[];
  readonly capped: boolean;
}

/** The interface to the full-text index. */
export interface SearchPort {
  search(request: SearchRequest): Promise<Ranked>;
}

const kindsOf: Readonly<Record<'plan' | 'conversation', readonly DocumentKind[]>> = {
  plan: ['plan', 'version'],
  conversation: ['session', 'message'],
};

/** Full-text search over plans, their versions and conversations. */
export class SearchStore {
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly port: SearchPort,
  ) {}

  /** Ranked hits for all words or, if there are none, literal matches of the text, newest first. */
  async find({
    text,
    kinds = ['plan', 'conversation'],
    projectId,
    limit = 20,
    signal,
  }: SearchQuery): Promise<SearchResult> {
    const wanted = checkText('text', text, 1000).trim();
    const most = checkInteger('limit', limit, 1, 50);
    const documentKinds = kinds.flatMap((kind) => kindsOf[checkOneOf('kinds', kind, ['plan', 'conversation'])]);
    if (wanted === '' || documentKinds.length === 0) return { hits: [], capped: false };
    const scope = { kinds: documentKinds, projectId: projectId ?? null };
    const match = toMatch(parseQuery(text.trimStart()));
    const ranked = match === '' ? { documents: [], capped: false } : await this.port.search({ match, ...scope });
    const hits = await this.read(ranked.documents, most, (content) => snippetOf(content, wanted), signal);
    if (hits.length > 0) return { hits, capped: ranked.capped };
    const literal = await findSubstring(this.db, { text: wanted, ...scope, limit: most, signal });
    return {
      hits: await this.read(literal, most, (content) => literalSnippetOf(content, wanted), signal),
      capped: false,
    };
  }

  private async read(
    documents: readonly RankedDocument[],
    limit: number,
    snippet: (content: string) => Snippet,
    signal: AbortSignal | undefined,
  ): Promise<readonly SearchHit[]> {
    const groups = groupDocuments(documents);
    const hits: SearchHit[] = [];
    for (let at = 0; at < groups.length && hits.length < limit;) {
      signal?.throwIfAborted();
      const next = groups.slice(at, at + limit - hits.length);
      hits.push(...(await readHits(this.db, next, snippet)));
      at += next.length;
    }
    return hits;
  }
}

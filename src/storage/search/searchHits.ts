import type { Kysely } from 'kysely';
import type { MessageRole } from '../../domain/conversation';
import type { PlanStatus } from '../../domain/plan';
import type { Schema } from '../schema';
import type { Snippet } from './snippet';
import { isOneOf } from '../sqljs/expressions';
import type { RankedDocument } from '../sqljs/search/searchIndex';

/** A plan found by its title or by the text of version number `version`. */
export interface PlanHit {
  readonly kind: 'plan';
  readonly planId: string;
  readonly projectId: string;
  readonly title: string;
  readonly status: PlanStatus;
  readonly version: number;
  readonly isCurrent: boolean;
  readonly snippet: Snippet;
}

/** A message found, or a conversation found by its title or summary (`messageId` null). */
export interface ConversationHit {
  readonly kind: 'conversation';
  readonly sessionId: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly messageId: string | null;
  readonly role: MessageRole | null;
  readonly snippet: Snippet;
}

/** The documents of one thing: a plan's title and versions, one message, or a conversation's title. */
export interface DocumentGroup {
  readonly score: number;
  readonly documents: readonly RankedDocument[];
}

const planOf = ({ kind, id, parentId }: RankedDocument): string => (kind === 'plan' ? id : parentId);

/**
 * Groups documents, best first: a plan is one group, scored by its title plus the best of its versions; every other
 * document is its own group.
 */
export const groupDocuments = (documents: readonly RankedDocument[]): readonly DocumentGroup[] => {
  const groups = new Map<string, RankedDocument[]>();
  for (const document of documents) {
    const { kind, id } = document;
    const key = kind === 'plan' || kind === 'version' ? planOf(document) : `${kind} ${id}`;
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  const best = (group: readonly RankedDocument[], isTitle: boolean): number =>
    Math.max(0, ...group.filter(({ kind }) => (kind === 'plan') === isTitle).map(({ score }) => score));
  return Array.from(groups.values(), (group) => ({
    score: best(group, true) + best(group, false),
    documents: group,
  })).sort((a, b) => b.score - a.score);
};

type MakeSnippet = (text: string) => Snippet;
type Found<Hit> = ReadonlyMap<DocumentGroup, Hit>;

const isOfPlan = ({ documents: [first] }: DocumentGroup): boolean =>
  first?.kind === 'plan' || first?.kind === 'version';

/** The plans of the groups, each shown by its current version if that was found, else by the best one found. */
const readPlanHits = async (
  db: Kysely<Schema>,
  groups: readonly DocumentGroup[],
  snippet: MakeSnippet,
): Promise<Found<PlanHit>> => {
  const planIds = groups.flatMap(({ documents: [first] }) => (first === undefined ? [] : [planOf(first)]));
  const found = groups.flatMap(({ documents }) => documents).filter(({ kind }) => kind === 'version');
  const foundIds = found.map(({ id }) => id);
  const rows = await db
    .selectFrom('dev_plan as plan')
    .innerJoin('dev_plan_version as version', 'version.planId', 'plan.id')
    .where((builder) => isOneOf(builder.ref('plan.id'), planIds))
    .where((builder) => {
      const isCurrent = builder('version.number', '=', builder.ref('plan.currentVersion'));
      return builder.or([isCurrent, isOneOf(builder.ref('version.id'), foundIds)]);
    })
    .select(['plan.id as planId', 'projectId', 'plan.title', 'status', 'currentVersion', 'version.id', 'number'])
    .execute();
  const versions = new Map(rows.map((row) => [row.id, row]));
  const current = new Map(rows.filter((row) => row.number === row.currentVersion).map((row) => [row.planId, row]));
  const chosen = groups.flatMap((group) => {
    const ids = group.documents.filter(({ kind }) => kind === 'version').map(({ id }) => id);
    const plan = group.documents[0] && current.get(planOf(group.documents[0]));
    if (plan === undefined) return [];
    const isCurrent = ids.length === 0 || ids.includes(plan.id);
    return [{ group, isCurrent, shown: isCurrent ? plan : (versions.get(ids[0] ?? '') ?? plan) }];
  });
  const shownIds = chosen.map(({ shown }) => shown.id);
  const texts = await db
    .selectFrom('dev_plan_version')
    .select(['id', 'content'])
    .where((builder) => isOneOf(builder.ref('id'), shownIds))
    .execute();
  const contents = new Map(texts.map(({ id, content }) => [id, content]));
  return new Map(
    chosen.map(({ group, isCurrent, shown: { planId, projectId, title, status, number, id } }) => {
      const common = { kind: 'plan' as const, planId, projectId, title, status };
      return [group, { ...common, version: number, isCurrent, snippet: snippet(contents.get(id) ?? '') }];
    }),
  );
};

/** The conversations of the groups, and the messages found in them. */
const readConversationHits = async (
  db: Kysely<Schema>,
  groups: readonly DocumentGroup[],
  snippet: MakeSnippet,
): Promise<Found<ConversationHit>> => {
  const found = groups.flatMap((group) => group.documents.slice(0, 1).map((document) => ({ group, document })));
  const isMessage = ({ kind }: RankedDocument): boolean => kind === 'message';
  const sessionOf = (document: RankedDocument): string => (isMessage(document) ? document.parentId : document.id);
  const sessionIds = found.map(({ document }) => sessionOf(document));
  const messageIds = found.flatMap(({ document }) => (isMessage(document) ? [document.id] : []));
  const sessionRows = await db
    .selectFrom('conversation_session')
    .select(['id', 'projectId', 'title', 'summary'])
    .where((builder) => isOneOf(builder.ref('id'), sessionIds))
    .execute();
  const messageRows = await db
    .selectFrom('conversation_message')
    .select(['id', 'role', 'content'])
    .where((builder) => isOneOf(builder.ref('id'), messageIds))
    .execute();
  const sessions = new Map(sessionRows.map((row) => [row.id, row]));
  const messages = new Map(messageRows.map((row) => [row.id, row]));
  const hits = new Map<DocumentGroup, ConversationHit>();
  for (const { group, document } of found) {
    const session = sessions.get(sessionOf(document));
    const message = messages.get(document.id);
    if (session === undefined || (isMessage(document) && message === undefined)) continue;
    const { id: sessionId, projectId, title, summary } = session;
    const where = { kind: 'conversation' as const, sessionId, projectId, title };
    const what = { messageId: message?.id ?? null, role: message?.role ?? null };
    hits.set(group, { ...where, ...what, snippet: snippet(message?.content ?? summary ?? '') });
  }
  return hits;
};

/** The hits of the groups, in their order; anything deleted meanwhile is left out. */
export const readHits = async (
  db: Kysely<Schema>,
  groups: readonly DocumentGroup[],
  snippet: MakeSnippet,
): Promise<readonly (PlanHit | ConversationHit)[]> => {
  const plans = await readPlanHits(db, groups.filter(isOfPlan), snippet);
  const others = groups.filter((group) => !isOfPlan(group));
  const conversations = await readConversationHits(db, others, snippet);
  return groups.flatMap((group) => plans.get(group) ?? conversations.get(group) ?? []);
};

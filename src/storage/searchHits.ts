import type { Kysely } from 'kysely';
import type { MessageRole } from '../domain/conversation';
import type { PlanStatus } from '../domain/plan';
import type { Schema } from './schema';
import type { Snippet } from './snippet';
import type { RankedDocument } from './sqljs/search/searchIndex';

/** A plan that was found, by its title or by the text of the version numbered `version`. */
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

/** A message that was found, or a conversation by its title or summary (`messageId` null). */
export interface ConversationHit {
  readonly kind: 'conversation';
  readonly sessionId: string;
  readonly projectId: string | null;
  readonly title: string;
  readonly messageId: string | null;
  readonly role: MessageRole | null;
  readonly snippet: Snippet;
}

/** Documents of one thing: of a plan its title and its versions, of a conversation one message or its title. */
export interface DocumentGroup {
  readonly score: number;
  readonly documents: readonly RankedDocument[];
}

const planOf = ({ kind, id, parentId }: RankedDocument): string => (kind === 'plan' ? id : parentId);

/** A plan counts once, by the best of its versions and by its title; the rest counts one by one. Best first. */
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

/** The plan of a group, shown by its current version if that was found, else by the best one; null when it is gone. */
export const readPlanHit = async (
  db: Kysely<Schema>,
  { documents }: DocumentGroup,
  snippet: MakeSnippet,
): Promise<PlanHit | null> => {
  const [first] = documents;
  const planId = first === undefined ? '' : planOf(first);
  const plan = await db.selectFrom('dev_plan').selectAll().where('id', '=', planId).executeTakeFirst();
  if (plan === undefined) return null;
  const ids = documents.filter(({ kind }) => kind === 'version').map(({ id }) => id);
  const versions = await db
    .selectFrom('dev_plan_version')
    .select(['id', 'number'])
    .where('planId', '=', planId)
    .where((builder) => builder.or([builder('number', '=', plan.currentVersion), builder('id', 'in', ids)]))
    .execute();
  const isCurrent =
    ids.length === 0 || versions.some(({ id, number }) => number === plan.currentVersion && ids.includes(id));
  const version = isCurrent
    ? plan.currentVersion
    : (versions.find(({ id }) => id === ids[0])?.number ?? plan.currentVersion);
  const { content } = await db
    .selectFrom('dev_plan_version')
    .select('content')
    .where('planId', '=', planId)
    .where('number', '=', version)
    .executeTakeFirstOrThrow();
  const { projectId, title, status } = plan;
  return { kind: 'plan', planId, projectId, title, status, version, isCurrent, snippet: snippet(content) };
};

/** The conversation of a group and the message that was found in it; null when it is gone. */
export const readConversationHit = async (
  db: Kysely<Schema>,
  { documents: [document] }: DocumentGroup,
  snippet: MakeSnippet,
): Promise<ConversationHit | null> => {
  if (document === undefined) return null;
  const isMessage = document.kind === 'message';
  const sessionId = isMessage ? document.parentId : document.id;
  const session = await db
    .selectFrom('conversation_session')
    .select(['projectId', 'title', 'summary'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  const message = isMessage
    ? await db
        .selectFrom('conversation_message')
        .select(['role', 'content'])
        .where('id', '=', document.id)
        .executeTakeFirst()
    : undefined;
  if (session === undefined || (isMessage && message === undefined)) return null;
  const { projectId, title, summary } = session;
  return {
    kind: 'conversation',
    sessionId,
    projectId,
    title,
    messageId: isMessage ? document.id : null,
    role: message?.role ?? null,
    snippet: snippet(message?.content ?? summary ?? ''),
  };
};

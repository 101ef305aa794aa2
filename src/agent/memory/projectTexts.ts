import type { WorkspaceFile, WorkspaceFiles } from '../../context/files/workspaceFiles';
import { orNull, UserError } from '../../domain/errors';
import { type Disposable, Emitter } from '../../domain/events';
import { parsePlan } from '../../domain/grammar/planDocument';
import { openPlanStatuses } from '../../domain/plan';
import type { Storage } from '../../storage/open';
import { readPlanText } from '../../plans/planReader';

/** A project's plan, a plan's decisions and reviews, or a conversation; `owner` is the plan's or conversation's id. */
export interface ProjectText {
  readonly source: 'otherPlans' | 'decisions' | 'conversations';
  readonly owner: string;
  readonly title: string;
  readonly text: string;
  /** When its owner last changed. */
  readonly at: number;
}

const maxPlans = 200;
const maxConversations = 100;
const maxCharacters = 20_000;
const decisionsPattern = /^(?:decisions?|lessons?)\b/i;

/** A project's plans, decisions and conversations as files, so that the workspace search can search them too. */
export class ProjectTexts implements WorkspaceFiles, Disposable {
  private readonly changes = new Emitter<readonly string[]>();
  readonly onDidChange = this.changes.event;
  private texts: ReadonlyMap<string, ProjectText> = new Map();
  private readonly subscription: Disposable;
  private listing: Promise<readonly WorkspaceFile[]> | null = null;

  constructor(
    private readonly storage: Storage,
    private readonly projectId: string,
  ) {
    this.subscription = storage.onDidChange(() => {
      this.listing = null;
    });
  }

  list(): Promise<readonly WorkspaceFile[]> {
    const listing = this.listing ?? this.readAll();
    this.listing = listing;
    listing.catch(() => {
      if (this.listing === listing) this.listing = null;
    });
    return listing;
  }

  async read(path: string): Promise<string> {
    const found = this.find(path);
    if (found === null) throw new UserError('notFound', { kind: 'text', id: path });
    return found.text;
  }

  /** The text at a path; null if it is unknown or gone. */
  find(path: string): ProjectText | null {
    return this.texts.get(path) ?? null;
  }

  dispose(): void {
    this.subscription.dispose();
    this.changes.dispose();
  }

  /** Reads what changed since the last time and emits the paths of those texts; until then `find` uses the old ones. */
  private async readAll(): Promise<readonly WorkspaceFile[]> {
    const { plans, conversations } = this.storage;
    const { projectId } = this;
    const before = this.texts;
    const texts = new Map<string, ProjectText>();
    for (const { id, updatedAt } of (await plans.list({ projectId, status: openPlanStatuses, limit: maxPlans })).items)
      await keep(texts, before, id, updatedAt, () => this.planTexts(id));
    for (const { id, title, updatedAt } of (await conversations.list({ projectId, limit: maxConversations })).items)
      await keep(texts, before, id, updatedAt, async () => [await this.conversation(id, title)]);
    this.texts = texts;
    const changed = [...texts.keys()].filter((path) => before.get(path) !== texts.get(path));
    if (changed.length > 0) this.changes.fire(changed);
    return Array.from(texts, ([path, { text }]) => ({ path, size: Buffer.byteLength(text) })).sort((a, b) =>
      a.path < b.path ? -1 : 1,
    );
  }

  private async planTexts(id: string) {
    const { plan, text } = await readPlanText(this.storage, id);
    const sections = parsePlan(text).sections.filter(({ title: heading }) => decisionsPattern.test(heading));
    const reviews = await this.storage.reviews.list(id);
    const decided = [...sections.map(({ body }) => body.trim()), ...reviews.map(({ note }) => note)].filter(Boolean);
    const { title } = plan;
    return [
      { source: 'otherPlans' as const, title, text },
      ...(decided.length > 0 ? [{ source: 'decisions' as const, title, text: decided.join('\n') }] : []),
    ];
  }

  private async conversation(id: string, title: string) {
    const { summary } = await this.storage.conversations.session(id);
    const messages = await this.storage.conversations.messages(id);
    const said = messages.filter(({ state }) => state === 'complete').map(({ content }) => content);
    return {
      source: 'conversations' as const,
      title,
      text: [summary ?? '', ...said].filter(Boolean).join('\n\n').slice(-maxCharacters),
    };
  }
}

/** Adds an owner's texts: the known ones if it has not changed since, else newly made ones. */
const keep = async (
  texts: Map<string, ProjectText>,
  before: ReadonlyMap<string, ProjectText>,
  owner: string,
  at: number,
  make: () => Promise<readonly Omit<ProjectText, 'owner' | 'at'>[]>,
): Promise<void> => {
  const known = [...before].filter(([, text]) => text.owner === owner && text.at === at);
  if (known.length > 0) for (const [path, text] of known) texts.set(path, text);
  // An owner that was deleted since the listing has no texts.
  else for (const made of (await orNull(make())) ?? []) texts.set(`${made.source}/${owner}.md`, { ...made, owner, at });
};

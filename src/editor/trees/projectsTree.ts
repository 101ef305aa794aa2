import * as vscode from 'vscode';
import { type Attention, readAttention } from '../../plans/attention';
import { readPlanText } from '../../plans/planReader';
import type { DevPlan } from '../../domain/plan';
import { parsePlan } from '../../domain/grammar/planDocument';
import type { Storage, StoreChange } from '../../storage/open';
import type { Log } from '../../domain/log';
import { orNull } from '../../domain/errors';
import { openProjectStatuses } from '../../domain/project';
import type { OpenCore } from '../core';
import { coalesce } from '../../domain/coalesce';
import { pageSize, readPages } from '../../storage/pages';
import { PlanMarker } from './planMarks';
import { needItem, needsItem } from './needsItems';
import { noFilter, planQuery, type ProjectsFilter } from './projectsFilter';
import type { NeedsNode, PlanNode, ProjectsNode } from './projectsNode';
import {
  type PlanRow,
  moreItem,
  phaseItem,
  planItem,
  projectItem,
  taskItem,
  versionItem,
  versionsItem,
} from './projectsItems';

const filterKey = 'projects.filter';

/** Projects, plans, phases, tasks with checkboxes, and versions; only changed parts are refreshed. */
export class ProjectsTree implements vscode.TreeDataProvider<ProjectsNode> {
  private readonly changes = new vscode.EventEmitter<ProjectsNode | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly plans = new Map<string, PlanNode>();
  /** The id of the first plan listed, by project. */
  private readonly first = new Map<string, string>();
  private needsNode: NeedsNode | null = null;
  /** Plans that changed since their rows were read. */
  private readonly stale = new Set<PlanNode>();
  // A plan that is gone by now must lose its row, so redraw everything.
  private readonly refreshStale = coalesce(
    () => this.refreshPlans(),
    () => this.changes.fire(undefined),
  );
  private readonly pages = new Map<string, number>();
  private readonly counts = new vscode.EventEmitter<number>();
  /** The number of things waiting for the user; also fires while the tree is hidden and its rows are not read. */
  readonly onDidCount = this.counts.event;
  private readonly hides = new vscode.EventEmitter<boolean>();
  /** True if the tree is empty only because its projects are filtered out or archived. */
  readonly onDidHide = this.hides.event;
  /** What waits for the user, read once for the rows and the count. */
  private attention: Promise<readonly Attention[]> | null = null;

  private filter: ProjectsFilter;
  private readonly marker: PlanMarker;
  private readonly count: () => void;

  constructor(
    private readonly core: OpenCore,
    private readonly memory: vscode.Memento,
    log: Log,
  ) {
    this.filter = { ...noFilter, ...memory.get<ProjectsFilter>(filterKey) };
    this.marker = new PlanMarker(core, log, (planId) => this.redraw(planId));
    this.count = coalesce(
      async () => this.counts.fire((await this.waiting()).length),
      (error) => log.error('projects count', error),
    );
  }

  dispose(): void {
    this.marker.dispose();
    this.changes.dispose();
    this.counts.dispose();
    this.hides.dispose();
  }

  /** Counts what waits for the user once the data is open. */
  start(): void {
    this.count();
  }

  /** Sets whether the rows are visible; while they are not, the workspace is not checked. */
  setVisible(isVisible: boolean): void {
    this.marker.setSeen(isVisible);
  }

  /** Recomputes the marks of the shown plans after workspace files changed. */
  noteFiles(): void {
    this.marker.renew(null);
  }

  getTreeItem(node: ProjectsNode): vscode.TreeItem {
    switch (node.kind) {
      case 'needs':
        return needsItem(node.waiting.length);
      case 'need':
        return needItem(node.attention);
      case 'project':
        return projectItem(node.project, node.plans, node.byStatus);
      case 'plan':
        return planItem(node, this.marker.of(node.plan.id));
      case 'phase':
        return phaseItem(node.plan, node.phase, node.index);
      case 'task':
        return taskItem(node.plan, node.task, this.marker.of(node.plan.id));
      case 'versions':
        return versionsItem(node.plan);
      case 'version':
        return versionItem(node.plan, node.version);
      case 'more':
        return moreItem(node);
    }
  }

  async getChildren(node?: ProjectsNode): Promise<ProjectsNode[]> {
    if (node === undefined) return (await Promise.all([this.needs(), this.projects()])).flat();
    switch (node.kind) {
      case 'needs':
        return node.waiting.map((attention) => ({ kind: 'need', plan: attention.plan, attention }));
      case 'project':
        return this.plansOf(node);
      case 'plan':
        return [
          ...node.phases.map((phase, index): ProjectsNode => ({ kind: 'phase', plan: node.plan, index, phase })),
          { kind: 'versions', plan: node.plan },
        ];
      case 'phase':
        return node.phase.tasks.map((task) => ({ kind: 'task', plan: node.plan, task }));
      case 'versions': {
        const { storage } = await this.core();
        return ((await orNull(storage.plans.versions(node.plan.id))) ?? []).map((version) => ({
          kind: 'version',
          plan: node.plan,
          version,
        }));
      }
      case 'task':
      case 'version':
      case 'need':
      case 'more':
        return [];
    }
  }

  /** Applies a filter and its order, and keeps them across reloads. */
  async setFilter(filter: ProjectsFilter): Promise<void> {
    this.filter = filter;
    this.changes.fire(undefined);
    await this.memory.update(filterKey, filter);
  }

  get currentFilter(): ProjectsFilter {
    return this.filter;
  }

  /** Shows one more page of the list that ends in "Show more...". */
  showMore(node: ProjectsNode & { kind: 'more' }): void {
    this.pages.set(parentKey(node.parent), node.shown + pageSize);
    this.changes.fire(node.parent ?? undefined);
  }

  /** Redraws a plan's rows, for example to reset a checkbox whose tick could not be stored. */
  redraw(planId: string): void {
    const known = this.plans.get(planId);
    if (known) this.changes.fire(known);
  }

  /** Refreshes what a stored change affects. */
  noteChange(change: StoreChange): void {
    const planId = change.entity === 'plan' ? change.id : change.parentId;
    const known = planId === null ? undefined : this.plans.get(planId);
    if (planId !== null) this.marker.renew(planId);
    // Ticking a task does not change what waits for the user.
    if (change.entity !== 'progress' && drawn.includes(change.entity)) {
      this.attention = null;
      this.count();
    }
    if (!drawn.includes(change.entity)) return;
    if (!known) return this.changes.fire(undefined);
    this.stale.add(known);
    this.refreshStale();
  }

  private async refreshPlans(): Promise<void> {
    const nodes = [...this.stale];
    this.stale.clear();
    for (const node of nodes) await this.refreshPlan(node);
  }

  /**
   * Redraws a plan's rows and what waits for the user, or the whole tree if rows are added, removed or moved. Element
   * objects are reused so that the editor keeps their expansion and selection.
   */
  private async refreshPlan(node: PlanNode): Promise<void> {
    const before = node.plan;
    const { storage } = await this.core();
    const [row, waiting] = await Promise.all([readRow(storage, before.id), this.waiting()]);
    const needs = this.needsNode;
    Object.assign(node, row);
    if (!this.keepsPlace(before, row.plan) || waiting.length > 0 !== (needs !== null)) {
      this.changes.fire(undefined);
      return;
    }
    this.changes.fire(node);
    if (needs && needs.waiting !== waiting) this.changes.fire(Object.assign(needs, { waiting }));
  }

  private keepsPlace(before: DevPlan, now: DevPlan): boolean {
    const isSame = now.title === before.title && now.status === before.status && now.projectId === before.projectId;
    const isInOrder = this.filter.sort === 'title' || now.updatedAt === before.updatedAt;
    return isSame && (isInOrder || this.first.get(now.projectId) === now.id);
  }

  /** The top node with everything that waits for the user, if anything does. */
  private async needs(): Promise<ProjectsNode[]> {
    const waiting = await this.waiting();
    this.needsNode =
      waiting.length > 0 ? Object.assign(this.needsNode ?? {}, { kind: 'needs' as const, waiting }) : null;
    return this.needsNode ? [this.needsNode] : [];
  }

  private waiting(): Promise<readonly Attention[]> {
    const reading = (this.attention ??= this.core().then(({ storage }) => readAttention(storage)));
    reading.catch(() => {
      // Do not cache a failure.
      if (this.attention === reading) this.attention = null;
    });
    return reading;
  }

  private async projects(): Promise<ProjectsNode[]> {
    const { storage } = await this.core();
    const limit = this.pages.get(parentKey(null)) ?? pageSize;
    const { archived, tags } = this.filter;
    const { items, total } = await readPages(limit, (paging) =>
      storage.projects.list({ ...paging, sort: 'name', tags, ...(archived ? {} : { status: openProjectStatuses }) }),
    );
    // An empty tree has one of two causes, each with its own welcome view.
    const isHidden = total === 0 && (await storage.projects.list({ limit: 1 })).total > 0;
    this.hides.fire(isHidden);
    const byStatus = await storage.projects.plansByStatus();
    const nodes: ProjectsNode[] = await Promise.all(
      items.map(async (project) => ({
        kind: 'project' as const,
        project,
        plans: (await this.list(project.id, 1)).total,
        byStatus: byStatus.get(project.id) ?? null,
      })),
    );
    return total > nodes.length ? [...nodes, { kind: 'more', parent: null, shown: nodes.length }] : nodes;
  }

  private async plansOf(node: ProjectsNode & { kind: 'project' }): Promise<ProjectsNode[]> {
    const { storage } = await this.core();
    const { items, total } = await this.list(node.project.id, this.pages.get(parentKey(node)) ?? pageSize);
    if (items[0]) this.first.set(node.project.id, items[0].id);
    const found = await Promise.all(
      items.map(async ({ id }): Promise<PlanNode | null> => {
        const row = await orNull(readRow(storage, id));
        // Deleted meanwhile: its change draws the tree anew.
        if (row === null) return null;
        const made = Object.assign(this.plans.get(id) ?? {}, row);
        this.plans.set(id, made);
        return made;
      }),
    );
    const nodes = found.filter((made) => made !== null);
    return total > items.length ? [...nodes, { kind: 'more', parent: node, shown: items.length }] : nodes;
  }

  private async list(projectId: string, limit: number) {
    const { storage } = await this.core();
    return readPages(limit, (paging) => storage.plans.list({ ...paging, projectId, ...planQuery(this.filter) }));
  }
}

const readRow = async (storage: Storage, planId: string): Promise<{ kind: 'plan' } & PlanRow> => {
  const { plan, text } = await readPlanText(storage, planId);
  const { length } = await storage.plans.versions(planId);
  return { kind: 'plan', plan, phases: parsePlan(text).phases, versions: length };
};

/** The entities that the tree's rows and count depend on. */
const drawn: readonly StoreChange['entity'][] = [
  'project',
  'plan',
  'version',
  'progress',
  'review',
  'thread',
  'storage',
];

const parentKey = (node: ProjectsNode | null): string => (node?.kind === 'project' ? node.project.id : '');

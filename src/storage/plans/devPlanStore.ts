import type { ExpressionBuilder } from 'kysely';
import { timeAfter } from '../../domain/clock';
import { UserError } from '../../domain/errors';
import { newId } from '../../domain/ids';
import {
  type DevPlan,
  type DevPlanVersion,
  type DevPlanVersionInfo,
  type JsonObject,
  type JsonValue,
  type PlanStatus,
  type TaskProgress,
  planStatuses,
} from '../../domain/plan';
import { type SharedRows, mergeShared } from '../exchange/sharedMerge';
import { objectColumn, writeJson } from '../jsonColumn';
import { endEditing, type PlanSave, saveEdit } from './planEditing';
import { readPlan, readVersion, toPlan } from './planRow';
import * as versions from './planVersions';
import type { Schema } from '../schema';
import { contains, ignoringCase } from '../sqljs/expressions';
import { changeStatus } from './statusChanges';
import type { StoreContext } from '../storeContext';
import { type Reason, listProgress, recordProgress } from './taskProgress';
import { type Page, type Paging, checkName, checkOneOf, checkOptionalText, checkPaging, invalid } from '../validate';

/** A plan with its first version, which is accepted. */
export interface NewPlan extends versions.VersionText {
  readonly projectId: string;
  readonly title: string;
  readonly sessionId?: string | null;
  readonly template?: string | null;
}

/** Fields left out stay unchanged; metadata is merged by key, and null removes a key. */
export interface PlanPatch {
  readonly title?: string;
  readonly projectId?: string;
  readonly template?: string | null;
  readonly metadata?: JsonObject;
}

/** Selects plans with any of the statuses and the text in the title. */
export interface PlanFilter extends Paging {
  readonly ids?: readonly string[];
  readonly projectId?: string;
  readonly sessionId?: string;
  readonly status?: readonly PlanStatus[];
  /** Leaves out the plans of archived projects. */
  readonly inOpenProject?: boolean;
  readonly text?: string;
  readonly sort?: 'title' | 'created' | 'updated';
  readonly descending?: boolean;
}

const sortColumns = { title: 'title', created: 'createdAt', updated: 'updatedAt' } as const;

const matches = (filter: PlanFilter) => (builder: ExpressionBuilder<Schema, 'dev_plan'>) =>
  builder.and([
    ...(filter.ids === undefined ? [] : [builder('id', 'in', filter.ids)]),
    ...(filter.projectId === undefined ? [] : [builder('projectId', '=', filter.projectId)]),
    ...(filter.sessionId === undefined ? [] : [builder('sessionId', '=', filter.sessionId)]),
    ...(filter.status === undefined
      ? []
      : [
          builder(
            'status',
            'in',
            filter.status.map((each) => checkOneOf('status', each, planStatuses)),
          ),
        ]),
    ...(filter.inOpenProject
      ? [
          builder(
            'projectId',
            'not in',
            builder.selectFrom('project').select('project.id').where('project.status', '=', 'archived'),
          ),
        ]
      : []),
    ...(filter.text === undefined || filter.text === '' ? [] : [contains(builder.ref('title'), filter.text)]),
  ]);

const merge = (before: JsonObject, patch: unknown): JsonObject =>
  typeof patch === 'object' && patch !== null && !Array.isArray(patch)
    ? Object.fromEntries<JsonValue>(Object.entries({ ...before, ...patch }).filter(([, value]) => value !== null))
    : invalid('metadata', 'an object expected');

/** Plans with their versions and progress. */
export class DevPlanStore {
  constructor(private readonly context: StoreContext) {}

  /** Throws `notFound` when the project or session does not exist. */
  create(input: NewPlan): Promise<{ readonly plan: DevPlan; readonly version: DevPlanVersion }> {
    return this.context.write(async (context) => {
      const { db, clock, later, changed } = context;
      const { projectId, sessionId = null, template, title, metadata = {}, ...text } = input;
      await this.checkExists('project', projectId, context);
      if (sessionId !== null) await this.checkExists('conversation_session', sessionId, context);
      const now = clock();
      const plan: DevPlan = {
        id: newId(),
        projectId,
        title: checkName('title', title),
        status: 'draft',
        currentVersion: 1,
        sessionId,
        template: checkOptionalText('template', template, 255),
        metadata: merge({}, metadata),
        createdAt: now,
        updatedAt: now,
      };
      later(
        db.insertInto('dev_plan').values({ ...plan, metadata: writeJson(objectColumn, plan.metadata, 'metadata') }),
      );
      changed({ entity: 'plan', id: plan.id, parentId: projectId, change: 'created' });
      const place = { planId: plan.id, number: 1, base: null, state: 'accepted', title: plan.title } as const;
      return { plan, version: versions.insertVersion(context, place, text) };
    });
  }

  /** Throws `notFound`. */
  get(id: string): Promise<DevPlan> {
    return readPlan(this.context, id);
  }

  /** Most recently changed first, unless another order is given. */
  async list(filter: PlanFilter = {}): Promise<Page<DevPlan>> {
    const { limit, offset } = checkPaging(filter);
    const column = sortColumns[checkOneOf('sort', filter.sort ?? 'updated', ['title', 'created', 'updated'])];
    const order = (filter.descending ?? filter.sort === undefined) ? 'desc' : 'asc';
    const chosen = this.context.db.selectFrom('dev_plan').where(matches(filter));
    const rows = await chosen
      .selectAll()
      .orderBy((builder) => (column === 'title' ? ignoringCase(builder.ref('title')) : builder.ref(column)), order)
      .orderBy('id', order)
      .limit(limit)
      .offset(offset)
      .execute();
    const { total } = await chosen.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    return { items: rows.map(toPlan), total };
  }

  /** Throws `notFound`. */
  update(id: string, patch: PlanPatch): Promise<DevPlan> {
    return this.context.write(async (context) => {
      const { db, clock, changed } = context;
      const before = await readPlan(context, id);
      if (patch.projectId !== undefined) await this.checkExists('project', patch.projectId, context);
      const plan: DevPlan = {
        ...before,
        ...(patch.title !== undefined && { title: checkName('title', patch.title) }),
        ...(patch.projectId !== undefined && { projectId: patch.projectId }),
        ...(patch.template !== undefined && { template: checkOptionalText('template', patch.template, 255) }),
        ...(patch.metadata !== undefined && { metadata: merge(before.metadata, patch.metadata) }),
        updatedAt: timeAfter(clock, before.updatedAt),
      };
      await db
        .updateTable('dev_plan')
        .set({ ...plan, metadata: writeJson(objectColumn, plan.metadata, 'metadata') })
        .where('id', '=', id)
        .execute();
      changed({ entity: 'plan', id, parentId: plan.projectId, change: 'updated' });
      return plan;
    });
  }

  /** Throws `statusNotAllowed`, which lists the allowed ones. */
  setStatus(id: string, to: PlanStatus, reason: Omit<Reason, 'evidence'>): Promise<DevPlan> {
    return this.context.write(async (context) => changeStatus(context, await readPlan(context, id), to, reason));
  }

  archive(id: string, reason: Omit<Reason, 'evidence'>): Promise<DevPlan> {
    return this.setStatus(id, 'archived', reason);
  }

  /** An archived plan becomes a draft again. */
  restore(id: string, reason: Omit<Reason, 'evidence'>): Promise<DevPlan> {
    return this.setStatus(id, 'draft', reason);
  }

  /** Deletes permanently, with versions, progress and reviews; throws `notFound`. */
  delete(id: string): Promise<void> {
    return this.context.write(async (context) => {
      const { projectId } = await readPlan(context, id);
      await context.db.deleteFrom('dev_plan').where('id', '=', id).execute();
      context.changed({ entity: 'plan', id, parentId: projectId, change: 'deleted' });
    });
  }

  /** Every version without its text, newest first. */
  versions(planId: string): Promise<readonly DevPlanVersionInfo[]> {
    return versions.listVersions(this.context, planId);
  }

  /** The newest version that awaits an answer, by plan. */
  async proposals(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.context.db
      .selectFrom('dev_plan_version')
      .select(['planId', ({ fn }) => fn.max('number').as('number')])
      .where('state', '=', 'proposed')
      .groupBy('planId')
      .execute();
    return new Map(rows.map(({ planId, number }) => [planId, number]));
  }

  /** Throws `notFound`. */
  async version(planId: string, number: number): Promise<DevPlanVersion> {
    return (await readVersion(this.context, planId, number)).version;
  }

  /** See `createVersion` in `planVersions`: throws `conflict` for an accepted version whose base is no longer current. */
  createVersion(planId: string, input: versions.NewVersion): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.createVersion(context, planId, input));
  }

  /** See `saveEdit` in `planEditing`: the saves of one editing session form one version. */
  saveEdit(planId: string, save: PlanSave): Promise<DevPlanVersion> {
    return this.context.write((context) => saveEdit(context, planId, save));
  }

  /** Called when somebody builds on the current text: later saves of the running editing session no longer replace it. */
  endEditing(planId: string): Promise<void> {
    return this.context.write((context) => endEditing(context, planId));
  }

  /** Throws `proposalClosed`, or `conflict` when the proposal's base is no longer current. */
  accept(planId: string, number: number): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.acceptVersion(context, planId, number));
  }

  /** Throws `proposalClosed`. */
  reject(planId: string, number: number): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.closeProposal(context, planId, number, 'rejected'));
  }

  /** For a proposal that was partly accepted or replaced by another; throws `proposalClosed`. */
  supersede(planId: string, number: number): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.closeProposal(context, planId, number, 'superseded'));
  }

  /** For a proposal from a file that no longer has its text; throws `proposalClosed`. */
  withdraw(planId: string, number: number): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.withdrawProposal(context, planId, number));
  }

  /** Makes a withdrawn proposal await an answer again; throws `proposalClosed`. */
  reopen(planId: string, number: number): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.reopenProposal(context, planId, number));
  }

  /** Makes an old version's text current again, as a new accepted version. */
  restoreVersion(planId: string, number: number, summary = `Restored version ${number}`): Promise<DevPlanVersion> {
    return this.context.write((context) => versions.restoreVersion(context, planId, number, summary));
  }

  /** The accepted version before the given one; null when there is none. */
  previousAccepted(planId: string, number: number): Promise<DevPlanVersion | null> {
    return versions.previousAccepted(this.context, planId, number);
  }

  /** The recorded progress, one record per task. */
  progress(planId: string): Promise<readonly TaskProgress[]> {
    return listProgress(this.context, planId);
  }

  /** Records that a task is done or open again. */
  setProgress(planId: string, taskId: string, done: boolean, reason: Reason): Promise<TaskProgress> {
    return this.context.write((context) => recordProgress(context, planId, taskId, done, reason));
  }

  /** Merges another copy of a plan, in one transaction; see `mergeShared`. */
  mergeShared(planId: string, rows: SharedRows): Promise<void> {
    return this.context.write((context) => mergeShared(context, planId, rows));
  }

  private async checkExists(
    table: 'project' | 'conversation_session',
    id: string,
    { db }: StoreContext,
  ): Promise<void> {
    const row = await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
    const kind = table === 'project' ? 'project' : 'session';
    if (row === undefined) throw new UserError('notFound', { kind, id });
  }
}

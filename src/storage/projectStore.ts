import type { ExpressionBuilder, Selectable } from 'kysely';
import { timeAfter } from '../domain/clock';
import { UserError } from '../domain/errors';
import { newId } from '../domain/ids';
import type { PlansByStatus } from '../domain/projectHealth';
import { type Project, type ProjectStatus, projectStatuses } from '../domain/project';
import { readJson, tagsColumn } from './jsonColumn';
import { plansByStatus, type ProjectStatistics, projectStatistics } from './projectStatistics';
import type { ProjectTable, Schema } from './schema';
import { contains, hasItem, ignoringCase } from './sqljs/expressions';
import type { StoreContext } from './storeContext';
import {
  type Page,
  type Paging,
  checkName,
  checkOneOf,
  checkOptionalText,
  checkPaging,
  checkTags,
  checkText,
} from './validate';

const maxDescription = 10_000;
const maxPath = 4096;

export interface NewProject {
  readonly name: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly repositoryPath?: string | null;
}

/** Fields left out stay unchanged; null clears the repository path. */
export interface ProjectPatch {
  readonly name?: string;
  readonly description?: string;
  readonly status?: ProjectStatus;
  readonly tags?: readonly string[];
  readonly repositoryPath?: string | null;
}

/** Selects projects with any of the statuses, all of the tags, and the text in name or description. */
export interface ProjectFilter extends Paging {
  readonly status?: readonly ProjectStatus[];
  readonly tags?: readonly string[];
  readonly text?: string;
  readonly sort?: 'name' | 'created' | 'updated';
  readonly descending?: boolean;
}

const sortColumns = { name: 'name', created: 'createdAt', updated: 'updatedAt' } as const;

const toProject = (row: Selectable<ProjectTable>): Project => ({
  ...row,
  tags: readJson(tagsColumn, row.tags, 'project.tags'),
});

const matches = (filter: ProjectFilter) => (builder: ExpressionBuilder<Schema, 'project'>) =>
  builder.and([
    ...(filter.status === undefined
      ? []
      : [
          builder(
            'status',
            'in',
            filter.status.map((each) => checkOneOf('status', each, projectStatuses)),
          ),
        ]),
    ...checkTags('tags', filter.tags ?? []).map((tag) => hasItem(builder.ref('tags'), tag)),
    ...(filter.text === undefined || filter.text === ''
      ? []
      : [builder.or([contains(builder.ref('name'), filter.text), contains(builder.ref('description'), filter.text)])]),
  ]);

/** Projects by id. */
export class ProjectStore {
  constructor(private readonly context: StoreContext) {}

  /** Throws `nameTaken` if another project has the name. */
  create({ name, description = '', tags = [], repositoryPath = null }: NewProject): Promise<Project> {
    return this.context.write(async ({ db, clock, changed }) => {
      const now = clock();
      const project: Project = {
        id: newId(),
        name: checkName('name', name),
        description: checkText('description', description, maxDescription),
        status: 'active',
        tags: checkTags('tags', tags),
        repositoryPath: checkOptionalText('repositoryPath', repositoryPath, maxPath),
        createdAt: now,
        updatedAt: now,
      };
      await this.checkNameFree(project.name, project.id, db);
      await db
        .insertInto('project')
        .values({ ...project, tags: JSON.stringify(project.tags) })
        .execute();
      changed({ entity: 'project', id: project.id, parentId: null, change: 'created' });
      return project;
    });
  }

  /** Throws `notFound`. */
  async get(id: string, { db } = this.context): Promise<Project> {
    const row = await db.selectFrom('project').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new UserError('notFound', { kind: 'project', id });
    return toProject(row);
  }

  async findByName(name: string): Promise<Project | null> {
    const row = await this.context.db
      .selectFrom('project')
      .selectAll()
      .where('name', '=', name.replace(/\s+/g, ' ').trim())
      .executeTakeFirst();
    return row === undefined ? null : toProject(row);
  }

  async list(filter: ProjectFilter = {}): Promise<Page<Project>> {
    const { limit, offset } = checkPaging(filter);
    const order = filter.descending === true ? 'desc' : 'asc';
    const sort = filter.sort ?? 'name';
    const column = sortColumns[checkOneOf('sort', sort, ['name', 'created', 'updated'])];
    const chosen = this.context.db.selectFrom('project').where(matches(filter));
    const rows = await chosen
      .selectAll()
      .orderBy((builder) => (column === 'name' ? ignoringCase(builder.ref('name')) : builder.ref(column)), order)
      .orderBy('id', order)
      .limit(limit)
      .offset(offset)
      .execute();
    const { total } = await chosen.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    return { items: rows.map(toProject), total };
  }

  /** Throws `notFound` or `nameTaken`. */
  update(id: string, patch: ProjectPatch): Promise<Project> {
    return this.context.write(async (context) => {
      const { db, clock, changed } = context;
      const before = await this.get(id, context);
      const { name, description, status, tags, repositoryPath } = patch;
      const project: Project = {
        ...before,
        ...(name !== undefined && { name: checkName('name', name) }),
        ...(description !== undefined && { description: checkText('description', description, maxDescription) }),
        ...(status !== undefined && { status: checkOneOf('status', status, projectStatuses) }),
        ...(tags !== undefined && { tags: checkTags('tags', tags) }),
        ...(repositoryPath !== undefined && {
          repositoryPath: checkOptionalText('repositoryPath', repositoryPath, maxPath),
        }),
        updatedAt: timeAfter(clock, before.updatedAt),
      };
      if (project.name !== before.name) await this.checkNameFree(project.name, id, db);
      await db
        .updateTable('project')
        .set({ ...project, tags: JSON.stringify(project.tags) })
        .where('id', '=', id)
        .execute();
      changed({ entity: 'project', id, parentId: null, change: 'updated' });
      return project;
    });
  }

  archive(id: string): Promise<Project> {
    return this.update(id, { status: 'archived' });
  }

  restore(id: string): Promise<Project> {
    return this.update(id, { status: 'active' });
  }

  /** Deletes permanently, with plans and conversations; throws `notFound`. */
  delete(id: string): Promise<void> {
    return this.context.write(async (context) => {
      const { db, changed } = context;
      await this.get(id, context);
      const plans = await db.selectFrom('dev_plan').select('id').where('projectId', '=', id).execute();
      const sessions = await db.selectFrom('conversation_session').select('id').where('projectId', '=', id).execute();
      await db.deleteFrom('project').where('id', '=', id).execute();
      for (const plan of plans) changed({ entity: 'plan', id: plan.id, parentId: id, change: 'deleted' });
      for (const session of sessions) changed({ entity: 'session', id: session.id, parentId: id, change: 'deleted' });
      changed({ entity: 'project', id, parentId: null, change: 'deleted' });
    });
  }

  /** Computes counts and health; throws `notFound`. */
  async statistics(id: string): Promise<ProjectStatistics> {
    await this.get(id);
    return projectStatistics(this.context.db, id);
  }

  /** The number of plans by status for each project that has any. */
  plansByStatus(): Promise<ReadonlyMap<string, PlansByStatus>> {
    return plansByStatus(this.context.db);
  }

  private async checkNameFree(name: string, id: string, db: StoreContext['db']): Promise<void> {
    const other = await db
      .selectFrom('project')
      .select('id')
      .where('name', '=', name)
      .where('id', '!=', id)
      .executeTakeFirst();
    if (other !== undefined) throw new UserError('nameTaken', { name });
  }
}

import * as z from 'zod';
import { exportFiles } from '../plans/planExport';
import { projectStatuses } from '../domain/project';
import type { ProjectsApi } from './contract/projects';
import type { ApiCore } from './publicApi';
import { publicSession } from './planning';
import { method } from './method';
import { exportFormat, id, paging, planFilter, sessionFilter, text } from './schemas';

const tags = z.array(text).readonly();
const details = {
  description: text.exactOptional(),
  tags: tags.exactOptional(),
  repositoryPath: text.nullable().exactOptional(),
};
const newProject = z.strictObject({ name: text, ...details });
const patch = z.strictObject({
  name: text.exactOptional(),
  status: z.enum(projectStatuses).exactOptional(),
  ...details,
});
const filter = z.strictObject({
  status: z.array(z.enum(projectStatuses)).readonly().exactOptional(),
  tags: tags.exactOptional(),
  text: text.exactOptional(),
  sort: z.enum(['name', 'created', 'updated']).exactOptional(),
  descending: z.boolean().exactOptional(),
  ...paging,
});

/** `api.projects`. */
export const projectsApi = ({ storage }: ApiCore): ProjectsApi => {
  const { projects, plans, conversations } = storage;
  return {
    list: method(z.tuple([filter.optional()]), (wanted) => projects.list(wanted)),
    get: method(z.tuple([id]), (project) => projects.get(project)),
    create: method(z.tuple([newProject]), (project) => projects.create(project)),
    update: method(z.tuple([id, patch]), (project, changes) => projects.update(project, changes)),
    archive: method(z.tuple([id]), (project) => projects.archive(project)),
    restore: method(z.tuple([id]), (project) => projects.restore(project)),
    delete: method(z.tuple([id]), (project) => projects.delete(project)),
    plans: method(z.tuple([id, z.strictObject(planFilter).optional()]), async (projectId, wanted) => {
      await projects.get(projectId);
      return plans.list({ ...wanted, projectId });
    }),
    conversations: method(z.tuple([id, z.strictObject(sessionFilter).optional()]), async (projectId, wanted) => {
      await projects.get(projectId);
      const { items, total } = await conversations.list({ ...wanted, projectId });
      return { items: items.map(publicSession), total };
    }),
    stats: method(z.tuple([id]), (project) => projects.statistics(project)),
    export: method(z.tuple([id, exportFormat]), (projectId, format) =>
      exportFiles(storage, { kind: 'project', projectId }, format),
    ),
  };
};

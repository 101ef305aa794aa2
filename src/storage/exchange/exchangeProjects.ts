import type { Selectable } from 'kysely';
import type { Merging, Row } from './merging';
import type { ProjectTable } from '../schema';
import type { StoreContext } from '../storeContext';

/** The project's name, with a number appended if another project has that name. */
export const freeProjectName = async ({ db }: StoreContext, row: Row): Promise<string> => {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? String(row['name']) : `${String(row['name']).slice(0, 240)} (${number})`;
    const other = await db
      .selectFrom('project')
      .select('id')
      .where('name', '=', name)
      .where('id', '!=', String(row['id']))
      .executeTakeFirst();
    if (other === undefined) return name;
  }
};

/** Notes a project of the document that has a number in its name here because another one has its name. */
export const noteName = ({ id, name }: Row, here: Row, { names }: Merging): void => {
  // If somebody renamed it here, it is not the same project as its namesake.
  const isNumbered = String(here['name']).replace(/ \(\d+\)$/, '') === String(name).slice(0, 240);
  if (here['name'] !== name && isNumbered) names.set(String(id), String(name));
};

/** The older project, with its gaps filled from the younger; archived only if both are. */
const joinRows = (older: Selectable<ProjectTable>, younger: Selectable<ProjectTable>): Selectable<ProjectTable> => ({
  ...older,
  description: older.description || younger.description,
  status: older.status === 'archived' ? younger.status : older.status,
  tags: older.tags === '[]' ? younger.tags : older.tags,
  repositoryPath: older.repositoryPath || younger.repositoryPath,
  updatedAt: Math.max(older.updatedAt, younger.updatedAt),
});

/**
 * A project that has the document project's name and holds one of its plans is the same project, created again when the
 * plan arrived as a file. Merges it, with everything it holds, into the document's project; `joinRows` merges the
 * fields.
 */
export const joinProjects = async (
  { db, changed }: StoreContext,
  plan: Row,
  known: Row,
  { names }: Merging,
): Promise<boolean> => {
  const id = String(plan['projectId']);
  const name = names.get(id);
  if (name === undefined) return false;
  const projects = await db
    .selectFrom('project')
    .selectAll()
    .where('id', 'in', [id, String(known['projectId'])])
    .orderBy('createdAt')
    .execute();
  const twin = projects.find((project) => project.id !== id && project.name === name);
  if (twin === undefined) return false;
  names.delete(id);
  const plans = await db.selectFrom('dev_plan').select('id').where('projectId', '=', twin.id).execute();
  const sessions = await db.selectFrom('conversation_session').select('id').where('projectId', '=', twin.id).execute();
  await db.updateTable('dev_plan').set({ projectId: id }).where('projectId', '=', twin.id).execute();
  await db.updateTable('conversation_session').set({ projectId: id }).where('projectId', '=', twin.id).execute();
  await db.deleteFrom('project').where('id', '=', twin.id).execute();
  const joined = { ...projects.reduce(joinRows), id, name };
  await db.updateTable('project').set(joined).where('id', '=', id).execute();
  for (const each of plans) changed({ entity: 'plan', id: each.id, parentId: id, change: 'updated' });
  for (const each of sessions) changed({ entity: 'session', id: each.id, parentId: id, change: 'updated' });
  changed({ entity: 'project', id: twin.id, parentId: null, change: 'deleted' });
  changed({ entity: 'project', id, parentId: null, change: 'updated' });
  return true;
};

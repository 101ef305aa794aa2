import * as z from 'zod';
import { UserError } from '../domain/errors';
import type { Template } from '../generation/templates';
import type { Template as PublicTemplate, TemplatesApi } from './contract/templates';
import { method } from './method';
import type { ApiCore } from './publicApi';
import { id } from './schemas';

/** The template with the id, built in or the user's own; throws `notFound`. */
export const findTemplate = async ({ templates }: ApiCore, wanted: string): Promise<Template> => {
  const found = (await templates()).find((template) => template.id === wanted);
  if (found === undefined) throw new UserError('notFound', { kind: 'template', id: wanted });
  return found;
};

const publicTemplate = ({ id, title, description, fields, sections }: Template): PublicTemplate => ({
  id,
  title,
  description,
  fields,
  sections,
});

/** `api.templates`. */
export const templatesApi = (core: ApiCore): TemplatesApi => ({
  list: method(z.tuple([]), async () => (await core.templates()).map(publicTemplate)),
  get: method(z.tuple([id]), async (wanted) => publicTemplate(await findTemplate(core, wanted))),
});

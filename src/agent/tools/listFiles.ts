import * as z from 'zod';
import { meantPath } from '../../context/files/workspaceFiles';
import { nameLine } from '../nameLine';
import { pageOf, type Tool } from './tool';

const schema = z.object({ path: z.string().default(''), offset: z.coerce.number().int().min(0).default(0) });

/** Lists the readable files of the workspace or of one folder, as paths. */
export const listFiles: Tool<typeof schema> = {
  name: 'list_files',
  description: 'Lists workspace files, optionally only those below a folder. Continue a long list with offset.',
  kind: 'lookUp',
  schema,
  async run({ path, offset }, { files, signal, resultLimit }) {
    const meant = await meantPath(files, path, signal);
    const folder = meant.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '');
    const below = (await files.list(signal)).filter((file) => folder === '' || file.path.startsWith(`${folder}/`));
    const paths = below.map((file) => nameLine(file.path));
    const activity = { tool: 'list_files', subject: folder || '.', outcome: `${below.length}` };
    return { text: pageOf(paths, offset, resultLimit) || 'No files.', activity };
  },
};

import * as z from 'zod';
import { meantPath } from '../../context/files/workspaceFiles';
import { UserError } from '../../domain/errors';
import type { Tool } from './tool';

const schema = z.object({
  path: z.string().min(1),
  startLine: z.coerce.number().int().min(1).default(1),
  endLine: z.coerce.number().int().min(1).optional(),
});

/** The text, cut to `limit` characters with a note of how many are missing. */
const cutTo = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length - limit} more characters)`;

/** Reads a file, or lines of it, with line numbers. */
export const readFile: Tool<typeof schema> = {
  name: 'read_file',
  description: 'Reads a workspace file with line numbers; startLine and endLine choose a part.',
  kind: 'lookUp',
  schema,
  async run({ path, startLine, endLine }, { files, signal, resultLimit }) {
    const wanted = (await meantPath(files, path, signal)).replace(/^\.?\//, '');
    try {
      const lines = (await files.read(wanted, signal)).split(/\r?\n/);
      const numbered: string[] = [];
      let size = 0;
      let line = startLine;
      for (; line <= Math.min(endLine ?? lines.length, lines.length); line++) {
        const text = cutTo(`${line}: ${lines[line - 1]}`, resultLimit);
        size += text.length + 1;
        if (size > resultLimit && numbered.length > 0) break;
        numbered.push(text);
      }
      if (line <= Math.min(endLine ?? lines.length, lines.length))
        numbered.push(`(${lines.length - line + 1} more lines: call again with startLine ${line})`);
      const last = Math.max(startLine, line - 1);
      const activity = { tool: 'read_file', subject: wanted, path: wanted, line: startLine, endLine: last };
      return { text: numbered.join('\n') || `${wanted} has ${lines.length} lines.`, activity };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const outcome = String(error.args['reason'] ?? error.code);
      const activity = { tool: 'read_file', subject: wanted, outcome, failed: true };
      return { text: `Cannot read ${wanted}: ${outcome}. Look it up with list_files or search_text.`, activity };
    }
  },
};

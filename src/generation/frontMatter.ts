import { asShown } from '../domain/grammar/planDocumentLines';
import { templateProblem } from './templateProblem';

/** The values of a text's front matter by name, and the text below it. */
export interface FrontMatter {
  readonly values: ReadonlyMap<string, string | readonly string[]>;
  readonly body: string;
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/**
 * Reads the small subset of YAML that templates need: `name: value` lines, and lists of `- item` lines under a name
 * without a value. Throws `unknownFormat` for anything else.
 */
export const readFrontMatter = (source: string, file: string): FrontMatter => {
  const text = asShown(source);
  const [, matter, body] = /^---[ \t]*\n([^]*?)^---[ \t]*(?:\n([^]*))?$/m.exec(text) ?? [];
  if (matter === undefined || !text.startsWith('---')) throw templateProblem(file, 'noFrontMatter');
  const values = new Map<string, string | readonly string[]>();
  let name: string | null = null;
  for (const line of matter.split('\n')) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    const item = /^\s*-\s+(.*)$/.exec(line)?.[1];
    const [, key, value] = /^([A-Za-z][\w-]*)\s*:\s*(.*)$/.exec(line) ?? [];
    if (item !== undefined && name !== null) {
      const list = values.get(name);
      values.set(name, [...(Array.isArray(list) ? list : []), unquoted(item)]);
    } else if (item === undefined && key !== undefined && value !== undefined) {
      name = value === '' ? key : null;
      values.set(key, value === '' ? [] : unquoted(value));
    } else throw templateProblem(file, 'strangeLine', { text: line });
  }
  return { values, body: (body ?? '').trim() };
};

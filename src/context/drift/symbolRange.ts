import { definitionAt } from '../index/store/definitions';

/** Lines of a file from 1, both ends included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

const maxLines = 200;
const closing = /^\s*(?:[)\]}]|end\b|<\/)/;

const indentOf = (line: string): number => /^\s*/.exec(line)?.[0].length ?? 0;

/** The lines of the block that starts on a line: all that are indented deeper, and the closing one. */
export const blockAt = (lines: readonly string[], startLine: number): LineRange => {
  const indent = indentOf(lines[startLine - 1] ?? '');
  let endLine = startLine;
  for (let line = startLine + 1; line <= lines.length && line - startLine < maxLines; line++) {
    const text = lines[line - 1] ?? '';
    if (text.trim() === '') continue;
    const isDeeper = indentOf(text) > indent;
    if (!isDeeper && !(indentOf(text) === indent && closing.test(text))) break;
    endLine = line;
    // A signature over several lines ends with the bracket that opens the body.
    if (!isDeeper && !/[{(:]\s*$/.test(text)) break;
  }
  return { startLine, endLine };
};

/** The lines that define a symbol in a file's text; null if it is not defined there. */
export const symbolRange = (path: string, text: string, name: string): LineRange | null => {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(name) && definitionAt(path, line) === name);
  return at < 0 ? null : blockAt(lines, at + 1);
};

/** The name of the definition that starts on a line; null if there is none. */
export const definedAt = (path: string, text: string, line: number): string | null =>
  definitionAt(path, text.split('\n')[line - 1] ?? '');

/** The lines that a named line or range stands for: the whole definition that starts on a single line, else just the lines. */
export const lineRange = (path: string, text: string, startLine: number, endLine: number): LineRange => {
  const lines = text.split('\n');
  const isDefinition = definitionAt(path, lines[startLine - 1] ?? '') !== null;
  return isDefinition && endLine === startLine ? blockAt(lines, startLine) : { startLine, endLine };
};

/** The text of some lines. */
export const linesOf = (text: string, { startLine, endLine }: LineRange): string =>
  text
    .split('\n')
    .slice(startLine - 1, endLine)
    .join('\n');

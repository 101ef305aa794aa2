import { findBlocks } from './planDocumentBlocks';
import { splitLines } from './planDocumentLines';

const probe = 'Probe';
const closers = ['```', '~~~', '-->', '?>', '>', ']]>', '</pre>', '</script>', '</style>', '</textarea>'];

/** True if a section heading after the body would still be recognized. */
const endsClean = (body: string): boolean =>
  findBlocks(splitLines(`${body}\n\n## ${probe}`)).headings.at(-1)?.text === probe;

/**
 * Makes Markdown stay inside its section: headings of the first two levels become third-level ones, and unclosed code
 * or HTML is closed. Line breaks become `
 * `, outer blank lines are dropped.
 */
export const containBody = (body: string): string => {
  const lines = splitLines(
    body
      .replace(/\r\n?/g, '\n')
      .replace(/^(?:[ \t]*\n)+/, '')
      .trimEnd(),
  );
  let text = '';
  let from = 0;
  for (const heading of findBlocks(lines).headings) {
    if (heading.level > 2) continue;
    text += `${lines.source.slice(from, lines.start(heading.line))}### ${heading.text.replace(/\s+/g, ' ')}`;
    from = lines.end(heading.endLine - 1);
  }
  text += lines.source.slice(from);
  if (endsClean(text)) return text;
  // A fence may be inside another's code, so every opened one is tried.
  const fences = new Set(Array.from(text.matchAll(/^[ \t>]*(`{3,}|~{3,})/gm), ([, fence]) => fence ?? ''));
  const closer = [...fences, ...closers].find((end) => endsClean(`${text}\n${end}`));
  return closer === undefined ? text.replace(/</g, '&lt;') : `${text}\n${closer}`;
};

import MarkdownIt, { type Token } from 'markdown-it';
import { startsWithLabel } from './planDocumentFields';
import { splitLines } from './planDocumentLines';
import type { Lines } from './planDocumentLines';

/** A heading outside of lists and quotes; `text` is as written, without its marks. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  /** The position of `text` in the source. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly endLine: number;
}

/** An item of a list outside of quotes, without the blank lines that follow it. */
export interface ListItem {
  /** 0 for an item of a list that is not nested. */
  readonly depth: number;
  /** Items of one list share this number. */
  readonly list: number;
  readonly line: number;
  readonly endLine: number;
}

/** The block structure of a text, by line numbers; ends are exclusive. */
export interface Blocks {
  readonly headings: readonly Heading[];
  readonly items: readonly ListItem[];
  readonly quotes: readonly { readonly line: number; readonly endLine: number }[];
  /** Lines of code and raw HTML, in which nothing else is recognised. */
  readonly verbatim: ReadonlySet<number>;
  /** The first line after front matter. */
  readonly firstLine: number;
}

/** Keeps only the parts of blocks that are used here: complete tokens with their contents take most of the parsing time. */
class OutlineState extends MarkdownIt.StateBlock {
  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    if (nesting < 0) this.level--;
    const token: Pick<Token, 'type' | 'tag' | 'nesting' | 'level' | 'map'> = {
      type,
      tag,
      nesting,
      level: this.level,
      map: null,
    };
    if (nesting > 0) this.level++;
    this.tokens.push(token as Token);
    return token as Token;
  }

  override getLines(): string {
    return '';
  }
}

let parser: ReturnType<typeof MarkdownIt> | undefined;

/** Creates the parser at the first plan, because that costs more than parsing a small plan. */
const markdown = (): ReturnType<typeof MarkdownIt> => {
  if (parser) return parser;
  parser = new MarkdownIt({ html: true });
  parser.core.ruler.enableOnly(['normalize', 'block']);
  parser.block.ruler.disable(['table', 'reference']);
  parser.block.State = OutlineState;
  return parser;
};

const frontMatter = /^---[ \t]*(\r\n?|\n)[A-Za-z][\w-]*[ \t]*:[^]*?\1---[ \t]*(?=[\r\n]|$)/;
const closingMarks = 100;
const nestedMarker = /^([ \t]+)(?:[-*+]|\d{1,9}[.)])[ \t]+/;

/**
 * Prepares the text for the Markdown parser, line by line. Front matter is blanked: its closing line would make it a
 * heading. A task's fields lose their list markers and become text of the task: they are read by line anyway, only a
 * third of the tokens remains, and a field with too little indentation stays with its task.
 */
const prepare = (lines: Lines, firstLine: number): string => {
  const prepared: string[] = [];
  let afterText = false;
  for (let at = 0; at < lines.count; at++) {
    const line = at < firstLine ? '' : lines.text(at);
    const isNested = afterText && (line.startsWith(' ') || line.startsWith('\t'));
    const [marker = '', indent = ''] = (isNested && nestedMarker.exec(line)) || [];
    prepared.push(
      marker !== '' && startsWithLabel(line.slice(marker.length)) ? indent + line.slice(marker.length) : line,
    );
    afterText = line.trim() !== '';
  }
  return prepared.join('\n');
};

const readHeading = (lines: Lines, level: number, line: number, endLine: number): Heading => {
  const isUnderlined = endLine - line > 1;
  const marks = (isUnderlined ? /^[ \t]*/ : /^[ \t]*#{0,6}[ \t]*/).exec(lines.text(line))?.[0] ?? '';
  const start = lines.start(line) + marks.length;
  const written = lines.source.slice(start, lines.end(isUnderlined ? endLine - 2 : line)).trimEnd();
  const closing = isUnderlined ? '' : (/#*$/.exec(written.slice(-closingMarks))?.[0] ?? '');
  const open = written.slice(0, written.length - closing.length);
  // Closing marks require a space before them: `C#` is a word.
  const text = open === '' || /[ \t]$/.test(open) ? open.trimEnd() : written;
  return { level, text, start, end: start + text.length, line, endLine };
};

/** Finds headings, list items and code; never fails, since every text is valid Markdown. */
export const findBlocks = (lines: Lines): Blocks => {
  const headings: Heading[] = [];
  const items: ListItem[] = [];
  const quotes: { line: number; endLine: number }[] = [];
  const verbatim = new Set<number>();
  const openLists: number[] = [];
  let lists = 0;
  let quoteDepth = 0;
  const matter = frontMatter.exec(lines.source.slice(lines.start(0)))?.[0];
  const firstLine = matter === undefined ? 0 : splitLines(matter).count;
  for (const token of markdown().parse(prepare(lines, firstLine), {})) {
    const [line, mapEnd] = token.map ?? [0, 0];
    switch (token.type) {
      case 'heading_open':
        if (token.level === 0) headings.push(readHeading(lines, Number(token.tag.slice(1)), line, mapEnd));
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        openLists.push(lists++);
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        openLists.pop();
        break;
      case 'list_item_open': {
        let endLine = mapEnd;
        while (endLine > line + 1 && lines.isBlank(endLine - 1)) endLine--;
        if (quoteDepth === 0) items.push({ depth: openLists.length - 1, list: openLists.at(-1) ?? 0, line, endLine });
        break;
      }
      case 'blockquote_open':
        if (token.level === 0) quotes.push({ line, endLine: mapEnd });
        quoteDepth++;
        break;
      case 'blockquote_close':
        quoteDepth--;
        break;
      case 'fence':
      case 'code_block':
      case 'html_block':
        for (let at = line; at < mapEnd; at++) verbatim.add(at);
        break;
      default:
    }
  }
  return { headings, items, quotes, verbatim, firstLine };
};

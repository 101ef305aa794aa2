import MarkdownIt, { type Token } from 'markdown-it';
import { type Place, placeIn } from './place';

/** A node of parsed Markdown; anything not listed here becomes text. */
export type MarkdownNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'codeBlock'; readonly language: string; readonly text: string }
  | { readonly type: 'link'; readonly href: string; readonly children: readonly MarkdownNode[] }
  | {
      readonly type: 'element';
      readonly tag: string;
      readonly start?: number;
      readonly children: readonly MarkdownNode[];
    };

type Holder = { readonly tag: string; readonly href: string; readonly start: number | null; children: MarkdownNode[] };

/** Texts with quotes and lists nested deeper than this are shown as source. */
const maxNesting = 24;

// Each block is parsed alone, where a link would not find its address in another block: addresses stay text.
const parser = new MarkdownIt({ html: false, linkify: true, maxNesting }).disable('reference');
parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
for (const scheme of ['ftp:', 'mailto:', '//']) parser.linkify.add(scheme, null);
// Links are checked below, where a rejected one keeps its text; no href reaches the document.
parser.validateLink = () => true;
parser.normalizeLink = (href) => href;
parser.normalizeLinkText = (text) => text;

const splitter = new MarkdownIt({ html: false, maxNesting }).disable('reference');
splitter.core.ruler.enableOnly(['normalize', 'block']);

const isWeb = (href: string): boolean => /^https?:/i.test(href);

/** The path in a link as it is on disk: Markdown has no bare spaces in an address, so they are written as `%20`. */
const decoded = (href: string): string => {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
};

/** True for links the host may be asked to open: web addresses and workspace paths, with or without a line. */
export const canOpen = (href: string): boolean =>
  isWeb(href)
    ? /^https?:\/\/[^/\s]/i.test(href)
    : /^(?![/\\#?\s])(?:[^:]+|[^:]*[./][^:]*:\d+(?:[-:]\d+)?)$/.test(decoded(href));

/** The file and line that a workspace link names; null for a web address. */
export const fileOf = (href: string): Place | null => (isWeb(href) ? null : placeIn(decoded(href)));

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '');

const leaf = (token: Token): MarkdownNode | null => {
  switch (token.type) {
    case 'text':
    case 'text_special':
      return token.content ? { type: 'text', text: token.content } : null;
    case 'code_inline':
      return { type: 'code', text: token.content };
    case 'fence':
    case 'code_block':
      return {
        type: 'codeBlock',
        language: token.info.trim().split(/\s+/)[0] ?? '',
        text: token.content.replace(/\n$/, ''),
      };
    case 'softbreak':
      return { type: 'text', text: '\n' };
    case 'hardbreak':
    case 'hr':
      return { type: 'element', tag: token.tag, children: [] };
    case 'image':
      return { type: 'text', text: token.content || attribute(token, 'src') };
    default:
      return null;
  }
};

/** The speaker's name above a message is a level 2 heading, so the message's own start at level 3. */
const tagOf = (tag: string): string =>
  tag.replace(/^h(\d)$/, (_, level: string) => `h${Math.min(Number(level) + 2, 6)}`);

const closed = ({ tag, href, start, children }: Holder): readonly MarkdownNode[] => {
  if (tag === '') return children;
  if (tag === 'a') return canOpen(href) ? [{ type: 'link', href, children }] : children;
  return [{ type: 'element', tag, children, ...(start === null ? {} : { start }) }];
};

const build = (tokens: readonly Token[]): readonly MarkdownNode[] => {
  const root: Holder = { tag: '', href: '', start: null, children: [] };
  const open = [root];
  for (const token of tokens) {
    const holder = open.at(-1) ?? root;
    if (token.nesting === 1) {
      const start = token.attrGet('start');
      open.push({
        tag: token.hidden ? '' : tagOf(token.tag),
        href: attribute(token, 'href'),
        start: start === null ? null : Number(start),
        children: [],
      });
    } else if (token.nesting === -1) {
      open.pop();
      open.at(-1)?.children.push(...closed(holder));
    } else if (token.type === 'inline') holder.children.push(...build(token.children ?? []));
    else {
      const node = leaf(token);
      if (node) holder.children.push(node);
    }
  }
  return root.children;
};

/** Parses Markdown; never throws, never yields HTML. */
export const parseMarkdown = (source: string): readonly MarkdownNode[] => {
  const tokens = parser.parse(source, {});
  // The parser drops anything nested too deeply, so such a text is shown as source.
  if (tokens.some((token) => token.level >= maxNesting - 1)) return [{ type: 'codeBlock', language: '', text: source }];
  return build(tokens);
};

/** A text cut into its top-level blocks, which joined give the text again. */
export interface Blocks {
  readonly text: string;
  readonly sources: readonly string[];
}

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
};

/** How many blocks can no longer change: a blank line ended them, and the next block's first line is complete. */
const settledCount = (sources: readonly string[]): number =>
  sources.findLastIndex(
    (source, index) => /(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)$/.test(source) && /[\r\n]/.test(sources[index + 1] ?? ''),
  ) + 1;

/** Cuts a text into blocks; if it continues an earlier one, only the last blocks are parsed again. */
export const splitBlocks = (text: string, earlier?: Blocks): Blocks => {
  const settled =
    earlier && text.startsWith(earlier.text) ? earlier.sources.slice(0, settledCount(earlier.sources)) : [];
  const from = settled.reduce((sum, source) => sum + source.length, 0);
  const rest = text.slice(from);
  const lines = lineStarts(rest);
  const cuts = splitter
    .parse(rest, {})
    .filter((token) => token.level === 0 && token.nesting >= 0 && token.map)
    .map((token) => lines[token.map?.[0] ?? 0] ?? 0)
    .slice(1);
  const ends = [...cuts, rest.length];
  return {
    text,
    sources: [...settled, ...ends.map((end, index) => rest.slice(index === 0 ? 0 : ends[index - 1], end))],
  };
};

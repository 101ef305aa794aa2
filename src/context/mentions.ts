/** Something that a message points at with `@`; `offset` and `length` cover the token in UTF-16 units. */
export interface Mention {
  /** What follows the `@`; a path need not be a file of the workspace. */
  readonly kind: 'path' | 'folder' | 'symbol' | 'selection' | 'problems' | 'changes' | 'plan';
  /** The path without its lines and closing slash, or the symbol's name; empty for the named kinds. */
  readonly value: string;
  /** First and last line from `@path:12-40`, counted from 1. */
  readonly lines: readonly [number, number] | null;
  readonly offset: number;
  readonly length: number;
}

const named = new Set(['selection', 'problems', 'changes', 'plan']);
const tokenPattern =
  /(?<![\w@/.])@(?:"([^"\n]+)"|(#?[^\s@"'`<>(){},;!?|*\u2014\u2018\u2019\u201c\u201d\u2026\u00ab\u00bb\u3000-\u303f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]+))/g;
const linesPattern = /(?::|#L)(\d{1,9})(?:-L?(\d{1,9}))?$/;

/** Finds the mentions in a message: `@src/app.ts`, `@src/app.ts:12-40`, `@src/limits/`, `@#createApp`, `@"a path.md"`, `@selection`; ignores mail addresses. */
export const parseMentions = (message: string): Mention[] =>
  Array.from(message.matchAll(tokenPattern)).flatMap((match) => {
    const quoted = match[1] !== undefined;
    const token = match[1] ?? withoutPunctuation(match[2] ?? '');
    const length = quoted ? match[0].length : token.length + 1;
    const mention = toMention(token.trim());
    return mention === null ? [] : [{ ...mention, offset: match.index, length }];
  });

/**
 * Returns the mention of a file, or of a folder if the path ends in `/`, such that `parseMentions` finds exactly that path
 * again: bare if that suffices, else quoted. Only a path that contains `"` or a line break cannot be mentioned.
 */
export const mentionOf = (path: string, lines: readonly [number, number] | null = null): string => {
  const target = path + (lines === null ? '' : `:${lines[0]}-${lines[1]}`);
  // The leading `./` distinguishes a file from a name that means something else, such as `plan` or `#app`.
  const ways = [`@${target}`, `@"${target}"`, `@"./${target}"`];
  return ways.find((way) => isMentionOf(way, path, lines)) ?? `@"${target}"`;
};

const isMentionOf = (text: string, path: string, lines: readonly [number, number] | null): boolean => {
  const [mention] = parseMentions(text);
  if (mention?.length !== text.length || mention.lines?.join() !== lines?.join()) return false;
  return path.endsWith('/')
    ? mention.kind === 'folder' && `${mention.value}/` === path
    : mention.kind === 'path' && mention.value === path;
};

/** A closing bracket belongs to the sentence unless the path opens it, as in `[id].ts`. */
const withoutPunctuation = (token: string): string => token.replace(token.includes('[') ? /[.:]+$/ : /[.:\]]+$/, '');

const toMention = (token: string): Omit<Mention, 'offset' | 'length'> | null => {
  if (token.startsWith('#')) return token.length === 1 ? null : { kind: 'symbol', value: token.slice(1), lines: null };
  if (named.has(token)) return { kind: token as Mention['kind'], value: '', lines: null };
  const range = linesPattern.exec(token);
  const path = token.replace(linesPattern, '').replace(/^\.?\//, '');
  if (path === '') return null;
  if (path.endsWith('/')) return { kind: 'folder', value: path.replace(/\/+$/, ''), lines: null };
  // No file has a line 0.
  const first = Number(range?.[1]) || null;
  const last = Number(range?.[2]);
  return { kind: 'path', value: path, lines: first === null ? null : [first, Math.max(first, last || first)] };
};

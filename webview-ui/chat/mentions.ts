import type { ContextPartView } from '../../src/shared/contextView';
import { type Place, placeIn } from '../place';

/** A stretch of a user's text, with the path if it mentions a file or folder. */
export interface TextPart {
  readonly text: string;
  readonly path: string | null;
  readonly line: number | null;
}

const mention = /(?<![\w@/.])@(?:"([^"\n]+)"|([^\s@"'`<>(){},;!?|*]*[^\s@"'`<>(){},;!?|*.:]))/g;

/** The path and line of a mention such as `@src/app.ts:12-40` or `@src/limits/`; null for other kinds such as `@selection`. */
export const mentioned = (token: string): Place | null => {
  const place = placeOf(token);
  return /^[^#].*[./]|^\./.test(place.path) ? place : null;
};

/** Cuts a message into plain text and the paths that it mentions. */
export const textParts = (text: string): readonly TextPart[] => {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(mention)) {
    const file = mentioned(match[0]);
    if (!file) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), path: null, line: null });
    parts.push({ text: match[0], ...file });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), path: null, line: null });
  return parts;
};

/** The last part of a mention, for a chip: `@src/limits/` is `limits/`. */
export const shortName = (token: string): string => {
  const bare = withoutMarks(token);
  return /[^/]+\/?$/.exec(bare)?.[0] ?? bare;
};

/** The mention for a context part; among several ranges of one file, the one that begins where the part does. */
export const attachedAs = (
  attached: readonly string[],
  { path, label, line }: { readonly path: string | null; readonly label: string; readonly line: number | null },
): string | null => {
  const same = attached
    .map((token) => ({ token, at: placeOf(token) }))
    .filter(({ at }) => [path, label].includes(at.path.replace(/^\.\//, '')));
  const exact = same.find(({ at }) => at.line === line) ?? same.find(({ at }) => at.line === null);
  return (exact ?? (line === null ? same[0] : undefined))?.token ?? null;
};

/** What a message being written names. */
export interface Named {
  readonly text: string;
  readonly attached: readonly string[];
}

/** False for what was attached at the preview and no longer is, and for what was named in a text that is now empty. */
export const isStillNamed = (part: ContextPartView, asked: Named, now: Named): boolean => {
  const mention = attachedAs(asked.attached, part);
  if (mention !== null) return now.attached.includes(mention);
  // Parts named without any text come from the request that the answers continue.
  if (now.text.trim() !== '' || asked.text.trim() === '') return true;
  return part.source !== 'mention' && part.source !== 'attachment';
};

const placeOf = (token: string): Place => placeIn(withoutMarks(token));

const withoutMarks = (token: string): string => token.replace(/^@/, '').replace(/^"(.*)"$/, '$1');

import type { PathMention } from './planPaths';

/** A symbol that a plan says to be in a file. */
export interface SymbolMention {
  readonly text: string;
  /** The last part of `Class.method()`. */
  readonly name: string;
  readonly offset: number;
  /** The place of the path that goes with it. */
  readonly pathOffset: number;
}

const identifier = String.raw`[A-Za-z_$][\w$]*(?:(?:\.|::|#)[A-Za-z_$][\w$]*)*`;
const noun =
  '(?: (?:function|method|class|helper|type|interface|constant|hook|component|handler|struct|trait|enum|module|middleware|field|property|variable|definition))?';
/** What stands before a path's opening backtick when a symbol of that file is named. */
const symbolBefore = new RegExp(
  String.raw`\x60(${identifier})(?:\([^\x60]*\))?\x60${noun}(?: \(|,? (?:(?:is |are )?(?:defined |declared |implemented |found )?(?:in|inside|within|from|of|at)) (?:the )?(?:file )?)\x60$`,
);
const symbolAfter = new RegExp(String.raw`^\x60(?:'s|’s) (?:the |own )?\x60(${identifier})(?:\([^\x60]*\))?\x60`);
/** `src/app.ts#createApp`, `src/app.ts::createApp`, `src/app.ts:createApp`. */
const symbolInPath = new RegExp(String.raw`(?:::?|#)(${identifier})(?:\(\))?$`);

/**
 * Words that say that something stands already, as a line number does. Others ("add", "call", "use `x` in `y`") may speak
 * of what the work will put there, so they claim nothing.
 */
const claims =
  /(?:^|[\s([>*_-])(?:the|existing|current|today(?:'s)?|change|changes|changing|extend|extends|update|updates|updating|modify|modifies|fix|fixes|refactor|rename|remove|removes|removing|delete|drop|simplify|split|move|inline|deprecate|rework|rewrite|replace|adapt|adjust|read|see|look at|follow|like|cover|test|tests|check|review|reuse|callers of|around|reads?|starts? (?:in|at|from)) (?:(?:the|existing|current|behaviou?r of|callers of|definition of) )*(?:`[^`]+`(?:,| and) )*$/i;
const plans =
  /\b(?:add|adds|adding|added|create|creates|creating|introduce|introduces|introducing|implement|write|new|extract|export|declare|expose|generate|scaffold|will|should|would|must|into|to become|as)\b(?:[^.;]|\.\w)*$/i;

const lastName = (symbol: string): string => symbol.split(/\.|::|#/).at(-1) ?? symbol;

/** The symbols that a plan's text says to be in the files of the given mentions. */
export const findSymbolMentions = (source: string, paths: readonly PathMention[]): SymbolMention[] =>
  paths.flatMap((path) => {
    if (!path.isFile || path.declaredNew) return [];
    const lineStart = source.lastIndexOf('\n', path.offset - 1) + 1;
    const lineEnd = (source.slice(path.offset).search(/\r?\n|$/) || 0) + path.offset;
    const before = source.slice(lineStart, path.offset);
    const after = source.slice(path.offset + path.text.length, lineEnd);
    return [inPath(path), namedBefore(path, before, lineStart), namedAfter(path, before, after)].filter(
      (found) => found !== null,
    );
  });

const mention = (path: PathMention, symbol: string, offset: number): SymbolMention => ({
  text: symbol,
  name: lastName(symbol),
  offset,
  pathOffset: path.offset,
});

const inPath = (path: PathMention): SymbolMention | null => {
  const match = symbolInPath.exec(path.text);
  const symbol = match?.[1];
  if (!match || symbol === undefined || /^L\d+$/.test(symbol)) return null;
  return mention(path, symbol, path.offset + match.index + match[0].indexOf(symbol));
};

const namedBefore = (path: PathMention, before: string, lineStart: number): SymbolMention | null => {
  const match = symbolBefore.exec(before);
  const symbol = match?.[1];
  if (!match || symbol === undefined) return null;
  const lead = before.slice(0, match.index);
  const claimed = path.line !== null || claims.test(lead) || /(?:defined|declared|implemented|found) in/.test(match[0]);
  if (!claimed || plans.test(lead)) return null;
  return mention(path, symbol, lineStart + match.index + 1);
};

const namedAfter = (path: PathMention, before: string, after: string): SymbolMention | null => {
  const match = symbolAfter.exec(after);
  const symbol = match?.[1];
  if (!match || symbol === undefined || plans.test(before)) return null;
  const at = path.offset + path.text.length + match[0].lastIndexOf(`\`${symbol}`) + 1;
  return mention(path, symbol, at);
};

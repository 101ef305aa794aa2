import { lastSentence } from './planLines';
import type { PathMention } from './planPaths';

/** A symbol that a plan says is in a file. */
export interface SymbolMention {
  readonly text: string;
  /** The last part of `Class.method()`. */
  readonly name: string;
  readonly offset: number;
  /** The offset of the path that it belongs to. */
  readonly pathOffset: number;
}

const identifier = String.raw`[A-Za-z_$][\w$]*(?:(?:\.|::|#)[A-Za-z_$][\w$]*)*`;
const noun =
  '(?: (?:function|method|class|helper|type|interface|constant|hook|component|handler|struct|trait|enum|module|middleware|field|property|variable|definition))?';
/** The text up to a path's opening backtick that names a symbol of that file. */
const symbolBefore = new RegExp(
  String.raw`\x60(${identifier})(?:\([^\x60]*\))?\x60${noun}(?: \(|,? (?:(?:is |are )?(?:defined |declared |implemented |found )?(?:in|inside|within|from|of|at)) (?:the )?(?:file )?)\x60$`,
);
const symbolAfter = new RegExp(String.raw`^\x60(?:'s|’s) (?:the |own )?\x60(${identifier})(?:\([^\x60]*\))?\x60`);
/** `src/app.ts#createApp`, `src/app.ts::createApp`, `src/app.ts:createApp`. */
const symbolInPath = new RegExp(String.raw`(?:::?|#)(${identifier})(?:\(\))?$`);

/**
 * Words that imply that something already exists, as a line number does. Others ("add", "call", "use `x` in `y`") may be
 * about what the work will add, so they imply nothing.
 */
const claims =
  /(?:^|[\s([>*_-])(?:the|existing|current|today(?:'s)?|change|changes|changing|extend|extends|update|updates|updating|modify|modifies|fix|fixes|refactor|rename|remove|removes|removing|delete|drop|simplify|split|move|inline|deprecate|rework|rewrite|replace|adapt|adjust|read|see|look at|follow|like|cover|test|tests|check|review|reuse|callers of|around|reads?|starts? (?:in|at|from)) (?:(?:the|existing|current|behaviou?r of|callers of|definition of) )*(?:`[^`]+`(?:,| and) )*$/i;
const plans =
  /\b(?:add|adds|adding|added|create|creates|creating|introduce|introduces|introducing|implement|write|new|extract|export|declare|expose|generate|scaffold|will|should|would|must|into|to become|as)\b/i;

/** Characters of a line on each side of a path that are searched for its symbols. */
const nearby = 300;

/** The parts of a name like `Type.method`. */
export const nameParts = (symbol: string): string[] => symbol.split(/\.|::|#/);

/** The last of them. */
export const lastName = (symbol: string): string => nameParts(symbol).at(-1) ?? symbol;

/** Finds the symbols that a plan's text says are in the files of the given mentions. */
export const findSymbolMentions = (source: string, paths: readonly PathMention[]): SymbolMention[] =>
  paths.flatMap((path) => {
    if (!path.isFile || path.declaredNew) return [];
    const end = path.offset + path.text.length;
    const lines = source.slice(Math.max(0, path.offset - nearby), path.offset).split('\n');
    const before = lines.at(-1) ?? '';
    const after = source.slice(end, end + nearby).split(/\r?\n/, 1)[0] ?? '';
    return [inPath(path), namedBefore(path, before), namedAfter(path, before, after)].filter((found) => found !== null);
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

const namedBefore = (path: PathMention, before: string): SymbolMention | null => {
  const match = symbolBefore.exec(before);
  const symbol = match?.[1];
  if (!match || symbol === undefined) return null;
  const lead = before.slice(0, match.index);
  const claimed = path.line !== null || claims.test(lead) || /(?:defined|declared|implemented|found) in/.test(match[0]);
  if (!claimed || plans.test(lastSentence(lead))) return null;
  return mention(path, symbol, path.offset - before.length + match.index + 1);
};

const namedAfter = (path: PathMention, before: string, after: string): SymbolMention | null => {
  const match = symbolAfter.exec(after);
  const symbol = match?.[1];
  if (!match || symbol === undefined || plans.test(lastSentence(before))) return null;
  const at = path.offset + path.text.length + match[0].lastIndexOf(`\`${symbol}`) + 1;
  return mention(path, symbol, at);
};

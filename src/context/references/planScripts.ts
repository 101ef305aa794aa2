import { codeSpans, linesOutsideFences } from './planLines';

/** A script of a `package.json` that a plan runs; `offset` is the place of its name. */
export interface ScriptMention {
  readonly name: string;
  readonly offset: number;
  /** True if the plan says that the work adds it. */
  readonly declaredNew: boolean;
}

const runPattern = /(?:^|[\s;&|(])(?:npm|pnpm|yarn)\s+run(?:-script)?\s+(?:-[\w-]+(?:=\S+)?\s+)*([\w@][\w:.@/-]*)/g;
/** Characters of a line on each side of a script that are searched. */
const nearby = 300;
const addedBefore = /\b(?:add|adds|adding|create|creates|creating|new|introduce|introduces|define|defines)\b/i;
const addedPattern =
  /\b(?:add|create|introduce|define)\w*\b[^.`]{0,300}`(?:"([\w:.-]+)":|([\w:.-]+)`(?: npm| package)? script\b)/gi;
const addedAfter = /^`*\s*(?:\((?:new|to be added|planned)\b|script to add\b)/i;

/** Finds `npm run <name>` (and the same for pnpm and yarn) in backticks; code fences are skipped. */
export const findScriptMentions = (source: string): ScriptMention[] =>
  linesOutsideFences(source).flatMap(({ text, offset }) =>
    codeSpans(text).flatMap((code) => {
      const before = text.slice(Math.max(0, code.start - nearby), code.start);
      const after = text.slice(code.end).slice(0, nearby);
      return Array.from(code.text.matchAll(runPattern), (run) => {
        const name = run[1] ?? '';
        return {
          name,
          offset: offset + code.textStart + run.index + run[0].length - name.length,
          declaredNew: addedBefore.test(before.split(/[.;]/).at(-1) ?? '') || addedAfter.test(after),
        };
      });
    }),
  );

/** Scripts that a plan says to add: "add a `release` script", "add `"release": "..."` to `package.json`". */
export const addedScripts = (source: string): string[] =>
  linesOutsideFences(source).flatMap(({ text }) =>
    Array.from(text.matchAll(addedPattern), ([, written, named]) => written ?? named ?? ''),
  );

/** The names of a `package.json`'s scripts; empty if it cannot be parsed. */
export const scriptNames = (manifest: string): string[] => {
  try {
    const { scripts } = JSON.parse(manifest) as { scripts?: unknown };
    return typeof scripts === 'object' && scripts !== null ? Object.keys(scripts) : [];
  } catch (error) {
    // A manifest may be invalid in the middle of an edit.
    if (error instanceof SyntaxError || error instanceof TypeError) return [];
    throw error;
  }
};

import { codeSpans, linesOutsideFences } from './planLines';

/** A script of a `package.json` that a plan runs; `offset` is the place of its name. */
export interface ScriptMention {
  readonly name: string;
  readonly offset: number;
  /** True if the plan says that the work adds it. */
  readonly declaredNew: boolean;
  /** True if it may be a program of a dependency, which `yarn run` runs, too. */
  readonly perhapsProgram: boolean;
}

const runPattern = /(?:^|[\s;&|(])(npm|pnpm|yarn)\s+run(?:-script)?(?=\s)/g;
/** Flags whose value is the next word. */
const valueFlags: Readonly<Record<string, ReadonlySet<string>>> = {
  npm: new Set(['-w', '--workspace', '-C', '--prefix']),
  pnpm: new Set(['-C', '--dir', '-F', '--filter']),
  yarn: new Set(['--cwd']),
};
/** The name of a script, unless it is the beginning of a pattern (`test:*`) or has a placeholder (`build:<target>`). */
const namePattern = /^[\w@][\w:.@/-]*(?<!:)(?![\w:.@/*${<-])/;
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
      const declaredNew = addedBefore.test(before.split(/[.;]/).at(-1) ?? '') || addedAfter.test(after);
      return Array.from(code.text.matchAll(runPattern)).flatMap((run) => {
        const manager = run[1] ?? '';
        const start = run.index + run[0].length;
        const script = scriptIn(code.text.slice(start), valueFlags[manager]);
        if (script === null) return [];
        const { name, index } = script;
        const at = offset + code.textStart + start + index;
        return [{ name, offset: at, declaredNew, perhapsProgram: manager === 'yarn' }];
      });
    }),
  );

/** The script that the words after `run` name, and where; null if they name none. */
const scriptIn = (words: string, valued?: ReadonlySet<string>): { name: string; index: number } | null => {
  let isValue = false;
  for (const { 0: word, index } of words.matchAll(/\S+/g)) {
    if (isValue) isValue = false;
    else if (word.startsWith('-')) isValue = valued?.has(word) === true;
    else {
      const name = namePattern.exec(word)?.[0];
      return name === undefined ? null : { name, index };
    }
  }
  return null;
};

/** Scripts that a plan says to add: "add a `release` script", "add `"release": "..."` to `package.json`". */
export const addedScripts = (source: string): string[] =>
  linesOutsideFences(source).flatMap(({ text }) =>
    Array.from(text.matchAll(addedPattern), ([, written, named]) => written ?? named ?? ''),
  );

/** The names that a `package.json` gives in some of its fields, such as `scripts`; empty if it cannot be parsed. */
export const namesInManifest = (manifest: string, fields: readonly string[]): string[] => {
  try {
    const values = JSON.parse(manifest) as Readonly<Record<string, unknown>>;
    return fields.flatMap((field) => {
      const value = values[field];
      return typeof value === 'object' && value !== null ? Object.keys(value) : [];
    });
  } catch (error) {
    // A manifest may be invalid in the middle of an edit.
    if (error instanceof SyntaxError || error instanceof TypeError) return [];
    throw error;
  }
};

import { languageOf } from './fileKind';

const script = [
  /^\s*(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\b\s*\*?|class|interface|type|enum|namespace)\s+([\w$]+)/,
  /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*[:=]/,
  /^\s+(?:(?:public|private|protected|static|readonly|override|async|get|set)\s+)*#?([\w$]+)\s*(?:<[^>()]*>)?\((?!.*=>\s*\{\s*$)[^;]*\{\s*$/,
  /^\s+(?:(?:public|private|protected|static|readonly)\s+)*([\w$]+)\s*=\s*(?:async\s*)?\([^;]*=>/,
];
const classLike =
  /^\s*(?:(?:@\w+|public|private|protected|internal|static|final|sealed|abstract|partial|open|data|inner|override)\s+)*(?:class|interface|enum|record|object|protocol|extension|struct|trait|fun|func|def|namespace)\s+(?:[\w<>.?]+\.)?(\w+)/;
const typedMethod =
  /^\s+(?:(?:public|private|protected|internal|static|final|override|async|virtual|abstract|synchronized)\s+)+[\w<>[\],.? ]+\s(\w+)\s*\(/;
const nativeCode = [
  /^(?:typedef\s+)?(?:struct|class|enum|union|namespace)\s+(\w+)/,
  /^#define\s+(\w+)/,
  /^(?!return|else|typedef|using)[A-Za-z_][\w:<>,]*(?:[ \t*&]+[\w:<>,]+)*[ \t*&]+(?:\w+::)?~?(\w+)\s*\([^;]*$/,
];

const patterns: Readonly<Record<string, readonly RegExp[]>> = {
  TypeScript: script,
  JavaScript: script,
  Vue: script,
  Svelte: script,
  Python: [/^\s*(?:async\s+)?(?:def|class)\s+(\w+)/, /^([A-Za-z_]\w*)\s*(?::[^=]+)?=[^=]/],
  Go: [/^func\s+(?:\([^)]*\)\s*)?(\w+)/, /^type\s+(\w+)/, /^(?:var|const)\s+(\w+)/],
  Rust: [
    /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:(?:async|unsafe|const|extern)\s+)*(?:fn|struct|enum|trait|type|mod|union|static|const)\s+(\w+)/,
    /^\s*macro_rules!\s+(\w+)/,
  ],
  Ruby: [/^\s*(?:def\s+(?:self\.)?|class\s+|module\s+)(?:\w+::)*(\w+[?!]?)/],
  PHP: [
    /^\s*(?:(?:public|private|protected|static|final|abstract)\s+)*(?:function|class|interface|trait|enum)\s+(\w+)/,
  ],
  Elixir: [/^\s*(?:def|defp|defmacro)\s+(\w+[?!]?)/, /^\s*defmodule\s+(?:\w+\.)*(\w+)/],
  Lua: [/^\s*(?:local\s+)?function\s+(?:\w+[.:])*(\w+)/],
  Shell: [/^\s*(?:function\s+)?(\w+)\s*\(\)/],
  SQL: [
    /^\s*create\s+(?:or\s+replace\s+)?(?:table|view|function|procedure|index|trigger)\s+(?:if\s+not\s+exists\s+)?"?(?:\w+\.)?"?(\w+)/i,
  ],
  C: nativeCode,
  'C++': nativeCode,
  Java: [classLike, typedMethod],
  'C#': [classLike, typedMethod],
  Kotlin: [classLike],
  Swift: [classLike],
  Scala: [classLike],
  Dart: [classLike, typedMethod],
};

const keywords = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'function',
  'return',
  'constructor',
  'else',
  'do',
  'with',
  'super',
  'new',
  'async',
  'await',
  'typeof',
  'yield',
  'throw',
  'case',
  'delete',
  'void',
  'import',
  'export',
]);

/** Returns a function that finds the name that a line of a file defines; null if no patterns are known for such files. */
export const definitionReader = (path: string): ((line: string) => string | null) | null => {
  const known = patterns[languageOf(path) ?? ''];
  return known === undefined ? null : (line) => nameDefined(known, line);
};

/** The name that a line of a file defines; null if there is none. A line of more than 300 characters defines nothing. */
export const definitionAt = (path: string, line: string): string | null => definitionReader(path)?.(line) ?? null;

const nameDefined = (known: readonly RegExp[], line: string): string | null => {
  if (line.length > 300 || line.length < 4) return null;
  for (const pattern of known) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined && !keywords.has(name)) return name;
  }
  return null;
};

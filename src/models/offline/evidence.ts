import type { ToolAnswer, Turn } from './conversation';

/** A line that was found, and the query that found it. */
export interface Hit {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly query: string;
}

/** A definition that was found; `line` counts from 1. */
export interface Found {
  readonly name: string;
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What the tools and the context have shown of the workspace so far. */
export interface Evidence {
  readonly files: readonly string[];
  /** False if the list of files was not read to its end: a file that is not in it may exist. */
  readonly isListed: boolean;
  readonly hits: readonly Hit[];
  /** Queries whose hits are all in `hits`. */
  readonly searched: ReadonlySet<string>;
  readonly definitions: readonly Found[];
  /** Files whose text is known, in part or whole: line number to line. */
  readonly texts: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** Paths that the context showed, the best first. */
  readonly shown: readonly string[];
}

const hitPattern = /^(.+?):(\d+): ?(.*)$/;

/** Gathers the evidence from this turn's tool answers and context; an answer that is not a list of places is ignored. */
export const gatherEvidence = (turn: Turn): Evidence => {
  const texts = new Map<string, Map<number, string>>();
  const note = (path: string, line: number, text: string): void => {
    const lines = texts.get(path) ?? new Map<number, string>();
    texts.set(path, lines.set(line, text));
  };
  for (const { path, startLine, text } of turn.parts)
    for (const [index, line] of text.split('\n').entries()) note(path, startLine + index, line);
  for (const { args, text } of answersOf(turn, 'read_file'))
    for (const line of text.split('\n')) {
      const numbered = /^(\d+): ?(.*)$/.exec(line);
      if (numbered) note(String(args['path']), Number(numbered[1]), numbered[2] ?? '');
    }
  const searches = answersOf(turn, 'search_text').map(({ args, text }) => ({ query: String(args['query']), text }));
  const hits = searches.flatMap(({ query, text }) => placesOf(text).map((place) => ({ ...place, query })));
  const isWhole = (text: string): boolean =>
    text.startsWith('No matches') || (placesOf(text).length > 0 && nextOffset(text) === null);
  const symbols = answersOf(turn, 'find_symbol').flatMap(({ args, text }) =>
    placesOf(text).flatMap((place) => {
      const name = definedName(place.text) ?? wordLike(place.text, String(args['name']));
      return name === null ? [] : [{ ...place, name }];
    }),
  );
  const read = Array.from(texts, ([path, lines]) =>
    Array.from(lines, ([line, text]) => ({ name: definedName(text), path, line, text: text.trim() })),
  ).flat();
  const definitions = [
    ...symbols,
    ...read.flatMap((found) => (found.name === null ? [] : [{ ...found, name: found.name }])),
  ];
  const pages = answersOf(turn, 'list_files');
  const listed = pages.flatMap(({ text }) =>
    text.split('\n').filter((line) => line !== '' && !/^\(\d+ more|^No files/.test(line)),
  );
  const first = new Map(definitions.map((definition) => [`${definition.path}:${definition.line}`, definition]));
  return {
    // A long listing is not read to its end, but files that were found elsewhere exist as well.
    files: [
      ...new Set([...listed, ...hits.map(({ path }) => path), ...definitions.map(({ path }) => path), ...texts.keys()]),
    ],
    isListed: nextOffset(pages.at(-1)?.text ?? '') === null,
    hits,
    searched: new Set(searches.flatMap(({ query, text }) => (isWhole(text) ? query : []))),
    definitions: [...first.values()],
    texts,
    shown: [...new Set(turn.parts.map(({ path }) => path))],
  };
};

/** The offset of the rest of a tool's answer; null if the answer is complete. */
export const nextOffset = (text: string): number | null => {
  const offset = /^\(\d+ more: call again with offset (\d+)\)$/m.exec(text)?.[1];
  return offset === undefined ? null : Number(offset);
};

const answersOf = (turn: Turn, tool: string): ToolAnswer[] => turn.answers.filter((answer) => answer.tool === tool);

const placesOf = (text: string): { path: string; line: number; text: string }[] =>
  text.split('\n').flatMap((line) => {
    const place = hitPattern.exec(line);
    return place ? [{ path: place[1] ?? '', line: Number(place[2]), text: (place[3] ?? '').trim() }] : [];
  });

const definitionPatterns = [
  /^\s*(?:(?:export|default|declare|abstract|async|public|private|protected|internal|static|final|pub(?:\([^)]*\))?|unsafe)\s+)*(?:function\*?|class|interface|enum|struct|trait|def|func|fn|fun|module|record|type)\s+(?:\([^)]*\)\s*)?(?:self\.)?([A-Za-z_$][\w$]*)/,
  /^(?:export\s+)?(?:const|let|var|val)\s+([A-Za-z_$][\w$]*)\s*[:=]/,
  /^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)/,
  /^\s+(?:(?:public|private|protected|static|async|override|final)\s+)+[\w<>[\],.? ]*?([A-Za-z_$][\w$]*)\s*\([^;]*\{\s*$/,
  /^\s+(?!if\b|for\b|while\b|switch\b|catch\b|return\b|constructor\b|function\b)([A-Za-z_$][\w$]*)\s*\([^;()]*\)(?:\s*:[^={]+)?\s*\{\s*$/,
];

/** The name that a line of code defines; null for any other line. */
const definedName = (line: string): string | null => {
  if (line.length > 300 || /^\s*(?:\/\/|#|\*|\/\*|--)/.test(line)) return null;
  for (const pattern of definitionPatterns) {
    const name = pattern.exec(line)?.[1];
    if (name !== undefined && name.length > 1) return name;
  }
  return null;
};

/** The first identifier of a signature that contains the searched name. */
const wordLike = (signature: string, name: string): string | null =>
  signature.match(/[A-Za-z_$][\w$]*/g)?.find((word) => word.toLowerCase().includes(name.toLowerCase())) ?? null;

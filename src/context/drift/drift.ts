import { normalizedDefinition, normalizedLines, withoutBlockEnds } from './normalizedText';
import { type LineRange, linesOf, symbolRanges } from './symbolRange';

/** What a reference of a plan pointed at when it was written: definitions, lines, or a whole file, of which neither has a text. */
export interface RecordedReference {
  readonly path: string;
  /** Git's hash of the file's content. */
  readonly blob: string;
  /** As the plan names it: `Type.method` or `method`. */
  readonly symbol: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  /** The normalised text of some lines; records made before `definitions` were kept have it for symbols, too. */
  readonly text: string | null;
  /** The normalised text of each definition of the symbol. */
  readonly definitions: readonly string[] | null;
}

/** A file as it is now. */
export interface CurrentFile {
  readonly path: string;
  readonly blob: string;
  readonly text: string;
}

/** The current state: the file at the recorded path, null if it is gone; the file it was moved to as a whole; other files that may contain parts of it. */
export interface CurrentState {
  readonly file: CurrentFile | null;
  readonly successor: CurrentFile | null;
  readonly candidates: readonly CurrentFile[];
}

/**
 * What became of a reference: `elsewhere` means that its file changed but its own lines did not; `moved` names the file
 * that contains them now, with `wholeFile` if the entire file moved there.
 */
export type Drift =
  | { readonly kind: 'unchanged' | 'elsewhere' | 'changed' | 'deleted' }
  | { readonly kind: 'moved'; readonly path: string; readonly wholeFile: boolean };

/** True if a reader of the plan must look at it; reformatting, changes elsewhere in the file and a moved file do not count. */
export const isDrift = (drift: Drift): boolean =>
  drift.kind === 'changed' || drift.kind === 'deleted' || (drift.kind === 'moved' && !drift.wholeFile);

/** Compares a recorded reference with the current state; where in the file its lines are does not matter. */
export const driftOf = (recorded: RecordedReference, { file, successor, candidates }: CurrentState): Drift => {
  if (file?.blob === recorded.blob) return { kind: 'unchanged' };
  const copy = candidates.find(({ blob }) => blob === recorded.blob);
  const moved = file === null ? (successor ?? copy) : undefined;
  if (recorded.text === null && recorded.definitions === null) return wholeFileDrift(file, moved);
  if (file && holds(file, recorded)) return { kind: 'elsewhere' };
  const gone = file === null || !stillDefines(file, recorded);
  if (gone && moved && holds(moved, recorded)) return { kind: 'moved', path: moved.path, wholeFile: true };
  // Where a definition went alone, it may have got an `export`, or lines.
  const place = gone ? candidates.find((candidate) => contains(candidate, recorded)) : undefined;
  if (place) return { kind: 'moved', path: place.path, wholeFile: false };
  if (file === null) {
    const places = moved ? [moved, ...candidates] : candidates;
    const renamed = places.some((candidate) => stillDefines(candidate, recorded) && recorded.symbol !== null);
    return { kind: renamed ? 'changed' : 'deleted' };
  }
  return { kind: recorded.symbol !== null && gone ? 'deleted' : 'changed' };
};

const wholeFileDrift = (file: CurrentFile | null, moved: CurrentFile | undefined): Drift => {
  if (file) return { kind: 'elsewhere' };
  return moved ? { kind: 'moved', path: moved.path, wholeFile: true } : { kind: 'deleted' };
};

interface NormalizedFile {
  readonly text: string;
  /** Where in it a line or statement of the file begins or ends. */
  readonly breaks: ReadonlySet<number>;
}

/** Cached because many references may point into one file. */
const normalized = new WeakMap<CurrentFile, NormalizedFile>();

const normalizedFile = (file: CurrentFile): NormalizedFile => {
  const known = normalized.get(file);
  if (known) return known;
  const lines = normalizedLines(file.path, file.text).split('\n');
  const breaks = new Set([0]);
  let at = 0;
  for (const { length } of lines) breaks.add((at += length));
  const made = { text: lines.join(''), breaks };
  normalized.set(file, made);
  return made;
};

/** The normalised text of a definition in a file. */
export const definitionIn = ({ path, text }: CurrentFile, range: LineRange): string =>
  normalizedDefinition(path, linesOf(text, range));

const holds = (file: CurrentFile, { symbol, text, definitions }: RecordedReference): boolean => {
  if (definitions === null) return holdsLines(file, text ?? '');
  const now = symbolRanges(file.path, file.text, symbol ?? '').map((range) => definitionIn(file, range));
  // Those that a reformat spread over lines may no longer be found as definitions.
  const isFew = now.length < definitions.length;
  return definitions.every((one) => {
    const at = now.indexOf(one);
    if (at < 0) return isFew && holdsLines(file, withoutBlockEnds(one));
    now.splice(at, 1);
    return true;
  });
};

/** True if a file contains a text that begins and ends where lines do, or what a formatter puts on lines of its own. */
export const holdsLines = (file: CurrentFile, own: string): boolean => {
  const { text, breaks } = normalizedFile(file);
  for (let at = text.indexOf(own); at >= 0; at = text.indexOf(own, at + 1)) {
    const end = at + own.length;
    const begins = breaks.has(at) || '([{},'.includes(text[at - 1] ?? '');
    if (begins && (breaks.has(end) || ')]}{,'.includes(text[end] ?? ''))) return true;
  }
  return false;
};

const contains = (file: CurrentFile, { text, definitions }: RecordedReference): boolean =>
  (definitions ?? [text ?? '']).every((one) => normalizedFile(file).text.includes(withoutBlockEnds(one)));

const stillDefines = (file: CurrentFile, { symbol }: RecordedReference): boolean =>
  symbol === null || symbolRanges(file.path, file.text, symbol).length > 0;

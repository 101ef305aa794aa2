import { normalizedText } from './normalizedText';
import { symbolRange } from './symbolRange';

/** What a reference of a plan pointed at when it was written; `text` is the normalised text of its range, null for a whole file. */
export interface RecordedReference {
  readonly path: string;
  /** Git's hash of the file's content. */
  readonly blob: string;
  readonly symbol: string | null;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly text: string | null;
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
  if (recorded.text === null) return wholeFileDrift(file, moved);
  if (file && holds(file, recorded.text)) return { kind: 'elsewhere' };
  const gone = file === null || !stillDefines(file, recorded);
  const places = moved ? [moved, ...candidates] : candidates;
  const place = gone ? places.find((candidate) => holds(candidate, recorded.text ?? '')) : undefined;
  if (place) return { kind: 'moved', path: place.path, wholeFile: place === moved };
  if (file === null) {
    const renamed = places.find((candidate) => stillDefines(candidate, recorded) && recorded.symbol !== null);
    return { kind: renamed ? 'changed' : 'deleted' };
  }
  return { kind: recorded.symbol !== null && gone ? 'deleted' : 'changed' };
};

const wholeFileDrift = (file: CurrentFile | null, moved: CurrentFile | undefined): Drift => {
  if (file) return { kind: 'elsewhere' };
  return moved ? { kind: 'moved', path: moved.path, wholeFile: true } : { kind: 'deleted' };
};

/** Normalised texts, cached because many references may point into one file. */
const normalized = new WeakMap<CurrentFile, string>();

const holds = (file: CurrentFile, range: string): boolean => {
  const text = normalized.get(file) ?? normalizedText(file.path, file.text);
  normalized.set(file, text);
  return text.includes(range);
};

const stillDefines = (file: CurrentFile, { symbol }: RecordedReference): boolean =>
  symbol === null || symbolRange(file.path, file.text, symbol) !== null;

import { normalizedText } from './normalizedText';
import { symbolRange } from './symbolRange';

/** What a reference of a plan stood for when it was written; `text` is the normalised text of its range, null for a whole file. */
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

/** What is known now: the file at the recorded path, null where it is gone, and where its content may have gone to. */
export interface CurrentState {
  readonly file: CurrentFile | null;
  readonly candidates: readonly CurrentFile[];
  /** Where git says that the file went, null for nowhere; undefined without git. */
  readonly renamedTo: string | null | undefined;
}

/**
 * What became of a reference: `elsewhere` means that its file was touched but its own lines were not; `moved` names the
 * file where they are now, `wholeFile` when all of the file went there.
 */
export type Drift =
  | { readonly kind: 'unchanged' | 'elsewhere' | 'changed' | 'deleted' }
  | { readonly kind: 'moved'; readonly path: string; readonly wholeFile: boolean };

/** True for what a reader of the plan must look at; a reformat, a change beside it and a moved file are none. */
export const isDrift = (drift: Drift): boolean =>
  drift.kind === 'changed' || drift.kind === 'deleted' || (drift.kind === 'moved' && !drift.wholeFile);

/** Compares what was recorded of a reference with what is there now; the order of the lines in their file does not matter. */
export const driftOf = (recorded: RecordedReference, { file, candidates, renamedTo }: CurrentState): Drift => {
  if (file?.blob === recorded.blob) return { kind: 'unchanged' };
  if (recorded.text === null) return wholeFileDrift(recorded, file, candidates);
  if (file && holds(file, recorded.text)) return { kind: 'elsewhere' };
  const gone = file === null || !stillDefines(file, recorded);
  const place = gone ? candidates.find((candidate) => holds(candidate, recorded.text ?? '')) : undefined;
  if (place) {
    const isWhole = file === null && isSameFile(recorded.path, place.path, renamedTo);
    return { kind: 'moved', path: place.path, wholeFile: isWhole };
  }
  if (file === null) {
    const renamed = candidates.find((candidate) => stillDefines(candidate, recorded) && recorded.symbol !== null);
    return { kind: renamed ? 'changed' : 'deleted' };
  }
  return { kind: recorded.symbol !== null && gone ? 'deleted' : 'changed' };
};

/** Without git a file is known by its name; a definition in another file was moved by itself. */
const isSameFile = (before: string, now: string, renamedTo: string | null | undefined): boolean =>
  renamedTo === undefined ? before.split('/').at(-1) === now.split('/').at(-1) : now === renamedTo;

const wholeFileDrift = (
  recorded: RecordedReference,
  file: CurrentFile | null,
  candidates: readonly CurrentFile[],
): Drift => {
  if (file) return { kind: 'elsewhere' };
  const place = candidates.find(({ blob }) => blob === recorded.blob) ?? candidates[0];
  return place ? { kind: 'moved', path: place.path, wholeFile: true } : { kind: 'deleted' };
};

/** Normalised texts, as many references may stand in one file. */
const normalized = new WeakMap<CurrentFile, string>();

const holds = (file: CurrentFile, range: string): boolean => {
  const text = normalized.get(file) ?? normalizedText(file.path, file.text);
  normalized.set(file, text);
  return text.includes(range);
};

const stillDefines = (file: CurrentFile, { symbol }: RecordedReference): boolean =>
  symbol === null || symbolRange(file.path, file.text, symbol) !== null;

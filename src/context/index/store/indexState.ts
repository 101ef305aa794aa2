import { GrowableInts } from './growable';

const numbers = [
  /** Per term: the halves of its hash, how many files and how many paths contain it. */
  'hashes',
  'moreHashes',
  'filesWith',
  'pathsWith',
  /** Lists of chunks and of files by term. */
  'chunkPool',
  'chunkLists',
  'pathPool',
  'pathLists',
  'definitionPool',
  'definitionLists',
  /** Per file: its role, its first chunk, the number of its terms and of its name's, where its distinct terms begin in `terms`. */
  'roles',
  'firstChunk',
  'fileTerms',
  'nameTerms',
  'termsAt',
  'terms',
  /** Per chunk: its file, its first line (from 1), the number of its terms. */
  'fileOf',
  'lineOf',
  'chunkTerms',
  /** Per definition: its name, file and line (from 1), one after the other. */
  'definitions',
  /** Per name of a definition: the number of its distinct terms. */
  'nameSizes',
] as const;

/** Names of the parts of an index's state that are lists of integers. */
export const numberParts: readonly (typeof numbers)[number][] = numbers;

/** Everything that an index knows, as plain data. */
export interface IndexState extends Readonly<Record<(typeof numbers)[number], GrowableInts>> {
  /** Per file: its path and the stamp of its content; null once removed. */
  readonly paths: (string | null)[];
  readonly stamps: (string | null)[];
  /** Names of definitions. */
  readonly names: string[];
  /** The stamps of files that are left out because of their content, by path. */
  readonly skipped: Map<string, string>;
}

/** The parts of a state that are no lists of integers. */
export type StateTexts = Pick<IndexState, 'paths' | 'stamps' | 'names' | 'skipped'>;

/** The state of an index without files. */
export const emptyState = (): IndexState =>
  stateOf({ paths: [], stamps: [], names: [], skipped: new Map() }, () => undefined);

/** Makes a state from texts and from the integers that are known for each part. */
export const stateOf = (
  texts: StateTexts,
  values: (part: (typeof numbers)[number]) => Int32Array | undefined,
): IndexState =>
  ({
    ...texts,
    ...Object.fromEntries(numbers.map((part) => [part, new GrowableInts(values(part))])),
  }) as unknown as IndexState;

/** One row of any table. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What an import knows about its document so far, shared by all rows. */
export interface Merging {
  /** The numbers that the document's versions have here, by plan and number in the document. */
  readonly numbers: Map<string, number>;
  /** The number of each plan's current version in the document. */
  readonly current: Map<string, number>;
  /** Ids of the document's versions that exist here. */
  readonly versions: Set<string>;
  /** Those of them that this import added. */
  readonly added: Set<string>;
  /** The ultimate bases of versions stored as superseded, by plan and number here. */
  readonly bases: Map<string, number | null>;
  /** The original names of the document's projects that had to be renamed, by id. */
  readonly names: Map<string, string>;
}

export const newMerging = (): Merging => ({
  numbers: new Map(),
  current: new Map(),
  versions: new Set(),
  added: new Set(),
  bases: new Map(),
  names: new Map(),
});

/** The key of a version in `numbers` and `bases`. */
export const numberKey = ({ planId }: Row, number: Row[string] = null): string => `${String(planId)} ${String(number)}`;

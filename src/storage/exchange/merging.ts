/** One row of any table. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What an import knows of its document so far; one for all of its rows. */
export interface Merging {
  /** What number the versions of the document have here, by plan and number there. */
  readonly numbers: Map<string, number>;
  /** The number there of each plan's current version. */
  readonly current: Map<string, number>;
  /** Ids of the document's versions that are here. */
  readonly versions: Set<string>;
  /** Those of them that were not here before. */
  readonly added: Set<string>;
  /** What the versions that came as superseded were made from at last, by plan and number here. */
  readonly bases: Map<string, number | null>;
  /** The names of the document's projects that had to take another one, by id. */
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

/** What a version is known by in `numbers` and `bases`. */
export const numberKey = ({ planId }: Row, number: Row[string] = null): string => `${String(planId)} ${String(number)}`;

/** How something named in a plan stands to the workspace. */
export type ReferenceState = 'found' | 'new' | 'missing' | 'ambiguous';

/** What a plan names: a file or folder, a line of a file, a symbol in a file, or a script of a `package.json`. */
export type ReferenceKind = 'path' | 'line' | 'symbol' | 'script';

/** Something named in a plan, checked; `offset` and `length` are its range in the plan's text in UTF-16 units. */
export interface CheckedReference {
  readonly kind: ReferenceKind;
  readonly text: string;
  /** The file; of a script its name. */
  readonly path: string;
  /** From 1; of a found symbol the line of its first occurrence. */
  readonly line: number | null;
  readonly state: ReferenceState;
  /** What was probably meant: a path, or a symbol's or script's name. */
  readonly nearest: string | null;
  readonly offset: number;
  readonly length: number;
}

/** How many files and names a text has that exist, that it makes, and that are not there or not clear. */
export interface ReferenceCounts {
  readonly found: number;
  readonly fresh: number;
  readonly missing: number;
}

/** Counts what is named, however often. */
export const countReferences = (references: readonly CheckedReference[]): ReferenceCounts => {
  const count = (...states: readonly ReferenceState[]): number =>
    new Set(references.filter(({ state }) => states.includes(state)).map(({ path }) => path)).size;
  return { found: count('found'), fresh: count('new'), missing: count('missing', 'ambiguous') };
};

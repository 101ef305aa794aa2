/** Whether something named in a plan exists in the workspace. */
export type ReferenceState = 'found' | 'new' | 'missing' | 'ambiguous';

/** The kind of thing named: a file or folder, a line of a file, a symbol in a file, or a script of a `package.json`. */
export type ReferenceKind = 'path' | 'line' | 'symbol' | 'script';

/** A checked reference in a plan; `offset` and `length` are its range in the plan's text in UTF-16 units. */
export interface CheckedReference {
  readonly kind: ReferenceKind;
  readonly text: string;
  /** The file; for a script, its name. */
  readonly path: string;
  /** From 1; for a symbol that was found, the line of its first occurrence. */
  readonly line: number | null;
  readonly state: ReferenceState;
  /** The probable target: a path, or a symbol's or script's name. */
  readonly nearest: string | null;
  readonly offset: number;
  readonly length: number;
}

/** The number of files and names in a text that exist, that it will create, and that are missing or ambiguous. */
export interface ReferenceCounts {
  readonly found: number;
  readonly fresh: number;
  readonly missing: number;
}

/** Counts distinct paths, however often each is named. */
export const countReferences = (references: readonly CheckedReference[]): ReferenceCounts => {
  const count = (...states: readonly ReferenceState[]): number =>
    new Set(references.filter(({ state }) => states.includes(state)).map(({ path }) => path)).size;
  return { found: count('found'), fresh: count('new'), missing: count('missing', 'ambiguous') };
};

/** How a file named in a plan stands to the workspace. */
export type ReferenceState = 'found' | 'new' | 'missing' | 'ambiguous';

/** A file named in a plan, checked; `offset` and `length` are its range in the plan's text in UTF-16 units. */
export interface CheckedReference {
  readonly text: string;
  readonly path: string;
  readonly line: number | null;
  readonly state: ReferenceState;
  readonly nearest: string | null;
  readonly offset: number;
  readonly length: number;
}

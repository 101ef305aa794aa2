export type StoreEntity =
  | 'project'
  | 'plan'
  | 'version'
  | 'progress'
  | 'review'
  | 'thread'
  | 'session'
  | 'message'
  | 'prompt'
  /** Anything may have changed: another window's data was reloaded. */
  | 'storage';

/** The effect of a committed transaction on one thing; `parentId` is what it belongs to (a plan's project, a message's session). */
export interface StoreChange {
  readonly entity: StoreEntity;
  readonly id: string;
  readonly parentId: string | null;
  readonly change: 'created' | 'updated' | 'deleted';
}

/** A change before its commit. `parentFrom` is the index of the transaction's statement whose only column returns the parent. */
export type MadeChange = StoreChange | (Omit<StoreChange, 'parentId'> & { readonly parentFrom: number });

/** The changes with the parents that the statements returned. */
export const withParents = (
  changes: readonly MadeChange[],
  results: readonly { readonly rows: readonly unknown[] }[],
): StoreChange[] =>
  changes.map((change) => {
    if (!('parentFrom' in change)) return change;
    const { parentFrom, ...told } = change;
    const [parentId = null] = Object.values(results[parentFrom]?.rows[0] ?? {}) as (string | null)[];
    return { ...told, parentId };
  });

/** Anything may have changed: whatever is shown must be read again. */
export const everything: StoreChange = { entity: 'storage', id: '', parentId: null, change: 'updated' };

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
  /** Anything may have changed: another window's data was read afresh. */
  | 'storage';

/** What a committed transaction did to one thing; `parentId` is what it belongs to (a plan's project, a message's session). */
export interface StoreChange {
  readonly entity: StoreEntity;
  readonly id: string;
  readonly parentId: string | null;
  readonly change: 'created' | 'updated' | 'deleted';
}

/** A change before its commit; a parent that is not known yet is what a statement of the transaction returns in its only column. */
export type MadeChange = StoreChange | (Omit<StoreChange, 'parentId'> & { readonly parentFrom: number });

/** The changes with the parents that the statements have returned. */
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

/** Says that anything may have changed: what is shown is read again. */
export const everything: StoreChange = { entity: 'storage', id: '', parentId: null, change: 'updated' };

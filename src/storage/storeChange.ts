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

/** Says that anything may have changed: what is shown is read again. */
export const everything: StoreChange = { entity: 'storage', id: '', parentId: null, change: 'updated' };

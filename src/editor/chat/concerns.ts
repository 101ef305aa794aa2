import type { StoreChange } from '../../storage/storeChange';

/** The parts of the chat that a stored change may affect. */
export interface OnDisplay {
  readonly sessionId: string | null;
  /** Plans that its messages refer to. */
  readonly planIds: ReadonlySet<string>;
  /** Messages of a running turn arrive as events. */
  readonly isRunning: boolean;
}

/** Whether a stored change affects what the chat shows; drafts are left to the view. */
export const concerns = ({ entity, id, parentId }: StoreChange, shown: OnDisplay): boolean => {
  switch (entity) {
    case 'session':
      return id === shown.sessionId;
    case 'message':
      return parentId === shown.sessionId && !shown.isRunning;
    case 'plan':
      return shown.planIds.has(id);
    case 'version':
    case 'progress':
    case 'review':
      return parentId !== null && shown.planIds.has(parentId);
    case 'project':
    case 'prompt':
    case 'storage':
      return true;
    case 'thread':
      return false;
  }
};

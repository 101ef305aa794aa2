import type { StoreChange } from '../../storage/storeChange';

/** What the chat shows that a stored change may be about. */
export interface OnDisplay {
  readonly sessionId: string | null;
  /** Plans that its messages name. */
  readonly planIds: ReadonlySet<string>;
  /** Messages of a running turn arrive as events. */
  readonly isRunning: boolean;
}

/** Whether the chat draws something else after a stored change; drafts are the view's own. */
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

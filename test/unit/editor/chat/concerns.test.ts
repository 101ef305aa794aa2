import assert from 'node:assert/strict';
import { concerns } from '../../../../src/editor/chat/concerns';
import type { StoreChange } from '../../../../src/storage/storeChange';

describe('the chat', () => {
  const shown = { sessionId: 's1', planIds: new Set(['p1']), isRunning: false };
  const isConcerned = (entity: StoreChange['entity'], id: string, parentId: string | null, isRunning = false) =>
    concerns({ entity, id, parentId, change: 'updated' }, { ...shown, isRunning });

  it('is drawn again for the plans of its cards and for no other', () => {
    assert.ok(isConcerned('plan', 'p1', 'project'));
    assert.ok(
      isConcerned('progress', 'T1', 'p1') && isConcerned('version', 'v2', 'p1') && isConcerned('review', 'r', 'p1'),
    );
    assert.ok(!isConcerned('plan', 'p2', 'project'));
    assert.ok(!isConcerned('progress', 'T1', 'p2') && !isConcerned('version', 'v2', 'p2'));
  });

  it('is drawn again for its own conversation, whose running turn tells itself', () => {
    assert.ok(isConcerned('session', 's1', null) && !isConcerned('session', 's2', null));
    assert.ok(isConcerned('message', 'm1', 's1') && !isConcerned('message', 'm1', 's2'));
    assert.ok(!isConcerned('message', 'm1', 's1', true));
    assert.ok(isConcerned('project', 'x', null) && isConcerned('storage', '', null));
  });
});

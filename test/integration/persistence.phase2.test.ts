import assert from 'node:assert/strict';
import { openApi } from './support';

describe('after the window was reloaded', () => {
  it('the plan, its text and its conversation are there', async () => {
    const api = await openApi();
    const { items } = await api.plans.list({ text: 'zebra' });
    assert.equal(items.length, 1);
    const [plan] = items;
    assert.match((await api.plans.version(plan!.id, 1)).content, /zebra/i);
    const session = await api.planning.sessions.get(plan!.sessionId!);
    assert.equal(session.messages.length, 2);
  });
});

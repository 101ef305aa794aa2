import assert from 'node:assert/strict';
import { makePlan, openApi } from './support';

describe('before the window is reloaded', () => {
  it('a plan with a title of its own is made', async () => {
    const plan = await makePlan('Draft a plan for keeping zebra records');
    const api = await openApi();
    assert.match(plan.title, /zebra/i);
    assert.equal((await api.plans.versions(plan.id)).length, 1);
  });
});

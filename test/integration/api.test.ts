import assert from 'node:assert/strict';
import { openApi } from './support';

describe('the public API', () => {
  it('answers a request without a project by a plan in a project of its own', async () => {
    const api = await openApi();
    const result = await api.planning.chat({ message: 'Draft a plan for adding analytics', projectId: null });
    assert.ok(result.sessionId);
    assert.ok(result.response.length > 0);
    assert.ok(result.generatedPlanId);
    const plan = await api.plans.get(result.generatedPlanId);
    assert.equal(plan.status, 'draft');
    assert.equal(plan.currentVersion, 1);
    const { content } = await api.plans.version(plan.id, 1);
    assert.match(content, /^# .+\n/);
    for (const section of ['Overview & Goals', 'Implementation Phases', 'Maintenance & Monitoring'])
      assert.ok(content.includes(`## ${section}`), `${section} is there`);
    assert.ok((await api.projects.get(plan.projectId)).name.length > 0);
  });

  it('tells the conversation with the plan that it made', async () => {
    const api = await openApi();
    const { sessionId, generatedPlanId } = await api.planning.chat({
      message: 'Help me design an onboarding flow',
      projectId: null,
    });
    const session = await api.planning.sessions.get(sessionId);
    assert.deepEqual(
      session.messages.map(({ role, state }) => `${role} ${state}`),
      ['user complete', 'assistant complete'],
    );
    assert.equal(session.messages[1]?.planId, generatedPlanId);
  });

  it('refuses an empty message and an unknown plan with a code', async () => {
    const api = await openApi();
    await assert.rejects(api.planning.chat({ message: ' ', projectId: null }), { code: 'invalidInput' });
    await assert.rejects(api.plans.get('nowhere'), { code: 'notFound' });
  });
});

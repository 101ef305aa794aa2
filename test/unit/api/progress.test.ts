import assert from 'node:assert/strict';
import { openApiWorld } from '../../support/apiWorld';
import { ScriptedProvider } from '../../support/scriptedProvider';

const text = '# Limits\n\n## Implementation Phases\n\n- [x] Read\n- [ ] Count\n- [ ] Ship\n';

const openWithPlan = async () => {
  const { api } = await openApiWorld(new ScriptedProvider([]));
  const project = await api.projects.create({ name: 'Atlas' });
  return { api, plan: await api.plans.create({ projectId: project.id, content: text }) };
};

describe('progress by the public API', () => {
  it('takes the boxes that an accepted version changes for progress, which makes no version by itself', async () => {
    const { api, plan } = await openWithPlan();
    const { content } = await api.plans.version(plan.id, 1);
    const done = async () => (await api.plans.progress(plan.id)).tasks.flatMap((task) => (task.done ? task.id : []));
    const before = await done();
    const ticked = content.replace('[ ] **T2**', '[x] **T2**');
    const same = await api.plans.createVersion(plan.id, { content: ticked, base: 1, state: 'accepted' });
    assert.deepEqual([same.number, same.content], [1, content]);
    assert.deepEqual(await done(), [...before, 'T2']);
    await api.plans.setProgress(plan.id, 'T2', false);
    await api.plans.createVersion(plan.id, { content: `${ticked}- [x] More\n`, base: 1, state: 'accepted' });
    assert.deepEqual(await done(), [...before, 'T2', 'T4']);
  });

  it('leaves the boxes of a proposal as they are', async () => {
    const { api, plan } = await openWithPlan();
    const { content } = await api.plans.version(plan.id, 1);
    const text = `${content.replace('[ ] **T2**', '[x] **T2**')}- [x] More\n`;
    const proposed = await api.plans.createVersion(plan.id, { content: text, base: 1 });
    assert.equal(proposed.content, `${content}- [ ] **T4** More\n`);
  });

  it('takes progress of the tasks that the plan has or had only', async () => {
    const { api, plan } = await openWithPlan();
    await assert.rejects(api.plans.setProgress(plan.id, 'T9', true), { code: 'notFound' });
    const { content } = await api.plans.version(plan.id, 1);
    const without = content.replace('- [ ] **T2** Count\n', '');
    await api.plans.createVersion(plan.id, { content: without, base: 1, state: 'accepted' });
    assert.equal((await api.plans.setProgress(plan.id, 'T2', true)).done, true);
  });
});

import assert from 'node:assert/strict';
import { readPlanText } from '../../../src/plans/planReader';
import { changePlanText, savePlanText, updatePlan } from '../../../src/plans/planSaving';
import type { Storage } from '../../../src/storage/open';
import { openMemoryStorage } from '../../support/memoryStorage';

const content =
  '\uFEFF# Limits\r\n\r\n## Implementation Phases\r\n\r\n### Phase 1: Begin\r\n\r\n- [ ] **T1** Build it\r\n\t- Done when: it works\r\n- [ ] **T2** Test it';
const origin = { session: 's1', who: 'Ada' };

const open = async () => {
  const storage = await openMemoryStorage();
  const project = await storage.projects.create({ name: 'atlas' });
  const { plan } = await storage.plans.create({ projectId: project.id, title: 'Limits', content, author: 'agent' });
  const save = (text: string, session = origin.session) =>
    savePlanText(storage, plan.id, text, { ...origin, session, served: null });
  const numbers = async (): Promise<number[]> => (await storage.plans.versions(plan.id)).map(({ number }) => number);
  return { storage, plan, save, numbers };
};

describe('saving a plan document', () => {
  it('gives back exactly what was saved', async () => {
    const { storage, plan, save } = await open();
    for (const text of [
      content.replace('Build it', 'Build  it\t'),
      `${content}\r\n- [x] **T3** Third`,
      'no plan at all\n',
    ]) {
      await save(text);
      assert.equal((await readPlanText(storage, plan.id)).text, text);
    }
  });

  it('refuses an empty text and keeps what stands', async () => {
    const { storage, plan, save } = await open();
    await assert.rejects(save(''), { code: 'invalidInput' });
    assert.equal((await readPlanText(storage, plan.id)).text, content);
  });

  it('says at every version what it changes against the one before, the last save of a session counting', async () => {
    const { storage, plan, save } = await open();
    const summaries = async () => (await storage.plans.versions(plan.id)).map(({ summary }) => summary);
    const third = `${content}\r\n- [ ] **T3** Ship it`;
    await save(third);
    assert.deepEqual(await summaries(), ['1 added', '']);
    await save(`${third}\r\n- [ ] **T4** Tell it`);
    assert.deepEqual(await summaries(), ['2 added', '']);
    await save(third.replace('Build it', 'Make it'), 's2');
    assert.deepEqual(await summaries(), ['1 removed, 1 reworded', '2 added', '']);
  });

  it('makes one version of one editing session, and another of the next', async () => {
    const { save, numbers } = await open();
    await save(`${content}\r\nmore`);
    await save(`${content}\r\nmore and more`);
    assert.deepEqual(await numbers(), [2, 1]);
    await save(`${content}\r\nand other things`, 's2');
    assert.deepEqual(await numbers(), [3, 2, 1]);
  });

  it('makes no version for what changes nothing or only boxes', async () => {
    const { storage, plan, save, numbers } = await open();
    await save(content);
    await save(content.replace('- [ ] **T2**', '- [x] **T2**'));
    assert.deepEqual(await numbers(), [1]);
    const [tick] = await storage.plans.progress(plan.id);
    assert.deepEqual([tick?.taskId, tick?.done, tick?.who], ['T2', true, 'Ada']);
    assert.equal((await readPlanText(storage, plan.id)).text, content.replace('- [ ] **T2**', '- [x] **T2**'));
    assert.equal((await storage.plans.version(plan.id, 1)).content, content);
  });

  it('does not write into a version that a proposal was made from', async () => {
    const { storage, plan, save, numbers } = await open();
    await save(`${content}\r\nmine`);
    await storage.plans.createVersion(plan.id, {
      content: `${content}\r\nits`,
      summary: '',
      author: 'agent',
      base: 2,
      state: 'proposed',
    });
    await save(`${content}\r\nmine again`);
    assert.deepEqual(await numbers(), [4, 3, 2, 1]);
    assert.equal((await storage.plans.version(plan.id, 2)).content, `${content}\r\nmine`);
  });

  it('renames the plan with its heading', async () => {
    const { storage, plan, save } = await open();
    await save(content.replace('# Limits', '# Rate limits'));
    assert.equal((await storage.plans.get(plan.id)).title, 'Rate limits');
  });

  it('keeps a tick that comes while the plan is renamed', async () => {
    const { storage, plan } = await open();
    const busy: Storage = {
      ...storage,
      async transaction(work) {
        await storage.plans.setProgress(plan.id, 'T1', true, { who: 'Bob', why: '' });
        return storage.transaction(work);
      },
    };
    await updatePlan(busy, plan.id, { title: 'Rates' }, 'Ada');
    const { text, progress } = await readPlanText(storage, plan.id);
    assert.match(text, /# Rates\r\n[^]*- \[x\] \*\*T1\*\*/);
    assert.deepEqual(
      progress.map(({ who }) => who),
      ['Bob'],
    );
  });

  it('saves nothing of a change that was made from a text that another one has replaced since', async () => {
    const { storage, plan, save, numbers } = await open();
    const { text: read } = await readPlanText(storage, plan.id);
    const change = (from: string) =>
      changePlanText(storage, plan.id, 'Ada', (text) => (text === from ? `${text}\r\nmore` : null));
    const saved = content.replace('Build it', 'Shape it');
    await save(saved);
    assert.equal(await change(read), false);
    assert.deepEqual(await numbers(), [2, 1]);
    assert.equal(await change(saved), true);
    assert.equal((await readPlanText(storage, plan.id)).text, `${saved}\r\nmore`);
  });

  it('keeps a tick that came while the document was dirty', async () => {
    const { storage, plan } = await open();
    const served = { version: 1, text: content };
    await storage.plans.setProgress(plan.id, 'T1', true, { who: 'Bob', why: '' });
    await savePlanText(storage, plan.id, `${content}\r\nmore`, { ...origin, served });
    const [tick] = await storage.plans.progress(plan.id);
    assert.deepEqual([tick?.taskId, tick?.done, tick?.who], ['T1', true, 'Bob']);
  });

  it('opens no box where it is not known what the document showed', async () => {
    const { storage, plan, save } = await open();
    await storage.plans.setProgress(plan.id, 'T1', true, { who: 'Bob', why: '' });
    await save(`${content.replace('[ ] **T2**', '[x] **T2**')}\r\nmore`);
    const progress = await storage.plans.progress(plan.id);
    assert.deepEqual(
      progress.map(({ taskId, done, who }) => [taskId, done, who]),
      [
        ['T1', true, 'Bob'],
        ['T2', true, 'Ada'],
      ],
    );
  });

  it('refuses to write over a newer version of the same size, and says so', async () => {
    const { storage, plan, save, numbers } = await open();
    const served = { version: 1, text: content };
    await save(content.replace('Build it', 'Shape it'), 'other');
    const mine = savePlanText(storage, plan.id, content.replace('Test it', 'Try it!'), { ...origin, served });
    await assert.rejects(mine, { code: 'conflict' });
    assert.deepEqual(await numbers(), [2, 1]);
  });

  it('refuses it as well after a tick was saved onto the version that was never shown', async () => {
    const { storage, plan, save, numbers } = await open();
    await save(content.replace('Build it', 'Shape it'), 'other');
    const ticked = content.replace('[ ] **T1**', '[x] **T1**');
    const served = await savePlanText(storage, plan.id, ticked, { ...origin, served: { version: 1, text: content } });
    assert.deepEqual(served, { version: 1, text: ticked });
    const mine = savePlanText(storage, plan.id, ticked.replace('Test it', 'Try it!'), { ...origin, served });
    await assert.rejects(mine, { code: 'conflict' });
    assert.deepEqual(await numbers(), [2, 1]);
  });

  it('refuses it where the version itself got another text of the same size', async () => {
    const { storage, plan, save, numbers } = await open();
    const mine = `${content}\r\nmine`;
    const served = await save(mine);
    await save(mine.replace('Build it', 'Shape it'));
    const again = savePlanText(storage, plan.id, mine.replace('Test it', 'Try it!'), { ...origin, served });
    await assert.rejects(again, { code: 'conflict' });
    assert.deepEqual(await numbers(), [2, 1]);
  });

  it('shows the version that it made', async () => {
    const { save } = await open();
    assert.deepEqual(await save(`${content}\r\nmore`), { version: 2, text: `${content}\r\nmore` });
  });

  it('restores a version under the title that its text shows', async () => {
    const { storage, plan, save } = await open();
    await save(content.replace('# Limits', '# Second'));
    await save(content.replace('# Limits', '# Third'), 's2');
    await storage.plans.restoreVersion(plan.id, 2);
    assert.equal((await storage.plans.get(plan.id)).title, 'Second');
  });
});

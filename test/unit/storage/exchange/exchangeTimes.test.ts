import assert from 'node:assert/strict';
import type { Storage } from '../../../../src/storage/open';
import { openMemoryStorage, tickingClock } from '../../../support/memoryStorage';

describe('Exchange with somebody whose clock is ahead', () => {
  let mine: Storage;
  let theirs: Storage;
  let planId: string;
  let promptId: string;
  let sessionId: string;
  let text: string;
  beforeEach(async () => {
    mine = await openMemoryStorage({ clock: tickingClock(1_600_000_000_000) });
    theirs = await openMemoryStorage();
    const { id: projectId } = await theirs.projects.create({ name: 'Theirs' });
    const plan = { projectId, title: 'Theirs', content: '# Plan', author: 'user' } as const;
    planId = (await theirs.plans.create(plan)).plan.id;
    await theirs.plans.setProgress(planId, 'T1', true, { who: 'Bo', why: '' });
    promptId = (await theirs.prompts.create({ title: 'Theirs', prompt: 'x' })).id;
    sessionId = (await theirs.conversations.createSession({ projectId })).id;
    text = '';
    for await (const piece of theirs.exchange.export()) text += piece;
  });
  afterEach(() => Promise.all([mine.close(), theirs.close()]));
  const bring = (document = text) => mine.exchange.import([document], 'x');

  it('keeps what is changed here after it came', async () => {
    await bring();
    const { projectId } = await mine.plans.get(planId);
    await mine.projects.update(projectId, { name: 'Mine' });
    await mine.plans.update(planId, { title: 'Mine' });
    await mine.plans.setProgress(planId, 'T1', false, { who: 'Ada', why: '' });
    await mine.prompts.update(promptId, { title: 'Mine', prompt: 'x' });
    await mine.conversations.rename(sessionId, 'Mine');
    assert.equal((await bring()).updated, 0);
  });

  it('leaves out rows of a time far ahead, which would win over all later changes, and nothing else', async () => {
    const year = 366 * 24 * 60 * 60 * 1000;
    const times = /^(\["(?:task_progress|saved_prompt)".*"(?:at|updatedAt)":)\d+/gm;
    const report = await bring(text.replace(times, `$1${Date.now() + year}`));
    assert.deepEqual([report.created, report.skipped], [4, 2]);
    assert.match(report.reasons.join(), /task_progress: .*ahead of this computer's clock/);
    assert.deepEqual([await mine.plans.progress(planId), await mine.prompts.list()], [[], []]);
  });

  it('leaves out a text that was saved far ahead', async () => {
    const saved = text.replace(/^(\["dev_plan_version".*"metadata":")\{\}/m, '$1{\\"savedAt\\":9007199254740991}');
    assert.notEqual(saved, text);
    assert.deepEqual((await bring(saved)).reasons.length, 2);
  });
});

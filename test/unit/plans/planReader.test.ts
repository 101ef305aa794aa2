import assert from 'node:assert/strict';
import { sayInEnglish } from '../../../src/domain/diff/planDiffWords';
import { compareVersions, readPlanText, usedTaskIds } from '../../../src/plans/planReader';
import { savePlanText } from '../../../src/plans/planSaving';
import { openMemoryStorage } from '../../support/memoryStorage';

const planOf = (...ids: readonly string[]): string =>
  ['# Limits', '', '## Implementation Phases', '', ...ids.map((id) => `- [ ] **${id}** Build ${id}`)].join('\n');

const open = async () => {
  const storage = await openMemoryStorage();
  const { id: projectId } = await storage.projects.create({ name: 'atlas' });
  const { plan } = await storage.plans.create({ projectId, title: 'Limits', content: planOf('T1'), author: 'agent' });
  const save = (content: string, session: string, base: number) =>
    storage.plans.saveEdit(plan.id, { content, session, base });
  const read: number[] = [];
  const version = storage.plans.version.bind(storage.plans);
  storage.plans.version = (planId, number) => {
    read.push(number);
    return version(planId, number);
  };
  const tick = (id: string) => storage.plans.setProgress(plan.id, id, true, { who: 'Ada', why: '' });
  const used = async (): Promise<string> => (await usedTaskIds(storage, plan.id)).toSorted().join(' ');
  return { save, used, read, tick };
};

describe('compareVersions', () => {
  it('tells no ticks that were made before the text was saved', async () => {
    const storage = await openMemoryStorage();
    const { id: projectId } = await storage.projects.create({ name: 'atlas' });
    const content = planOf('T1', 'T2');
    const { plan } = await storage.plans.create({ projectId, title: 'Limits', content, author: 'agent' });
    await storage.plans.setProgress(plan.id, 'T1', true, { who: 'Ada', why: '' });
    const { text } = await readPlanText(storage, plan.id);
    await savePlanText(storage, plan.id, text.replace('Build T2', 'Build the second'), {
      session: 'a',
      who: 'Ada',
      served: { version: 1, text },
    });
    const [first, second] = [await storage.plans.version(plan.id, 1), await storage.plans.version(plan.id, 2)];
    assert.match(second.content, /\[x\] \*\*T1\*\*/);
    assert.deepEqual(
      compareVersions(first, second, sayInEnglish).map(({ taskId }) => taskId),
      ['T2'],
    );
  });
});

describe('usedTaskIds', () => {
  it('knows the ids of every version', async () => {
    const { save, used } = await open();
    await save(planOf('T2'), 'a', 1);
    await save(planOf('T3', 'T4'), 'b', 2);
    assert.equal(await used(), 'T1 T2 T3 T4');
  });

  it('follows the text of a version that its editing session replaces', async () => {
    const { save, used } = await open();
    await save(planOf('T2'), 'a', 1);
    assert.equal(await used(), 'T1 T2');
    await save(planOf('T2', 'T5'), 'a', 2);
    assert.equal(await used(), 'T1 T2 T5');
    await save(planOf('T6'), 'b', 2);
    assert.equal(await used(), 'T1 T2 T5 T6');
  });

  it('knows the id of a task that was ticked and taken out again in one editing session', async () => {
    const { save, used, tick } = await open();
    await save(planOf('T1', 'T2'), 'a', 1);
    await tick('T2');
    await save(planOf('T1'), 'a', 2);
    assert.equal(await used(), 'T1 T2');
  });

  it('reads only the newest version again', async () => {
    const { save, used, read } = await open();
    await save(planOf('T2'), 'a', 1);
    await save(planOf('T3'), 'b', 2);
    await used();
    read.length = 0;
    assert.equal(await used(), 'T1 T2 T3');
    assert.deepEqual(read, [3]);
  });
});

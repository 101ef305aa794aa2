import assert from 'node:assert/strict';
import { failsWith } from '../../support/failsWith';
import { openMemoryStorage } from '../../support/memoryStorage';

describe('PromptStore', () => {
  it('keeps prompts, the last changed first, and tells of each change', async () => {
    const { prompts, ...storage } = await openMemoryStorage();
    const told: string[] = [];
    storage.onDidChange(({ entity, change }) => told.push(`${entity} ${change}`));
    const first = await prompts.create({ title: 'Migrate', prompt: 'Plan a migration:\nstep by step' });
    await prompts.create({ title: 'Test', prompt: 'Plan tests' });
    await prompts.update(first.id, { title: ' Move  on ', prompt: first.prompt });
    assert.deepEqual(
      (await prompts.list()).map(({ title }) => title),
      ['Move on', 'Test'],
    );
    await prompts.delete(first.id);
    assert.equal((await prompts.list()).length, 1);
    assert.deepEqual(told, ['prompt created', 'prompt created', 'prompt updated', 'prompt deleted']);
  });

  it('refuses a prompt without words and one that is not there', async () => {
    const { prompts } = await openMemoryStorage();
    await assert.rejects(prompts.create({ title: 'A', prompt: ' \n' }), failsWith('invalidInput'));
    await assert.rejects(prompts.update('nowhere', { title: 'A', prompt: 'b' }), failsWith('notFound'));
    await assert.rejects(prompts.delete('nowhere'), failsWith('notFound'));
  });
});

import assert from 'node:assert/strict';
import { historyMessages } from '../../../src/agent/prompt';
import { openMemoryStorage } from '../../support/memoryStorage';

describe('The history of a conversation', () => {
  it('begins with the user, newest first into the budget, an answer after the end of its question', async () => {
    const storage = await openMemoryStorage();
    const { id } = await storage.conversations.createSession();
    const say = (role: 'user' | 'assistant', content: string, state: 'complete' | 'failed' = 'complete') =>
      storage.conversations.addMessage(id, { role, content, state });
    await say('user', 'one');
    await say('assistant', 'first');
    await say('user', 'two');
    await say('assistant', 'half an answer', 'failed');
    await say('user', 'three');
    await say('assistant', 'third');
    const history = await storage.conversations.messages(id);
    await storage.close();
    const told = (budget: number): string[] => {
      const { messages, older } = historyMessages(history, budget, () => 1);
      const all = [...older, ...messages].map(({ content }) => content).filter((content) => !content.startsWith('…'));
      assert.equal(all.join(' '), 'one first two three third');
      return messages.map(({ content }) => content);
    };
    assert.deepEqual(told(5), ['one', 'first', 'two', 'three', 'third']);
    assert.deepEqual(told(4), ['…one', 'first', 'two', 'three', 'third']);
    assert.deepEqual(told(3), ['two', 'three', 'third']);
    assert.deepEqual(told(1), ['…three', 'third']);
    assert.deepEqual(told(0), []);
  });
});

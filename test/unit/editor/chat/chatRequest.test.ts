import assert from 'node:assert/strict';
import { chosenSince } from '../../../../src/editor/chat/chatRequest';

describe('what goes with the next message', () => {
  const sent = { attachments: ['@a.ts', '@b.ts'], discussed: 'P1' };

  it('is nothing once all of it is sent', () => {
    assert.deepEqual(chosenSince(sent, sent), { attachments: [], discussed: null });
  });

  it('is what was chosen after the message before was made', () => {
    const chosen = { attachments: ['@b.ts', '@c.ts'], discussed: 'P2' };
    assert.deepEqual(chosenSince(chosen, sent), { attachments: ['@c.ts'], discussed: 'P2' });
  });
});

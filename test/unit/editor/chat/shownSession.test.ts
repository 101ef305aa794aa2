import assert from 'node:assert/strict';
import { ShownSession } from '../../../../src/editor/chat/shownSession';
import type { Core } from '../../../../src/editor/core';
import { memoryMemento } from '../../../support/memoryMemento';

describe('what is attached in the chat', () => {
  it('stays with its conversation, from before that begins until it is sent', async () => {
    const shown = new ShownSession(memoryMemento());
    for (const mention of ['@a.ts', '@b.ts', '@a.ts']) shown.attach(mention);
    await shown.begin({} as Core, 'first');
    assert.deepEqual(shown.attachments(), ['@a.ts', '@b.ts']);
    assert.deepEqual(shown.attachments(null), []);

    await shown.set('second');
    assert.deepEqual(shown.attachments(), []);
    shown.attach('@c.ts');
    shown.detach(['@a.ts'], 'first');
    assert.deepEqual([shown.attachments('first'), shown.attachments()], [['@b.ts'], ['@c.ts']]);
  });
});

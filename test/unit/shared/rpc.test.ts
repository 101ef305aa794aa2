import assert from 'node:assert/strict';
import { RpcClient, type RpcMessage } from '../../../src/shared/rpc';

describe('A page that asks', () => {
  it('gets no answer to what the page before it has asked', async () => {
    const posted: RpcMessage[] = [];
    const listeners: ((message: unknown) => void)[] = [];
    const load = () =>
      new RpcClient<{ words: [string, string] }, object>({
        post: (message) => void posted.push(message),
        receive(listener) {
          listeners.push(listener);
          return { dispose: () => {} };
        },
      });
    const answer = (index: number): void => {
      const message = posted[index];
      assert.ok(message?.kind === 'request');
      for (const listener of listeners)
        listener({ kind: 'answer', id: message.id, ok: true, value: String(message.params) });
    };

    void load().request('words', 'old');
    // The next page is loaded at another moment.
    for (const at = Date.now(); Date.now() === at;) continue;
    const asked = load().request('words', 'new');
    answer(0);
    answer(1);
    assert.equal(await asked, 'new');
  });
});

import assert from 'node:assert/strict';
import { DraftSync } from '../../../../webview-ui/chat/draftSync';

describe('chat draft', () => {
  let told: [session: string | null, draft: string][] = [];
  const begin = (session: string | null): DraftSync => {
    told = [];
    return new DraftSync(session, '', (...draft) => told.push(draft));
  };
  const write = (drafts: DraftSync, draft: string): void => {
    drafts.write(draft);
    drafts.flush();
  };

  it('leaves the composer alone when the host repeats what it was told', () => {
    const drafts = begin('a');
    write(drafts, 'he');
    write(drafts, 'hello');
    assert.equal(drafts.receive('a', 'he'), null);
    assert.equal(drafts.receive('a', ''), null);
    assert.deepEqual(told, [
      ['a', 'he'],
      ['a', 'hello'],
    ]);
  });
  it("shows a draft of the host's own", () => {
    assert.equal(begin('a').receive('a', 'Plan this selection'), 'Plan this selection');
  });
  it('does not bring a sent message back, nor wipe or misplace what is typed after it', () => {
    const drafts = begin(null);
    drafts.write('hello');
    drafts.send('hello');
    assert.equal(drafts.receive(null, 'hello'), null);
    drafts.write('and more');
    assert.equal(drafts.receive('new', ''), null);
    drafts.flush();
    assert.deepEqual(told, [['new', 'and more']]);
  });
  it('keeps what was typed last for the conversation that it was typed in, and shows the draft of the other one', () => {
    const drafts = begin('a');
    drafts.write('typed in a');
    assert.equal(drafts.receive('b', ''), '');
    drafts.flush();
    assert.deepEqual(told, [['a', 'typed in a']]);
    assert.equal(drafts.receive('a', 'typed in a'), 'typed in a');
  });
  it('shows the draft of another conversation after one was begun here, or could not be', () => {
    const drafts = begin(null);
    drafts.send('hello');
    drafts.receive('new', '');
    assert.equal(drafts.receive('other', ''), '');
    const refused = begin(null);
    refused.send('hello');
    refused.sendFailed();
    assert.equal(refused.receive(null, ''), null);
    assert.equal(refused.receive('other', ''), '');
  });
  it('leaves a refused message in the composer although its conversation has begun', () => {
    const drafts = begin(null);
    drafts.send('hello');
    drafts.sendFailed();
    drafts.write('hello');
    assert.equal(drafts.receive('new', ''), null);
    drafts.flush();
    assert.deepEqual(told, [['new', 'hello']]);
  });
});

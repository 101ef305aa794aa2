import assert from 'node:assert/strict';
import { DraftSync } from '../../../../webview-ui/chat/draftSync';

describe('chat draft', () => {
  it('leaves the composer alone when the host repeats what it was told', () => {
    const drafts = new DraftSync('a', '');
    drafts.tell('he');
    drafts.tell('hello');
    assert.equal(drafts.receive('a', 'he'), null);
    assert.equal(drafts.receive('a', ''), null);
  });
  it("shows a draft of the host's own", () => {
    assert.equal(new DraftSync('a', '').receive('a', 'Plan this selection'), 'Plan this selection');
  });
  it('does not bring a sent message back, nor wipe what is typed after it', () => {
    const drafts = new DraftSync(null, '');
    drafts.send('hello');
    assert.equal(drafts.receive(null, 'hello'), null);
    assert.equal(drafts.receive('new', ''), null);
  });
  it('shows the draft of another conversation, even an empty one', () => {
    const drafts = new DraftSync('a', '');
    drafts.tell('typed in a');
    assert.equal(drafts.receive('b', ''), '');
    assert.equal(drafts.receive('a', 'typed in a'), 'typed in a');
  });
  it('shows the draft of another conversation after one was begun here', () => {
    const drafts = new DraftSync(null, '');
    drafts.send('hello');
    drafts.receive('new', '');
    assert.equal(drafts.receive('other', ''), '');
  });
});

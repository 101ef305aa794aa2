import assert from 'node:assert/strict';
import type { MessageView } from '../../../../src/shared/protocol';
import { emptyChat, emptyMessage } from '../../../support/emptyViews';
import { type ChatModel, receive, reduce, sent } from '../../../../webview-ui/chat/reducer';

const message = (id: string, text = ''): MessageView => ({ ...emptyMessage, id, text, state: 'streaming' });
const model: ChatModel = {
  ...emptyChat,
  messages: [message('a', 'first'), message('b')],
  running: true,
  sends: 0,
  announcement: { text: '' },
};

describe('chat reducer', () => {
  it('counts what was sent from here, whatever the host tells meanwhile', () => {
    const { sends: _, announcement: __, ...state } = model;
    const after = reduce(receive(sent(sent(model)), state), { type: 'running', running: false });
    assert.equal(after.sends, 2);
  });
  it('adds text and reasoning to one message and leaves the others as they are', () => {
    const after = reduce(reduce(model, { type: 'text', id: 'b', text: 'one ' }), {
      type: 'text',
      id: 'b',
      text: 'two',
    });
    assert.equal(after.messages[1]?.text, 'one two');
    assert.equal(after.messages[0], model.messages[0]);
    assert.equal(reduce(model, { type: 'reasoning', id: 'b', text: 'hm' }).messages[1]?.reasoning, 'hm');
    assert.equal(model.messages[1]?.text, '');
  });
  it('appends a new message and replaces a known one in its place', () => {
    assert.deepEqual(
      reduce(model, { type: 'message', message: message('c') }).messages.map(({ id }) => id),
      ['a', 'b', 'c'],
    );
    const replaced = reduce(model, { type: 'message', message: message('a', 'again') });
    assert.deepEqual(
      replaced.messages.map(({ text }) => text),
      ['again', ''],
    );
  });
  it('gathers activity and shows progress in the footer', () => {
    const activity = { tool: 'read_file', subject: 'src/app.ts' };
    const after = reduce(model, { type: 'activity', id: 'b', activity });
    assert.deepEqual(after.messages[1]?.activity, [activity]);
    assert.equal(reduce(model, { type: 'progress', id: 'b', text: '3 of 7' }).messages[1]?.footer, '3 of 7');
  });
  it('ends the progress in the footer with the next step', () => {
    const waiting = reduce(model, { type: 'progress', id: 'b', text: 'Trying again in 20 s' });
    const activity = { tool: 'read_file', subject: 'src/app.ts' };
    for (const event of [
      { type: 'text', id: 'b', text: 'So' },
      { type: 'reasoning', id: 'b', text: 'hm' },
      { type: 'activity', id: 'b', activity },
    ] as const)
      assert.equal(reduce(waiting, event).messages[1]?.footer, '', event.type);
  });
  it('keeps whether a turn runs, and what to say', () => {
    assert.equal(reduce(model, { type: 'running', running: false }).running, false);
    assert.equal(reduce(model, { type: 'announce', text: 'Saved.' }).announcement.text, 'Saved.');
  });
  it('keeps the objects of messages that a new state repeats', () => {
    const state = { ...structuredClone(model), messages: [message('a', 'first'), message('b', 'more')] };
    const after = receive(model, state);
    assert.equal(after.messages[0], model.messages[0]);
    assert.equal(after.messages[1]?.text, 'more');
    assert.equal(after.announcement, model.announcement);
  });
  it('changes nothing for a message that it does not know', () => {
    assert.equal(reduce(model, { type: 'text', id: 'gone', text: 'x' }), model);
  });
});

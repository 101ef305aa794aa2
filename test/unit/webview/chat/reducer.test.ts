import assert from 'node:assert/strict';
import type { VersionState } from '../../../../src/domain/plan';
import type { MessageView } from '../../../../src/shared/protocol';
import { strings } from '../../../../src/shared/strings';
import { emptyChat, emptyMessage } from '../../../support/emptyViews';
import { type ChatModel, announced, receive, reduce, sent } from '../../../../webview-ui/chat/reducer';
import { setWords } from '../../../../webview-ui/words';

const message = (id: string, text = ''): MessageView => ({ ...emptyMessage, id, text, state: 'streaming' });
const model: ChatModel = {
  ...emptyChat,
  messages: [message('a', 'first'), message('b')],
  running: true,
  sends: 0,
  forms: 0,
  announcements: [],
};

describe('chat reducer', () => {
  it('counts what was sent from here, whatever the host tells meanwhile', () => {
    const { sends: _, forms: __, announcements: ___, ...state } = model;
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
    const { text, reasoning } = reduce(after, { type: 'reasoning', id: 'b', text: 'two', taken: 3 }).messages[1]!;
    assert.deepEqual([text, reasoning], ['one ', 'two']);
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
  it('keeps whether a turn runs', () => {
    assert.equal(reduce(model, { type: 'running', running: false }).running, false);
  });
  it('keeps all that is to be said until it was announced', () => {
    setWords(strings);
    const after = reduce(reduce(model, { type: 'announce', text: 'Saved.' }), { type: 'announce', text: 'Ready.' });
    const { sends: _, forms: __, announcements: ___, ...state } = after;
    const notice = { text: 'Another window writes.', actions: [] };
    assert.deepEqual(receive(after, { ...state, notice }).announcements, ['Saved.', 'Ready.', notice.text]);
    assert.deepEqual(announced(after).announcements, []);
  });
  it('keeps the objects of messages that a new state repeats', () => {
    const state = { ...structuredClone(model), messages: [message('a', 'first'), message('b', 'more')] };
    const after = receive(model, state);
    assert.equal(after.messages[0], model.messages[0]);
    assert.equal(after.messages[1]?.text, 'more');
    assert.deepEqual(after.announcements, []);
  });
  it('says once which version is current now, and what was rejected', () => {
    setWords(strings);
    const proposal = { kind: 'proposal', planId: 'p', title: 'P', baseVersion: 1, changes: [], actions: [] } as const;
    const plan = { kind: 'plan', planId: 'p', title: 'P', status: 'draft', approval: null, tasks: 1, done: 0 } as const;
    const shown = (version: number, ...states: readonly VersionState[]): ChatModel => ({
      ...model,
      messages: [
        { ...message('a'), card: { ...plan, version, references: null, actions: [] } },
        ...states.map((state, at) => ({ ...message(`b${at}`), card: { ...proposal, version: at + 2, state } })),
      ],
    });
    const spoken = (before: ChatModel, now: ChatModel): string => receive(before, now).announcements.join(' ');
    const waiting = shown(1, 'proposed', 'proposed');
    assert.equal(spoken(waiting, shown(2, 'accepted', 'proposed')), 'Version 2 is current now.');
    assert.equal(spoken(waiting, shown(4, 'superseded', 'proposed')), 'Version 4 is current now.');
    assert.equal(spoken(waiting, shown(1, 'proposed', 'rejected')), 'Version 3 is rejected; it stays in the list.');
    assert.equal(spoken(waiting, waiting), '');
  });
  it('says once what a notice says, and that one can write again', () => {
    setWords(strings);
    const notice = { text: 'Another window writes.', actions: [] };
    const noticed = receive(model, { ...model, notice, readOnly: true });
    assert.deepEqual(noticed.announcements, [notice.text]);
    const closed = announced(noticed);
    assert.deepEqual(receive(closed, closed).announcements, []);
    assert.deepEqual(receive(closed, { ...model, readOnly: false }).announcements, [
      'Plans can be changed here again.',
    ]);
  });
  it('changes nothing for a message that it does not know', () => {
    assert.equal(reduce(model, { type: 'text', id: 'gone', text: 'x' }), model);
  });
});

import assert from 'node:assert/strict';
import type { ConversationMessage } from '../../src/domain/conversation';
import { UserError } from '../../src/domain/errors';
import { silentLog } from '../../src/domain/log';
import { CardReferences } from '../../src/editor/chat/cardReferences';
import { ChatController } from '../../src/editor/chat/chatController';
import { generate } from '../../src/editor/chat/generate';
import { messageView } from '../../src/editor/chat/messageView';
import type { Core } from '../../src/editor/core';
import type { Models } from '../../src/editor/models/models';
import { TemplateForm } from '../../src/editor/templates/templateForm';
import type { ChatState } from '../../src/shared/protocol';
import type { Storage, StorageState } from '../../src/storage/open';
import { MemoryFiles } from '../support/memoryFiles';
import { memoryMemento } from '../support/memoryMemento';
import { openMemoryStorage } from '../support/memoryStorage';
import { openPlanningWorld } from '../support/planningWorld';
import { calls, draft, says, type ScriptedAnswer, ScriptedProvider } from '../support/scriptedProvider';

describe('the chat', () => {
  let storage: Storage;
  afterEach(() => storage.close());

  /** A chat on a scripted model; `broken` stands in for parts of the storage that it reads. */
  const open = async (answers: readonly ScriptedAnswer[], broken: object = {}) => {
    const world = await openPlanningWorld(new ScriptedProvider(answers));
    storage = world.storage;
    const core = {
      storage: { ...storage, ...broken },
      planning: world.planning,
      files: new MemoryFiles(),
      checkReferences: async () => [],
    } as unknown as Core;
    const models = { onDidChange: () => {}, label: async () => ({ label: '', offline: false }) } as unknown as Models;
    const chat = new ChatController(
      async () => core,
      models,
      new TemplateForm(),
      memoryMemento(),
      () => null,
      silentLog,
    );
    chat.follow(core);
    const state = () => new Promise<ChatState>((resolve, reject) => void chat.state(resolve).catch(reject));
    const shown = async () => (await state()).messages.map((message) => message.text);
    return { chat, state, shown };
  };

  it('shows a turn that could not be stored, with its failure, until it is asked again', async () => {
    let standing: StorageState = 'owner';
    const answers = [says('Here it is.'), says('Here it is again.')];
    const { chat, state, shown } = await open(answers, { state: () => standing });
    const transaction = storage.transaction.bind(storage);
    storage.transaction = async () => {
      throw new UserError('storageFull');
    };
    await chat.send('Plan limits');
    const { messages, running } = await state();
    assert.deepEqual(await shown(), ['Plan limits', 'Here it is.']);
    assert.ok(messages[1]?.error);
    assert.equal(running, false);

    standing = 'follower';
    await assert.rejects(chat.retry(messages[1].id), { code: 'readOnly' });
    standing = 'owner';
    storage.transaction = transaction;
    await chat.retry(messages[1].id);
    assert.deepEqual(await shown(), ['Plan limits', 'Here it is again.']);
  });

  it('keeps the draft until its message is stored', async () => {
    const { chat, state } = await open([says('One.'), says('Two.')]);
    await chat.keepDraft(null, 'Plan limits');
    const addMessage = storage.conversations.addMessage.bind(storage.conversations);
    storage.conversations.addMessage = async () => {
      throw new UserError('storageFull');
    };
    await assert.rejects(chat.send('Plan limits', undefined, { written: true }), { code: 'storageFull' });
    assert.equal((await state()).draft, 'Plan limits');
    storage.conversations.addMessage = addMessage;
    await chat.send('Plan limits', undefined, { written: true });
    assert.equal((await state()).draft, '');
    await chat.keepDraft(null, 'And quotas');
    await chat.send('Another request, of a command');
    assert.equal((await state()).draft, 'And quotas');
  });

  it('keeps a request that a command cannot send, after what is already written', async () => {
    const { chat, state, shown } = await open([says('One.')]);
    const createSession = storage.conversations.createSession.bind(storage.conversations);
    storage.conversations.createSession = async () => {
      throw new UserError('storageFull');
    };
    await assert.rejects(generate(chat, 'Plan limits'), { code: 'storageFull' });
    assert.equal((await state()).draft, 'Plan limits');
    await assert.rejects(generate(chat, 'Plan quotas'), { code: 'storageFull' });
    assert.equal((await state()).draft, 'Plan limits\n\nPlan quotas');

    storage.conversations.createSession = createSession;
    const addMessage = storage.conversations.addMessage.bind(storage.conversations);
    storage.conversations.addMessage = async () => {
      throw new UserError('storageFull');
    };
    await chat.keepDraft(null, '');
    await assert.rejects(generate(chat, 'Plan audits'), { code: 'storageFull' });
    const { session, draft: kept } = await state();
    assert.deepEqual([session, kept], [null, 'Plan audits']);
    storage.conversations.addMessage = addMessage;
    await chat.send('Plan audits', undefined, { written: true });
    assert.deepEqual(await shown(), ['Plan audits', 'One.']);
    assert.equal((await state()).draft, '');
  });

  it('tells that a turn has ended although the card of its plan cannot be read', async () => {
    const plans = { get: async () => Promise.reject(new Error('The disk is gone.')) };
    const { chat } = await open([calls('create_plan', draft('Limits'), 'Done.')], { plans });
    const told: string[] = [];
    const ended = new Promise<void>((resolve) => {
      chat.onDidTurn((event) => {
        if (event.type === 'message') told.push(event.message.text);
        if (event.type === 'running' && !event.running) resolve();
      });
    });
    await chat.send('Plan limits');
    await ended;
    assert.deepEqual(told, ['Done.']);
  });

  it("sends what is attached with what is written, not with a command's request", async () => {
    const { chat, state, shown } = await open([says('One.'), says('Two.')]);
    await chat.attach('@README.md');
    await generate(chat, 'Plan limits');
    assert.deepEqual((await state()).attachments, ['@README.md']);
    await chat.send('And quotas', undefined, { written: true });
    assert.deepEqual((await state()).attachments, []);
    assert.deepEqual(await shown(), ['Plan limits', 'One.', 'And quotas\n@README.md', 'Two.']);
  });

  it('keeps the template of a message that is edited and sent again', async () => {
    const { chat, state } = await open([says('One.'), says('Two.'), says('Three.')]);
    const template = { id: 'bugFix', sections: ['Overview', 'Cause'] };
    await chat.send('Plan limits', undefined, { template });
    const [first] = (await state()).messages;
    await chat.send('Plan limits and quotas', undefined, { written: true, edited: first!.id });
    await chat.send('Plan something else', undefined, { written: true, edited: null });
    const { session, messages } = await state();
    const stored = await storage.conversations.messages(session!.id);
    assert.equal(messages.length, 6);
    assert.deepEqual(
      stored.filter(({ role }) => role === 'user').map((message) => message.template),
      [template, template, null],
    );
  });

  it('offers neither a review nor to go on with an archived plan on its card', async () => {
    storage = await openMemoryStorage();
    const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
    const { plan } = await storage.plans.create({
      projectId,
      title: 'Old',
      content: '# Old\n',
      author: 'agent',
      metadata: { cut: true },
    });
    const core = { storage, checkReferences: async () => [] } as unknown as Core;
    const message = { role: 'assistant', planId: plan.id, planVersion: 1, questions: [], model: null, error: null };
    const offered = async () => {
      const references = new CardReferences(() => {}, silentLog);
      const { card } = await messageView(core, references, message as unknown as ConversationMessage, false);
      const labels = card?.actions.map(({ label }) => label) ?? [];
      return labels.filter((label) => ['Go On', 'Request Review...'].includes(label));
    };
    assert.deepEqual(await offered(), ['Go On', 'Request Review...']);
    await storage.plans.setStatus(plan.id, 'archived', { who: 'Ada', why: '' });
    assert.deepEqual(await offered(), []);
  });
});

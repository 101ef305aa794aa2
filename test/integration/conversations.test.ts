import assert from 'node:assert/strict';
import { UserError } from '../../src/domain/errors';
import { silentLog } from '../../src/domain/log';
import type { CommandContext } from '../../src/editor/commands/command';
import { commandTable } from '../../src/editor/commands/index';
import { pageSize } from '../../src/storage/pages';
import { openMemoryStorage } from '../support/memoryStorage';
import { asSearcher } from '../support/searcher';
import { asSomebody } from '../support/somebody';
import { until } from './support';

describe('commands on conversations', () => {
  it('offer every conversation to open, and a new one where there is none', async () => {
    const storage = await openMemoryStorage();
    const context = { core: async () => ({ storage }) } as unknown as CommandContext;
    const open = async () => commandTable['openConversation']!(context);
    try {
      const told = await asSomebody('showInformationMessage', () => undefined, open);
      assert.deepEqual(told, [['There is no conversation yet.', 'New Chat']]);
      for (let index = 0; index <= pageSize; index++) await storage.conversations.createSession({});
      const [asked] = await asSomebody('showQuickPick', () => undefined, open);
      assert.equal(asked![0].length, pageSize + 1);
    } finally {
      await storage.close();
    }
  });

  it('offer to restore a deleted one until that succeeds', async () => {
    const storage = await openMemoryStorage();
    const { id } = await storage.conversations.createSession({ title: 'Limits' });
    const restore = storage.conversations.restore.bind(storage.conversations);
    storage.conversations.restore = async () => {
      storage.conversations.restore = restore;
      throw new UserError('storageFull');
    };
    const shown: unknown[] = [];
    const chat = { openSession: async (session: string) => void shown.push(session) };
    const planning = { stop: async () => {} };
    const context = { core: async () => ({ storage, planning }), chat, log: silentLog } as unknown as CommandContext;
    const press = async (_text: string, undo: string) => undo;
    try {
      const failed = await asSomebody(
        'showErrorMessage',
        () => undefined,
        () =>
          asSomebody('showInformationMessage', press, () =>
            asSomebody(
              'showWarningMessage',
              (_, __, confirm: string) => confirm,
              async () => {
                await commandTable['deleteConversation']!(context, id);
                await until(
                  () => shown,
                  ([session]) => session === id,
                );
              },
            ),
          ),
      );
      assert.equal(failed.length, 1);
      assert.equal((await storage.conversations.session(id)).title, 'Limits');
    } finally {
      await storage.close();
    }
  });

  it('open a conversation at the message that a search found', async () => {
    const storage = await openMemoryStorage();
    try {
      const { id } = await storage.conversations.createSession({});
      // The first message becomes the conversation's title, and a match there would find the conversation itself.
      await storage.conversations.addMessage(id, { role: 'user', content: 'About fish' });
      const found = await storage.conversations.addMessage(id, { role: 'user', content: 'I mean zanderfish' });
      const opened: unknown[] = [];
      const chat = { openSession: async (...args: unknown[]) => void opened.push(...args) };
      const context = { core: async () => ({ storage }), chat } as unknown as CommandContext;
      await asSearcher('zanderfish', () => commandTable['search']!(context));
      assert.deepEqual(opened, [id, found.id]);
    } finally {
      await storage.close();
    }
  });
});

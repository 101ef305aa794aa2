import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { Notifications } from '../../src/editor/followers/notifications';
import { MirrorNews, tellMirrorReport } from '../../src/editor/mirror/mirrorWords';
import { openMemoryStorage } from '../support/memoryStorage';
import { asSomebody } from '../support/somebody';
import { until } from './support';

describe('what a pull brings', () => {
  const open = async () => {
    const storage = await openMemoryStorage();
    const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
    const make = async (title: string): Promise<string> =>
      (await storage.plans.create({ projectId, title, content: `# ${title}\n`, author: 'user' })).plan.id;
    return { storage, plans: [await make('First'), await make('Second')] as const };
  };
  let world: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    world = await open();
  });
  afterEach(() => world.storage.close());

  const toldBy = (work: () => Promise<unknown>) => asSomebody('showInformationMessage', () => undefined, work);

  it('is told in one message for all comments', async () => {
    const { storage, plans } = world;
    const core = { storage, who: async () => 'Ada' } as unknown as Core;
    const notifications = new Notifications(async () => core, silentLog);
    storage.onDidChange((change) => notifications.noteChange(change));
    const anchor = { taskId: null, section: null, quote: '', before: '', after: '' };
    const toldOf = async (planIds: readonly string[]) => {
      let told = 0;
      return asSomebody(
        'showInformationMessage',
        () => void told++,
        async () => {
          await storage.transaction(async ({ comments }) => {
            for (const planId of planIds)
              await comments.begin(planId, { version: 1, anchor, author: 'Bob', body: 'Why?' });
          });
          await until(
            () => told,
            (count) => count > 0,
          );
        },
      );
    };
    assert.deepEqual(await toldOf([plans[0]]), [['Bob commented on "First": Why?', 'Show']]);
    assert.deepEqual(await toldOf([plans[0], plans[0]]), [['2 new comments on "First".', 'Show']]);
    assert.deepEqual(await toldOf(plans), [['2 plans have new comments.', 'Show Projects']]);
  });

  it('is told in one message for all plans that changed in the mirror folder, and in one for new ones', async () => {
    const { storage, plans } = world;
    const target = { folder: vscode.workspace.workspaceFolders![0]!, path: 'docs/plans' };
    const proposed = plans.map((planId) => ({ planId, version: 2 }));
    const report = { written: [], imported: plans, proposed, problems: [] };
    assert.deepEqual(await toldBy(() => new MirrorNews().tell(storage, target, report, true)), [
      ['2 plans were changed in docs/plans: new versions are proposed.', 'Show Projects'],
      ['2 plans came from docs/plans.', 'Show Projects'],
    ]);
    const one = { ...report, imported: [plans[0]], proposed: [] };
    assert.deepEqual(await toldBy(() => new MirrorNews().tell(storage, target, one, true)), [
      ['"First" came from docs/plans.', 'Show'],
    ]);
    assert.deepEqual(await toldBy(async () => tellMirrorReport({ ...one, written: ['first.md'] })), [
      ['Mirror folder: 1 written, 1 imported, 0 proposed, 0 with problems.'],
    ]);
  });
});

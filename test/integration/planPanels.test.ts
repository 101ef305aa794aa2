import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../../src/domain/clock';
import { silentLog } from '../../src/domain/log';
import { everything } from '../../src/storage/storeChange';
import { createStorage } from '../../src/storage/open';
import { createDirectClient } from '../../src/storage/sqljs/directClient';
import type { Core } from '../../src/editor/core';
import { PlanPanels } from '../../src/editor/webviews/planPanels';
import { asNobody } from '../support/nobody';

describe('a plan view that is restored for a plan that was deleted', () => {
  it('closes without an error', async () => {
    const wasmPath = join(__dirname, '../../sql-wasm.wasm');
    const client = createDirectClient({ folder: null, wasmPath, windowId: 'test' });
    const storage = await createStorage({ client, clock: systemClock, log: silentLog, trace: false });
    const { extensionUri } = vscode.extensions.getExtension('devplan.devplan')!;
    const panels = new PlanPanels(extensionUri, async () => ({ storage }) as Core, silentLog);
    const panel = vscode.window.createWebviewPanel('test', 'Deleted', vscode.ViewColumn.Active);
    const closed = new Promise<void>((resolve) => panel.onDidDispose(resolve));
    const errors = await asNobody(async () => {
      await panels.deserializeWebviewPanel(panel, { planId: 'gone' });
      panels.noteChange(everything);
      await closed;
    });
    assert.deepEqual(errors, []);
    await storage.close();
  });
});

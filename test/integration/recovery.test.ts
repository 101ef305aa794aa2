import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../../src/domain/clock';
import { silentLog } from '../../src/domain/log';
import { openStorage } from '../../src/storage/open';
import { WorkspaceRegistry } from '../../src/storage/workspaceRegistry';
import { openApi, until } from './support';

/** The registry in the folder that the extension shares between all windows, once it exists. */
const findRegistry = async (): Promise<WorkspaceRegistry> => {
  const data = process.env['DEVPLAN_TEST_DATA'] ?? '';
  const found = await until(
    () =>
      readdirSync(data, { recursive: true, encoding: 'utf8' }).find((name) =>
        /globalStorage[\\/]devplan\.devplan[\\/]workspaces$/.test(name),
      ),
    (name) => name !== undefined,
  );
  return new WorkspaceRegistry(join(data, found!));
};

describe('data of a folder that was moved', () => {
  it('is noted in the registry, can be chosen and is merged, and stays as it was', async () => {
    const api = await openApi();
    await api.projects.create({ name: 'Here' });
    const registry = await findRegistry();
    const [here] = await until(
      () => registry.others(''),
      (entries) => entries.length > 0,
    );
    assert.ok(here!.paths.includes(vscode.workspace.workspaceFolders![0]!.uri.toString()));

    const folder = mkdtempSync(join(tmpdir(), 'devplan-moved-'));
    const extensionPath = vscode.extensions.getExtension('devplan.devplan')!.extensionPath;
    const workerPath = join(extensionPath, 'dist', 'storageWorker.js');
    const moved = await openStorage({ folder, workerPath, clock: systemClock, log: silentLog });
    const { id } = await moved.projects.create({ name: 'Moved' });
    await moved.close();
    const files = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'hex')]);
    const before = files();
    await registry.note({ dataFolder: folder, paths: ['file:///moved/away'], remotes: [], projectIds: [id] });

    const recovered = vscode.commands.executeCommand('devplan.recoverData');
    await until(
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return (await api.projects.list()).items.map(({ name }) => name);
      },
      (names) => names.includes('Moved') && names.includes('Here'),
    );
    await recovered;
    assert.deepEqual(files(), before);
    rmSync(folder, { recursive: true });
  });
});

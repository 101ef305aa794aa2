import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/domain/events';
import { type Log, silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { PlanDiagnostics } from '../../src/editor/planDocuments/language/diagnostics';
import type { PlanCheck, PlanChecks } from '../../src/editor/planDocuments/language/planChecks';
import { PlanMarker } from '../../src/editor/trees/planMarks';
import { EditorWorkspaceFiles } from '../../src/editor/workspace/editorWorkspaceFiles';
import { makePlan, openPlanDocument, until } from './support';

/** Makes changes for as long as `work` runs, like a build in watch mode; it must be done before a hundred were made. */
const whileChanging = async (change: () => void, work: () => Promise<unknown>): Promise<void> => {
  let changes = 0;
  const timer = setInterval(() => {
    changes++;
    change();
  }, 100);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  assert.ok(changes < 100, `${changes} changes`);
};

describe('changes of files without an end', () => {
  it('do not put off the marks of the tree', async () => {
    let looks = 0;
    const failed: Log = { ...silentLog, error: () => looks++ };
    const marker = new PlanMarker(
      () => Promise.reject(new Error('nothing to read')),
      failed,
      () => {},
    );
    try {
      marker.of('plan');
      const seen = until(
        () => looks,
        (count) => count > 1,
      );
      await whileChanging(
        () => marker.renew(null),
        () => seen,
      );
    } finally {
      marker.dispose();
    }
  });

  it('do not put off the problems of a plan', async () => {
    const changes = new Emitter<void>();
    const core = { files: { onDidChange: changes.event } } as unknown as Core;
    let checks = 0;
    const check = async (): Promise<PlanCheck> => {
      checks++;
      return { plan: { source: '' } as unknown as PlanCheck['plan'], references: [], problems: [] };
    };
    await openPlanDocument(await makePlan());
    const counting = { of: check, forget: () => {} } as unknown as PlanChecks;
    const diagnostics = new PlanDiagnostics(async () => core, counting, silentLog);
    try {
      const seen = until(
        () => checks,
        (count) => count > 1,
      );
      await whileChanging(
        () => changes.fire(),
        () => seen,
      );
    } finally {
      diagnostics.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  it('are not told of files that are ignored', async () => {
    const root = vscode.workspace.workspaceFolders![0]!.uri;
    const files = new EditorWorkspaceFiles(silentLog);
    const told: string[] = [];
    files.onDidChange((paths) => told.push(...paths));
    const write = (path: string, text: string): Thenable<void> =>
      vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root, path), new TextEncoder().encode(text));
    const hear = (path: string) =>
      until(
        () => told,
        (paths) => paths.includes(path),
      );
    const [folder, ignored, marker, last] = ['dist', 'dist/endless.log', 'endless.txt', 'endlessLast.txt'];
    try {
      await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(root, folder));
      await hear(folder);
      for (const path of [ignored, marker, last]) {
        await write(path, 'one');
        await hear(path);
      }
      assert.ok(!(await files.list()).some(({ path }) => path === ignored));
      told.length = 0;
      await write(marker, 'two');
      await hear(marker);
      // A late event of a new file drops the listing, and without a listing every change is told.
      await files.list();
      told.length = 0;
      await write(ignored, 'two');
      await write(last, 'two');
      await hear(last);
      assert.ok(!told.includes(ignored));
    } finally {
      files.dispose();
      for (const path of [folder, marker, last])
        await vscode.workspace.fs.delete(vscode.Uri.joinPath(root, path), { recursive: true });
    }
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { changesSince, currentHeads, oneLook, uncommittedPaths } from '../../src/editor/workspace/gitChanges';
import type { Core } from '../../src/editor/core';
import { uncommittedContents } from '../../src/editor/coverage/contents';
import { silentLog } from '../../src/domain/log';
import { EditorWorkspaceFiles } from '../../src/editor/workspace/editorWorkspaceFiles';
import { gitAsAda } from '../support/git';
import { until } from './support';

describe('what changed since a commit', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri;
  const at = (path: string): vscode.Uri => vscode.Uri.joinPath(root, path);
  const write = (path: string, text: string): Thenable<void> =>
    vscode.workspace.fs.writeFile(at(path), new TextEncoder().encode(text));
  const git = (...args: string[]): string => gitAsAda(root.fsPath, ...args);
  const commit = async (path: string, text: string): Promise<void> => {
    await write(path, text);
    git('add', '-A');
    git('commit', '-m', `Change ${path}`);
  };
  const contents = async (): Promise<Record<string, string>> => {
    const files = new EditorWorkspaceFiles(silentLog);
    try {
      return await uncommittedContents({ files } as Core);
    } finally {
      files.dispose();
    }
  };
  /** Path, number of commits, whether something is not committed, and first lines. */
  const changes = async (heads: Record<string, string>, ...withLines: string[]) =>
    (await changesSince(heads, () => true, new Set(withLines)))?.map(
      ({ path, commits, uncommitted, lines }) =>
        `${path} ${commits.length}${uncommitted ? ' open' : ''} ${lines?.map(({ startLine }) => startLine).join() ?? '-'}`,
    );

  beforeEach(async () => {
    git('init');
    await commit('coverage/a.txt', 'a\n');
  });
  afterEach(async () => {
    await vscode.workspace.fs.delete(at('coverage'), { recursive: true });
    await vscode.workspace.fs.delete(at('.git'), { recursive: true });
  });

  it('are the files that differ, with their commits; of new ones no lines are known', async () => {
    const heads = await currentHeads();
    assert.deepEqual(await changes(heads), []);
    await commit('coverage/b.txt', 'b\n');
    await commit('coverage/a.txt', 'a\nmore\n');
    await write('coverage/a.txt', 'a\nmore\nand more\n');
    await write('coverage/new.txt', 'new\n');
    assert.deepEqual(await changes(heads, 'coverage/a.txt', 'coverage/new.txt'), [
      'coverage/a.txt 1 open 2',
      'coverage/b.txt 1 -',
      'coverage/new.txt 0 open -',
    ]);
    assert.deepEqual(await uncommittedPaths(), ['coverage/a.txt', 'coverage/new.txt']);
    const kept = Object.keys(await contents());
    const { name } = vscode.workspace.workspaceFolders![0]!;
    assert.deepEqual(kept, [`${name}/coverage/a.txt`, `${name}/coverage/new.txt`], 'with the name of the folder');
  });

  it('is also seen of what is no text', async () => {
    await write('coverage/logo.png', '\0');
    const before = await contents();
    assert.deepEqual(await contents(), before);
    await write('coverage/logo.png', '\0\0');
    assert.notDeepEqual(await contents(), before);
  });

  it('are none on a branch that lacks the commit', async () => {
    git('checkout', '-b', 'feature');
    await commit('coverage/b.txt', 'b\n');
    const heads = await currentHeads();
    git('checkout', '-');
    assert.deepEqual(await changes(heads), []);
    await write('coverage/b.txt', 'other\n');
    await commit('coverage/a.txt', 'a\nmore\n');
    await write('coverage/c.txt', 'c\n');
    assert.deepEqual(await changes(heads), ['coverage/a.txt 1 -', 'coverage/b.txt 1 -', 'coverage/c.txt 0 open -']);
  });

  it('are those of a merge, too, where it changed more than what it merged', async () => {
    const heads = await currentHeads();
    git('checkout', '-b', 'side');
    await commit('coverage/b.txt', 'b\n');
    git('checkout', '-');
    await commit('coverage/c.txt', 'c\n');
    git('merge', '--no-commit', 'side');
    await commit('coverage/a.txt', 'a\nby the merge\n');
    assert.deepEqual(await changes(heads), ['coverage/a.txt 1 -', 'coverage/b.txt 1 -', 'coverage/c.txt 1 -']);
  });

  for (const where of ['in the folder', 'elsewhere'])
    it(`are told of when a commit is made that changes no file, where the repository lies ${where}`, async () => {
      const outer = await mkdtemp(join(tmpdir(), 'devplan-outer-'));
      if (where === 'elsewhere') git('init', '--separate-git-dir', join(outer, 'repository'));
      const files = new EditorWorkspaceFiles(silentLog);
      const told: (readonly string[])[] = [];
      files.onDidChange((paths) => told.push(paths));
      const commitAgain = (): readonly (readonly string[])[] => {
        git('commit', '--allow-empty', '-m', 'Nothing');
        return told;
      };
      try {
        // One or two may come of what was done to the repository before.
        await until(commitAgain, (all) => all.filter(({ length }) => length === 0).length > 2);
        assert.ok(!told.flat().some((path) => path.startsWith('.git/')));
      } finally {
        files.dispose();
        await rm(outer, { recursive: true });
      }
    });

  it('are those of one moment for all who share a look', async () => {
    const heads = await currentHeads();
    const look = oneLook();
    const paths = async (ask?: typeof look) =>
      (await changesSince(heads, () => true, new Set(), ask))?.map(({ path }) => path);
    assert.deepEqual(await paths(look), []);
    await write('coverage/new.txt', 'new\n');
    assert.deepEqual(await paths(look), []);
    assert.deepEqual(await paths(), ['coverage/new.txt']);
  });

  it('are none where commits were made anew or taken back', async () => {
    const heads = await currentHeads();
    git('commit', '--amend', '-m', 'Other words');
    assert.deepEqual(await changes(heads), []);
    await commit('coverage/a.txt', 'b\n');
    await commit('coverage/a.txt', 'a\n');
    assert.deepEqual(await changes(heads), []);
    await commit('coverage/a.txt', 'b\n');
    await write('coverage/a.txt', 'a\n');
    assert.deepEqual(await changes(heads), [], 'what is not committed takes it back');
  });
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { UserError } from '../../src/domain/errors';
import { listFolder } from '../../src/editor/workspace/listing';
import { silentLog } from '../../src/domain/log';
import { EditorWorkspaceFiles } from '../../src/editor/workspace/editorWorkspaceFiles';
import { changesSince, currentHeads, uncommittedPaths } from '../../src/editor/workspace/gitChanges';
import { git, gitAsAda } from '../support/git';
import { withFolders } from '../support/folders';

/** Writes a file of a folder, and the folders above it. */
const writeIn =
  (folder: string) =>
  async (path: string, text = ''): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };

const root = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

describe('files of the workspace', () => {
  let files: EditorWorkspaceFiles;
  beforeEach(() => {
    files = new EditorWorkspaceFiles(silentLog);
  });
  afterEach(() => files.dispose());

  it('give a caller who stops up, and nobody else', async () => {
    const stopped = new AbortController();
    const [first, second] = [files.list(stopped.signal), files.list()];
    stopped.abort();
    await assert.rejects(first, { name: 'AbortError' });
    assert.ok((await second).length > 0);
  });

  it('are left to the walk in a folder that the repository around it ignores', async () => {
    const outer = await mkdtemp(join(tmpdir(), 'devplan-outer-'));
    try {
      await mkdir(join(outer, 'demo'));
      await writeFile(join(outer, '.gitignore'), 'demo/\n');
      await writeFile(join(outer, 'demo', 'app.ts'), 'export {};\n');
      git(outer, 'init', '-q');
      assert.deepEqual(await listFolder(vscode.Uri.file(join(outer, 'demo'))), [{ path: 'app.ts', size: 11 }]);
    } finally {
      await rm(outer, { recursive: true });
    }
  });

  it('are found without git by a walk that heeds the .gitignore of every folder and follows no link', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'devplan-plain-'));
    const write = writeIn(folder);
    try {
      await write('.gitignore', '*.log\nbuild/\n');
      await write('src/deep/.gitignore', '!kept.log\nsecond.ts\n');
      for (const path of ['a.log', 'build/out.ts', 'src/deep/kept.log', 'src/deep/second.ts', 'src/second.ts'])
        await write(path);
      await write('node_modules/left/index.js');
      await write('src/first.ts', '12345');
      await symlink(tmpdir(), join(folder, 'way-out'));
      const found = await listFolder(vscode.Uri.file(folder));
      const sizes = Object.fromEntries(found.map(({ path, size }) => [path, size]));
      assert.deepEqual(Object.keys(sizes).toSorted(), [
        '.gitignore',
        'src/deep/.gitignore',
        'src/deep/kept.log',
        'src/first.ts',
        'src/second.ts',
      ]);
      assert.equal(sizes['src/first.ts'], 5);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are also those of repositories inside of the folder, by the rules of each', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'devplan-nested-'));
    const write = writeIn(folder);
    const inFolder = (...args: readonly string[]): string => gitAsAda(folder, ...args);
    try {
      inFolder('init', '-q');
      await write('app.ts');
      await write('turned', 'a file');
      inFolder('init', '-q', 'clone');
      await write('clone/.gitignore', '*.log\n');
      await write('clone/src/first.ts', '12345');
      await write('clone/a.log');
      inFolder('init', '-q', 'module');
      await write('module/inner.ts');
      inFolder('-C', 'module', 'add', '.');
      inFolder('-C', 'module', 'commit', '-qm', 'Start');
      inFolder('add', 'app.ts', 'turned', 'module');
      await rm(join(folder, 'turned'));
      await write('turned/second.ts');
      const found = await listFolder(vscode.Uri.file(folder));
      assert.deepEqual(found.map(({ path }) => path).toSorted(), [
        'app.ts',
        'clone/.gitignore',
        'clone/src/first.ts',
        'module/inner.ts',
        'turned/second.ts',
      ]);
      assert.equal(found.find(({ path }) => path === 'clone/src/first.ts')?.size, 5);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are not those of the same repository again, of which a second working tree lies in the folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'devplan-worktree-'));
    const write = writeIn(folder);
    const inFolder = (...args: readonly string[]): string => gitAsAda(folder, ...args);
    try {
      inFolder('init', '-q');
      await write('app.ts');
      inFolder('add', 'app.ts');
      inFolder('commit', '-qm', 'Start');
      inFolder('worktree', 'add', '-q', 'trees/second');
      const found = await listFolder(vscode.Uri.file(folder));
      assert.deepEqual(
        found.map(({ path }) => path),
        ['app.ts'],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are never symbolic links, whatever git knows of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'devplan-links-'));
    try {
      git(folder, 'init', '-q');
      await mkdir(join(folder, 'docs'));
      await writeFile(join(folder, 'docs', 'key.txt'), 'open');
      git(folder, 'add', '.');
      await rm(join(folder, 'docs'), { recursive: true });
      await mkdir(join(folder, '.ssh'));
      await writeFile(join(folder, '.ssh', 'key.txt'), 'hidden');
      await symlink('.ssh', join(folder, 'docs'));
      await writeFile(join(folder, '.env'), 'KEY=hidden');
      await symlink('.env', join(folder, 'config.txt'));
      const found = await listFolder(vscode.Uri.file(folder));
      assert.deepEqual(found.map(({ path }) => path).toSorted(), ['.env', '.ssh/key.txt']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are found nowhere outside', async () => {
    assert.throws(() => files.uri('../outside.txt'), { code: 'outsideWorkspace' });
    const link = join(root(), 'way-out');
    await symlink(tmpdir(), link);
    try {
      await assert.rejects(files.confinedUri('way-out'), { code: 'outsideWorkspace' });
      assert.equal((await files.confinedUri('not/there.ts')).fsPath, join(root(), 'not', 'there.ts'));
      const there = ['src/app.ts', 'src', '.gitignore', 'not/there.ts', 'way-out', '../outside.txt'];
      assert.deepEqual(await Promise.all(there.map((path) => files.exists(path))), [
        true,
        true,
        true,
        false,
        false,
        false,
      ]);
    } finally {
      await rm(link);
    }
  });

  it('are told as such where they went or cannot be read since they were listed', async () => {
    const [gone, turned] = [join(root(), 'gone.txt'), join(root(), 'turned.txt')];
    await writeFile(gone, 'here');
    await writeFile(turned, 'a file');
    try {
      assert.ok((await files.list()).some(({ path }) => path === 'gone.txt'));
      await Promise.all([rm(gone), rm(turned)]);
      await mkdir(turned);
      // The watcher may have reported it by now: then it is no longer listed.
      await assert.rejects(
        files.read('turned.txt'),
        ({ code }: UserError) => code === 'fileFailed' || code === 'notFound',
      );
      await assert.rejects(files.read('gone.txt'), { code: 'notFound' });
    } finally {
      await rm(gone, { force: true });
      await rm(turned, { recursive: true });
    }
  });

  it('are those of the other folders where one is away, in which anything may be', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'devplan-away-'));
    const logged: unknown[] = [];
    const told = new EditorWorkspaceFiles({ ...silentLog, warn: (_, fields) => logged.push(fields?.['folder']) });
    try {
      await writeIn(folder)('api/src/app.ts');
      await withFolders([join(folder, 'api'), join(folder, 'web')], async () => {
        assert.deepEqual(await told.list(), [{ path: 'api/src/app.ts', size: 0 }]);
        assert.deepEqual(await Promise.all(['web/src/app.ts', 'api/src/none.ts'].map((path) => told.exists(path))), [
          true,
          false,
        ]);
        await assert.rejects(told.read('web/src/app.ts'), { code: 'fileFailed' });
      });
      assert.deepEqual(logged, ['web']);
      const alone = new EditorWorkspaceFiles(silentLog);
      await withFolders([join(folder, 'web')], () => assert.rejects(alone.list(), { code: 'fileFailed' }));
      alone.dispose();
    } finally {
      told.dispose();
      await rm(folder, { recursive: true });
    }
  });

  it('belong to the innermost folder, and so do their changes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'devplan-inner-'));
    const inner = join(folder, 'packages', 'b');
    const write = writeIn(folder);
    const names = new EditorWorkspaceFiles(silentLog);
    try {
      git(folder, 'init', '-q');
      await write('packages/b/app.ts');
      await write('main.ts');
      git(folder, 'add', '.');
      gitAsAda(folder, 'commit', '-qm', 'Start');
      await withFolders([folder, inner], async () => {
        const outer = vscode.workspace.workspaceFolders![0]!.name;
        const [main, app] = [`${outer}/main.ts`, 'b/app.ts'];
        assert.deepEqual((await names.list()).map(({ path }) => path).toSorted(), [app, main].toSorted());
        const heads = await currentHeads();
        await write('packages/b/app.ts', 'changed');
        await write('packages/b/new.ts');
        await write('main.ts', 'changed');
        assert.deepEqual(await uncommittedPaths(), [main, app, 'b/new.ts']);
        const changes = await changesSince(heads, () => true, new Set());
        assert.deepEqual(
          changes?.map(({ path }) => path),
          [main, app, 'b/new.ts'],
        );
      });
    } finally {
      names.dispose();
      await rm(folder, { recursive: true });
    }
  });

  it('are no text where they are binary, and are not read whole where they are huge', async () => {
    const [binary, huge] = [join(root(), 'logo.png'), join(root(), 'huge.log')];
    await writeFile(binary, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
    await writeFile(huge, 'line\n'.repeat(1024 * 1024));
    try {
      await assert.rejects(files.read('logo.png'), { code: 'unknownFormat' });
      await assert.rejects(files.read('huge.log'), { code: 'fileFailed' });
    } finally {
      await Promise.all([rm(binary), rm(huge)]);
    }
  });

  it('leave out what the folder excludes by its own setting', async () => {
    const [first] = await files.list();
    assert.ok(first);
    const folder = vscode.workspace.workspaceFolders![0]!;
    const exclude = async (globs: readonly string[] | undefined): Promise<void> => {
      const target = vscode.ConfigurationTarget.WorkspaceFolder;
      await vscode.workspace.getConfiguration('devplan', folder.uri).update('context.exclude', globs, target);
    };
    await exclude([first.path]);
    try {
      assert.ok(!(await files.list()).some(({ path }) => path === first.path));
      await assert.rejects(files.read(first.path), { code: 'excludedFile' });
    } finally {
      await exclude(undefined);
    }
  });
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { mergeShared, recordsOf } from '../../src/mirror/sharedPlan';
import { parsePlan } from '../../src/domain/grammar/planDocument';
import type { DevPlan } from '../../src/domain/plan';
import type { Core } from '../../src/editor/core';
import { currentCoverage } from '../../src/editor/coverage/currentCoverage';
import { gatherMs } from '../../src/editor/mirror/mirrorFollower';
import { silentLog } from '../../src/domain/log';
import { EditorWorkspaceFiles } from '../../src/editor/workspace/editorWorkspaceFiles';
import { currentHeads } from '../../src/editor/workspace/gitChanges';
import { readReviewFile, writeReviewFile } from '../../src/mirror/reviewFile';
import { slug } from '../../src/domain/slug';
import { git, gitAsAda } from '../support/git';
import { makePlan, openApi, savingAutomatically, type, until } from './support';

const path = 'docs/fresh/plans';
const setMirror = async (value: string | undefined) =>
  vscode.workspace.getConfiguration('devplan').update('mirrorFolder', value, vscode.ConfigurationTarget.Workspace);

describe('the mirror folder', () => {
  const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
  const file = (name: string): string => join(root, path, name);
  const read = async (name: string): Promise<string> => (existsSync(file(name)) ? readFile(file(name), 'utf8') : '');

  after(async () => {
    await setMirror(undefined);
    await rm(join(root, 'docs', 'fresh'), { recursive: true, force: true });
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('writes plans into a folder made for them, and takes edits, ticks and reviews of a teammate in by git', async () => {
    const api = await openApi();
    const plan = await makePlan('Draft a plan for a mirror');
    const [markdown, review] = [`${slug(plan.title)}.md`, `${slug(plan.title)}.review.json`];
    await setMirror(path);
    // The review file is written first.
    const { text: exported } = await api.plans.export(plan.id, 'markdown');
    await until(
      () => read(markdown),
      (text) => text === exported,
    );
    assert.ok((await read(review)).includes(plan.id));

    // Once the next sync has finished, so has the one that wrote the plan.
    await vscode.commands.executeCommand('devplan.syncMirror');

    // The clone of a teammate, who comments, approves, ticks and edits.
    const origin = `${root}-origin.git`;
    const other = `${root}-teammate`;
    git(dirname(root), 'init', '--quiet', '--bare', '--initial-branch=main', origin);
    for (const args of [
      ['init', '--quiet', '--initial-branch=main'],
      ['config', 'user.name', 'Ada'],
      ['config', 'user.email', 'ada@example.com'],
      ['add', path],
      ['commit', '--quiet', '-m', 'Plans'],
      ['push', '--quiet', origin, 'main'],
    ])
      git(root, ...args);
    try {
      git(dirname(root), 'clone', '--quiet', origin, other);
      const theirs = join(other, path, review);
      const shared = readReviewFile(await readFile(theirs, 'utf8'), review);
      const [{ hash } = assert.fail('no text')] = recordsOf(shared, 'text');
      const at = Date.now() + 1000;
      const said = mergeShared(shared, {
        planId: plan.id,
        entries: [
          ['review', { id: 'r1', text: hash, state: 'approved', who: 'Bob', note: 'Good', at }],
          ['status', { id: 's1', from: 'draft', to: 'approved', who: 'Bob', why: 'Good', at }],
          ['progress', { id: 'T1', done: true, who: 'Bob', why: '', evidence: null, at }],
        ],
      });
      await writeFile(theirs, writeReviewFile(said));
      const text = (await readFile(join(other, path, markdown), 'utf8')).replace('- [ ] **T1**', '- [x] **T1**');
      await writeFile(join(other, path, markdown), `${text}\nA word from Bob.\n`);
      git(other, '-c', 'user.name=Bob', '-c', 'user.email=bob@example.com', 'commit', '--quiet', '-am', 'Review');
      git(other, 'push', '--quiet', 'origin', 'main');
      git(root, 'pull', '--quiet', origin, 'main');
      // A sync that ran meanwhile may have read one file from before the pull and one from after it.
      await vscode.commands.executeCommand('devplan.syncMirror');

      const [proposal] = await until(
        () => api.plans.versions(plan.id),
        ([newest]) => newest?.state === 'proposed',
      );
      assert.equal((await api.plans.get(plan.id)).status, 'approved');
      assert.equal((await api.plans.progress(plan.id)).done, 1);
      assert.match((await api.plans.version(plan.id, proposal!.number)).content, /A word from Bob\./);
      // While a file is written, a temporary file exists beside it for a moment.
      await until(
        async () => git(root, 'status', '--porcelain', path),
        (changes) => changes === '',
      );

      await vscode.commands.executeCommand('devplan.acceptVersion', plan.id, proposal!.number);
      await vscode.commands.executeCommand('devplan.syncMirror');
      assert.match(await read(markdown), /A word from Bob\./);
    } finally {
      for (const folder of [origin, other, join(root, '.git')]) await rm(folder, { recursive: true, force: true });
    }
  });

  it('leaves a file with a merge conflict alone until it is mended', async () => {
    const api = await openApi();
    const plan = await makePlan('Draft a plan for a conflict');
    const markdown = `${slug(plan.title)}.md`;
    const sound = await until(
      () => read(markdown),
      (text) => text !== '',
    );
    const broken = `${sound}\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> main\n`;
    await writeFile(file(markdown), broken);
    await api.plans.setProgress(plan.id, 'T1', true);
    await vscode.commands.executeCommand('devplan.syncMirror');
    assert.equal(await read(markdown), broken);
    assert.equal((await api.plans.versions(plan.id)).length, 1);
    await writeFile(file(markdown), sound);
    await until(
      () => read(markdown),
      (text) => text.includes('- [x] **T1**'),
    );
  });

  it('takes what is typed in a file and saved automatically as one version, once the user leaves the file', async () => {
    const api = await openApi();
    const plan = await makePlan('Draft a plan for a file to type in');
    await setMirror(path);
    const written = async ({ title }: DevPlan): Promise<string> =>
      until(
        () => read(`${slug(title)}.md`),
        (text) => text !== '',
      );
    await written(plan);
    await savingAutomatically(async () => {
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(file(`${slug(plan.title)}.md`)));
      await type(editor, '\nFirst words.\n');
      // Its file is written by a sync, and heard of by another one.
      const other = await makePlan('Draft a plan for another file');
      await written(other);
      await api.plans.setProgress(other.id, 'T1', true);
      await until(
        () => read(`${slug(other.title)}.md`),
        (text) => text.includes('- [x] **T1**'),
      );
      await type(editor, '\nLast words.\n');
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      const versions = await until(
        () => api.plans.versions(plan.id),
        (all) => all.length > 1,
      );
      assert.equal(versions.length, 2);
      assert.match((await api.plans.version(plan.id, 2)).content, /First words\.[^]*Last words\./);
    });
  });

  it('takes the files away with a plan that is deleted for ever', async () => {
    const api = await openApi();
    const plan = await makePlan('Draft a plan for a deletion');
    const name = slug(plan.title);
    await until(
      () => read(`${name}.review.json`),
      (text) => text !== '',
    );
    await vscode.commands.executeCommand('devplan.syncMirror');
    await api.plans.delete(plan.id);
    await until(
      () => existsSync(file(`${name}.md`)),
      (there) => !there,
    );
    await vscode.commands.executeCommand('devplan.syncMirror');
    assert.equal(existsSync(file(`${name}.review.json`)), false);
  });

  it('is no work that a plan leaves out', async () => {
    const files = new EditorWorkspaceFiles(silentLog);
    try {
      git(root, 'init', '--quiet');
      gitAsAda(root, 'commit', '--quiet', '--allow-empty', '-m', 'Nothing');
      const approval = { tasks: [], heads: await currentHeads(), contents: {} };
      for (const name of ['guide.md', 'notes.txt']) await writeFile(file(name), 'Notes\n');
      assert.ok((await files.list()).some((listed) => listed.path === `${path}/.gitattributes`));
      const core = { files, memory: { get: () => [approval] } } as unknown as Core;
      const coverage = await currentCoverage(core, { id: 'p', status: 'approved' } as DevPlan, parsePlan(''), []);
      assert.ok(coverage !== null && coverage !== 'noGit');
      const told = coverage.unplanned.map((change) => change.path).filter((changed) => changed.startsWith(path));
      assert.deepEqual(told.sort(), [`${path}/guide.md`, `${path}/notes.txt`]);
    } finally {
      files.dispose();
      for (const name of ['guide.md', 'notes.txt']) await rm(file(name), { force: true });
      await rm(join(root, '.git'), { recursive: true, force: true });
    }
  });

  it('hears of an edit in a folder that came together with the folder above it', async () => {
    const api = await openApi();
    const [made, moved] = [`${root}-moved`, join(root, 'docs', 'moved')];
    await mkdir(join(made, 'plans'), { recursive: true });
    await rename(made, moved);
    try {
      await setMirror('docs/moved/plans');
      const plan = await makePlan('Draft a plan for a folder that was moved');
      const markdown = join(moved, 'plans', `${slug(plan.title)}.md`);
      await until(
        () => existsSync(markdown),
        (there) => there,
      );
      // A sync that is due has begun after this time, and ended before the next; what it wrote makes one more due.
      for (const _ of ['the plan', 'its files']) {
        await new Promise((resolve) => setTimeout(resolve, gatherMs));
        await vscode.commands.executeCommand('devplan.syncMirror');
      }
      assert.equal((await api.plans.versions(plan.id)).length, 1);
      await writeFile(markdown, `${await readFile(markdown, 'utf8')}\nA word.\n`);
      await until(
        () => api.plans.versions(plan.id),
        (all) => all.length > 1,
      );
    } finally {
      await setMirror(path);
      for (const folder of [made, moved]) await rm(folder, { recursive: true, force: true });
    }
  });

  it('writes nothing outside of the workspace', async () => {
    await mkdir(join(root, 'docs', 'fresh'), { recursive: true });
    await setMirror('../outside');
    await vscode.commands.executeCommand('devplan.syncMirror');
    assert.equal(existsSync(join(root, '..', 'outside')), false);
  });
});

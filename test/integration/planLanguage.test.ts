import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Core } from '../../src/editor/core';
import { StatusLens } from '../../src/editor/planDocuments/language/statusLens';
import { planUri } from '../../src/editor/planDocuments/uris';
import type { StorageState } from '../../src/storage/open';
import { openMemoryStorage } from '../support/memoryStorage';
import { asNobody } from '../support/nobody';
import { withoutTrust } from '../support/untrusted';
import { makePlan, openApi, openPlanDocument, until } from './support';

const addition = [
  '',
  '## Decisions',
  '',
  '- Broken: `src/routes/user.ts`, and `src/nowhere/thing.xyz.ts`.',
  '- Fine: `src/config.ts:3`, `createApp()`.',
  '- Unfinished: `src/htt',
  '- Depends on: ',
  '',
].join('\n');

const positionOf = (document: vscode.TextDocument, text: string, shift = 0): vscode.Position => {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, text);
  return document.positionAt(at + shift);
};

const broken = ({ uri }: vscode.TextDocument): string[] =>
  vscode.languages
    .getDiagnostics(uri)
    .filter(({ code }) => code === 'missingReference')
    .map(({ message }) => message);

describe('plan language', () => {
  let plan: { id: string; currentVersion: number };
  let document: vscode.TextDocument;

  beforeEach(async () => {
    plan = await makePlan();
    const editor = await openPlanDocument(plan);
    ({ document } = editor);
    const end = document.positionAt(document.getText().length);
    assert.ok(await editor.edit((builder) => builder.insert(end, addition)));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('tells what does not stand, and mends it', async () => {
    assert.deepEqual(
      await until(
        () => broken(document),
        ({ length }) => length === 2,
      ),
      ['`src/routes/user.ts` not found. Nearest: `src/routes/users.ts`', '`src/nowhere/thing.xyz.ts` not found.'],
    );
    const actionsAt = async (text: string): Promise<vscode.CodeAction[]> => {
      const at = positionOf(document, text, 3);
      return vscode.commands.executeCommand(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(at, at),
        vscode.CodeActionKind.QuickFix.value,
      );
    };
    // The editor adds actions of its own after ours.
    const [replace, ...others] = await actionsAt('src/routes/user.ts');
    assert.deepEqual(
      [replace, ...others].slice(0, 2).map((action) => action?.title),
      ['Replace by `src/routes/users.ts`', 'Mark as new'],
    );
    assert.ok(replace?.edit && (await vscode.workspace.applyEdit(replace.edit)));
    const [mark] = await actionsAt('src/nowhere/thing.xyz.ts');
    assert.ok(mark?.edit && (await vscode.workspace.applyEdit(mark.edit)));
    assert.ok(document.getText().includes('- Broken: `src/routes/users.ts`, and `src/nowhere/thing.xyz.ts` (new).'));
    await until(
      () => broken(document),
      ({ length }) => length === 0,
    );
  });

  it('links and explains what stands', async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const link = links.find(({ range }) => document.getText(range) === 'src/config.ts:3');
    assert.match(link?.target?.toString() ?? '', /src\/config\.ts#L3$/);
    const hoverAt = async (text: string): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        positionOf(document, text, 1),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('\n');
    };
    assert.match(await hoverAt('src/config.ts:3'), /Found.*src\/config\\\.ts:3[^]*```ts/);
    assert.match(await hoverAt('src/routes/user.ts'), /Nearest: src\/routes\/users\\\.ts/);
    assert.match(await hoverAt('createApp()'), /src\/app\\\.ts/);
  });

  it('completes paths in backticks and ids of tasks', async () => {
    const completeAt = async (position: vscode.Position): Promise<string[]> => {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    const paths = await completeAt(positionOf(document, '`src/htt', '`src/htt'.length));
    assert.ok(paths.includes('src/http/router.ts'), paths.join());
    assert.ok(!paths.includes('src/app.ts'));
    const ids = await completeAt(positionOf(document, '- Depends on: \n', '- Depends on: '.length));
    assert.ok(ids.includes('T1') && ids.includes('T2'), ids.join());
  });

  it('has an outline, folds and a line that says where the plan stands', async () => {
    const sections = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    const phases = sections.find(({ name }) => name === 'Implementation Phases')?.children ?? [];
    assert.match(phases[0]?.children[0]?.name ?? '', /^T1 /);
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.ok(folds.some(({ start }) => start === phases[0]?.range.start.line));
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.match(titles[0] ?? '', /^Draft · 0 of \d+ done$/);
    assert.deepEqual(titles.slice(1), ['Open Plan', 'Approve']);
  });

  it('checks the document that is open also after the plan was renamed', async () => {
    const api = await openApi();
    await api.plans.update(plan.id, { title: 'Another title' });
    const counts = await vscode.commands.executeCommand<{ missing: number }>('devplan.checkReferences', plan.id);
    assert.equal(counts.missing, 2, 'what is not saved counts');
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('mends by command what is saved, and what is being written', async () => {
    const api = await openApi();
    assert.ok(await document.save());
    await vscode.commands.executeCommand(
      'devplan.replaceReference',
      plan.id,
      'src/routes/user.ts',
      'src/routes/users.ts',
    );
    const saved = await api.plans.get(plan.id);
    const { content } = await api.plans.version(plan.id, saved.currentVersion);
    assert.ok(content.includes('- Broken: `src/routes/users.ts`'));
    await until(
      () => document.getText(),
      (text) => text === content,
    );
    const editor = await vscode.window.showTextDocument(document);
    assert.ok(await editor.edit((builder) => builder.insert(new vscode.Position(0, 0), ' ')));
    await vscode.commands.executeCommand('devplan.markReferenceNew', plan.id, 'src/nowhere/thing.xyz.ts');
    assert.ok(document.isDirty);
    assert.ok(document.getText().includes('`src/nowhere/thing.xyz.ts` (new)'));
    assert.equal((await api.plans.get(plan.id)).currentVersion, saved.currentVersion);
    const counts = await vscode.commands.executeCommand<{ missing: number }>('devplan.checkReferences', plan.id);
    assert.equal(counts.missing, 0);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('calls nothing missing where no file may be read, and says why', async () => {
    const api = await openApi();
    const { projectId } = await api.plans.get(plan.id);
    const unread = await api.plans.create({ projectId, content: '# Unread\n\nSee `src/routes/user.ts`.\n' });
    const codes = async () => (await api.plans.check(unread.id)).map(({ code }) => code);
    await withoutTrust(async () => {
      assert.ok(!(await codes()).includes('missingReference'));
      const told = await asNobody(async () => vscode.commands.executeCommand('devplan.checkReferences', unread.id));
      assert.match(told.join(), /^showErrorMessage The workspace is not trusted/);
    });
  });
});

describe('the line over a plan', () => {
  it('offers the next status where the plan can be written', async () => {
    const storage = await openMemoryStorage();
    try {
      const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
      const content = '# Limits\n';
      const { plan } = await storage.plans.create({ projectId, title: 'Limits', content, author: 'user' });
      let state: StorageState = 'follower';
      const core = { storage: { ...storage, state: () => state } } as Core;
      const lens = new StatusLens(async () => core);
      const document = { uri: planUri(plan.id, plan.title), getText: () => content } as vscode.TextDocument;
      const offered = async () =>
        (await lens.provideCodeLenses(document)).slice(2).map(({ command }) => command?.title);
      assert.deepEqual(await offered(), []);
      state = 'owner';
      assert.deepEqual(await offered(), ['Approve']);
      lens.dispose();
    } finally {
      await storage.close();
    }
  });
});

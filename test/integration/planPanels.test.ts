import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../../src/domain/clock';
import { silentLog } from '../../src/domain/log';
import { everything } from '../../src/storage/storeChange';
import { createStorage } from '../../src/storage/open';
import { createDirectClient } from '../../src/storage/sqljs/directClient';
import { UserError } from '../../src/domain/errors';
import type { Core } from '../../src/editor/core';
import { webviewHtml } from '../../src/editor/webviews/html';
import { PlanPanels } from '../../src/editor/webviews/planPanels';
import { threadViews } from '../../src/editor/webviews/reviewState';
import type { PlanState } from '../../src/shared/protocol';
import type { RpcMessage } from '../../src/shared/rpc';
import { findInFiles, findInTime } from '../../src/editor/webviews/planFindings';
import { planState } from '../../src/editor/webviews/planState';
import { openMemoryStorage } from '../support/memoryStorage';
import { asNobody } from '../support/nobody';
import { makePlan, openApi, openPlanDocument } from './support';

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

/** A plan view without a tab; `next` does something and returns the state that its page is told next, `ready` its first one. */
const untabbed = () => {
  const requests = new vscode.EventEmitter<RpcMessage>();
  const messages = new vscode.EventEmitter<RpcMessage>();
  const webview = {
    cspSource: 'self',
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: requests.event,
    postMessage: async (message: RpcMessage) => messages.fire(message),
  };
  const never = new vscode.EventEmitter<never>().event;
  const panel = {
    webview,
    title: 'Limits',
    visible: true,
    active: true,
    onDidChangeViewState: never,
    onDidDispose: never,
  };
  const heard = <T>(read: (message: RpcMessage) => T | undefined, act: () => unknown) =>
    new Promise<T>((resolve) => {
      const listening = messages.event((message) => {
        const value = read(message);
        if (value === undefined) return;
        listening.dispose();
        resolve(value);
      });
      act();
    });
  const next = (act: () => unknown) =>
    heard(
      (message) =>
        message.kind === 'notice' && message.name === 'plan.state' ? (message.value as PlanState) : undefined,
      act,
    );
  const ready = () =>
    heard(
      (message) =>
        message.kind === 'answer' && message.ok ? (message.value as { readonly state: PlanState }).state : undefined,
      () => requests.fire({ kind: 'request', id: 1, name: 'plan.ready', params: null }),
    );
  const show = (version: number) =>
    next(() => requests.fire({ kind: 'request', id: 1, name: 'plan.show', params: { version } }));
  return { panel: panel as unknown as vscode.WebviewPanel, next, ready, show };
};

/** A view without a tab of a plan in storage; `add` makes a version of the plan, and `changed` tells the view. */
const viewOfPlan = async (checkReferences: Core['checkReferences'] = async () => []) => {
  const storage = await openMemoryStorage();
  const { extensionUri } = vscode.extensions.getExtension('devplan.devplan')!;
  const core = { storage, memory: { get: () => undefined }, checkReferences };
  const panels = new PlanPanels(extensionUri, async () => core as unknown as Core, silentLog);
  const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
  const { plan } = await storage.plans.create({ projectId, title: 'Limits', content: '# Limits\n', author: 'user' });
  const add = (base: number, content: string, state: 'proposed' | 'accepted') =>
    storage.plans.createVersion(plan.id, { base, content, author: 'agent', summary: '', state });
  const changed = () => panels.noteChange({ entity: 'plan', id: plan.id, parentId: projectId, change: 'updated' });
  const { panel, ...view } = untabbed();
  await panels.deserializeWebviewPanel(panel, { planId: plan.id });
  return { ...view, storage, plan, add, changed };
};

/** A look at the workspace's files whose first run lasts until `end`. */
const heldLook = () => {
  let looks = 0;
  let begin = (): void => {};
  let end = (): void => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const look = async () => {
    looks += 1;
    begin();
    if (looks === 1) await ended;
    return [];
  };
  return { look, begun, end, looks: () => looks };
};

describe('a plan view', () => {
  it('goes on with the plan after the proposal that it shows is accepted', async () => {
    const { storage, plan, add, changed, next, show } = await viewOfPlan();
    await add(1, '# Limits\n\nWhy.\n', 'proposed');
    assert.equal((await show(2)).shown, 2);
    await storage.plans.accept(plan.id, 2);
    assert.equal((await next(changed)).shown, 2);
    await add(2, '# Limits\n\nHow.\n', 'accepted');
    assert.equal((await next(changed)).shown, 3);
    await storage.close();
  });

  it('is told again what changed before its first state was answered', async () => {
    const first = heldLook();
    const { storage, add, changed, next, ready } = await viewOfPlan(first.look);
    const answered = ready();
    await first.begun;
    await add(1, '# Limits\n\nWhy.\n', 'proposed');
    assert.equal((await next(changed)).proposal?.version, 2);
    // The page starts to listen with the answer, which knows nothing of the proposal.
    const again = next(first.end);
    assert.equal((await answered).proposal, null);
    assert.equal((await again).proposal?.version, 2);
    await storage.close();
  });

  it('is told what a slow first look found, without another look', async () => {
    const first = heldLook();
    const { storage, next, ready } = await viewOfPlan(first.look);
    const isUnderway = ({ problems }: PlanState) => problems.some(({ text }) => /still being looked up/.test(text));
    assert.ok(isUnderway(await ready()));
    assert.ok(!isUnderway(await next(first.end)));
    assert.equal(first.looks(), 1);
    await storage.close();
  });
});

describe('the plan in front', () => {
  it('is also the one whose Markdown is', async () => {
    const plan = await makePlan();
    await openPlanDocument(plan);
    const { extensionUri } = vscode.extensions.getExtension('devplan.devplan')!;
    const panels = new PlanPanels(extensionUri, () => assert.fail('reads nothing'), silentLog);
    assert.equal(panels.activePlanId(), plan.id);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(panels.activePlanId(), null);
  });
});

describe('the page of a view', () => {
  it('says that it loads until it is drawn', () => {
    const webview = { cspSource: 'self', asWebviewUri: (uri: vscode.Uri) => uri } as vscode.Webview;
    const page = webviewHtml(webview, vscode.Uri.file('/devplan'), 'plan', 'Limits');
    assert.match(page, /<div id="root"[^>]*><p role="status">Loading…<\/p><\/div>/);
  });
});

/** The view's state for a plan none of whose files has been looked up. */
const stateOf = async (
  content: string,
  checkReferences: Core['checkReferences'] = async () => [],
  find = findInFiles(silentLog),
) => {
  const storage = await openMemoryStorage();
  try {
    const { id: projectId } = await storage.projects.create({ name: 'Atlas' });
    const { plan } = await storage.plans.create({ projectId, title: 'Limits', content, author: 'user' });
    const core = { storage, memory: { get: () => undefined }, checkReferences };
    return await planState(core as unknown as Core, plan.id, null, find);
  } finally {
    await storage.close();
  }
};

describe('the state of a plan view', () => {
  it('says nothing of files that nobody looked up', async () => {
    const files = '`src/a.ts`, `src/b.ts` (new), `src/c.ts` (delete)';
    const content = `# Limits\n\n## Implementation Phases\n\n- [ ] **T1** Limit\n  - Files: ${files}\n`;
    const { sections } = await stateOf(content);
    const [task] = sections.flatMap(({ phases }) => phases).flatMap(({ tasks }) => tasks);
    assert.deepEqual(
      task?.files.map(({ state }) => state),
      ['unchecked', 'new', 'delete'],
    );
  });

  it('shows the plan where its files cannot be looked up, and says so', async () => {
    const content = '# Limits\n\nWhy.\n';
    const slow = new UserError('fileFailed', { file: 'api', reason: 'gitSlow', max: 60 });
    const { sections, problems } = await stateOf(content, () => Promise.reject(slow));
    assert.equal(sections[0]?.body, 'Why.');
    assert.match(problems[0]?.text ?? '', /^What the plan names was not looked up\..* 60 seconds/);
    const late: string[] = [];
    const inTime = findInTime(findInFiles(silentLog), 1, () => late.push('late'));
    const first = await stateOf(content, () => new Promise(() => {}), inTime);
    assert.match(first.problems[0]?.text ?? '', /still being looked up/);
    assert.deepEqual(late, ['late']);
  });

  it('leaves out none of the text', async () => {
    const content = '# Limits\n\nWhy.\n\n## Implementation Phases\n\nFirst.\n\n- [ ] **T1** Limit\n\nThen.\n';
    const { sections } = await stateOf(content);
    const texts = sections.flatMap(({ body, phases }) => [body, ...phases.flatMap((phase) => phase.texts)]);
    assert.deepEqual(texts.filter(Boolean), ['Why.', 'First.', 'Then.']);
  });

  it('names what a thread is about: the plan without a place, and a task that is gone by its id, which leads nowhere', () => {
    const about = (taskId: string | null) => ({
      id: String(taskId),
      planId: 'p',
      version: 1,
      anchor: { taskId, section: null, quote: 'Why', before: '', after: '' },
      state: 'open' as const,
      comments: [],
      createdAt: 0,
      updatedAt: 0,
    });
    const content = '# Limits\n\n## Implementation Phases\n\n- [ ] **T1** Limit\n';
    assert.deepEqual(
      threadViews([about(null), about('T1'), about('T9')], content, true).map(({ taskId, title }) => [taskId, title]),
      [
        [null, 'Limits'],
        ['T1', 'Limit'],
        [null, 'T9'],
      ],
    );
  });

  it('leads from a problem to its place in the Markdown', async () => {
    const api = await openApi();
    const project = await api.projects.create({ name: 'Problems' });
    const content = '# Limits\n\n## Implementation Phases\n\n- [ ] **T1** Limit\n- [ ] **T2** Write\n';
    const { id } = await api.plans.create({ projectId: project.id, content });
    const { problems } = await stateOf(content);
    const { command, args = [] } = problems.find(({ taskId }) => taskId === 'T2')!.actions.at(-1)!;
    await vscode.commands.executeCommand(command, id, ...args.slice(1));
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 5);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await api.projects.delete(project.id);
  });
});

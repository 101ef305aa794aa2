import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { silentLog } from '../../src/domain/log';
import type { CommandContext } from '../../src/editor/commands/command';
import { commandTable } from '../../src/editor/commands/index';
import { asNobody } from '../support/nobody';
import { asSomebody } from '../support/somebody';
import { makePlan, openApi, until } from './support';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

const openTabs = (): string[] => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

describe('commands', () => {
  it('are those that the manifest contributes, each registered', async () => {
    await openApi();
    const { contributes } = vscode.extensions.getExtension('devplan.devplan')!.packageJSON as Manifest;
    const contributed = contributes.commands.map(({ command }) => command);
    assert.deepEqual(
      contributed.sort(),
      Object.keys(commandTable)
        .map((name) => `devplan.${name}`)
        .sort(),
    );
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
  });

  it('open one sample plan, with a proposal to compare, however often it is asked for', async () => {
    const api = await openApi();
    const open = () => vscode.commands.executeCommand('devplan.openSamplePlan');
    assert.deepEqual(await asNobody(() => Promise.all([open(), open()])), []);
    await open();
    const samples = (await api.plans.list({ text: 'Sample:' })).items;
    assert.equal(samples.length, 1);
    const versions = await api.plans.versions(samples[0]!.id);
    assert.deepEqual(
      versions.map(({ number, state }) => [number, state]),
      [
        [2, 'proposed'],
        [1, 'accepted'],
      ],
    );
    await until(openTabs, (labels) => labels.some((label) => label.startsWith('Sample:')));
  });

  it('say how many versions go with a plan before it is deleted, one that is only proposed too', async () => {
    const api = await openApi();
    await vscode.commands.executeCommand('devplan.openSamplePlan');
    const [sample] = (await api.plans.list({ text: 'Sample:' })).items;
    const asked = await asSomebody(
      'showWarningMessage',
      () => undefined,
      async () => vscode.commands.executeCommand('devplan.deletePlan', sample!.id),
    );
    assert.match(asked[0]![1].detail, /^All its versions \(2\) go with it/);
  });

  it('create a project and generate a plan in it', async () => {
    const api = await openApi();
    const id = await vscode.commands.executeCommand<string>('devplan.newProject', 'Commands');
    assert.equal((await api.projects.get(id)).name, 'Commands');
    const result = await vscode.commands.executeCommand<{ generatedPlanId: string }>(
      'devplan.generatePlan',
      'Draft a plan for an audit log',
    );
    assert.equal((await api.plans.get(result.generatedPlanId)).projectId, id);
  });

  it('generate two plans at once, each in a conversation of its own', async () => {
    const ask = (request: string) =>
      vscode.commands.executeCommand<{ sessionId: string; generatedPlanId: string }>('devplan.generatePlan', request);
    const made = await Promise.all([ask('Draft a plan for webhooks'), ask('Draft a plan for rate limits')]);
    assert.ok(made.every((result) => result?.generatedPlanId));
    assert.equal(new Set(made.map(({ sessionId }) => sessionId)).size, 2);
  });

  it('open a plan, its versions and the comparison of two', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const { sessionId } = plan;
    assert.ok(sessionId);
    await api.planning.chat({ message: 'Add a task to document the events', projectId: null, sessionId });
    await vscode.commands.executeCommand('devplan.openPlan', plan.id);
    await until(openTabs, (tabs) => tabs.includes(plan.title));
    await vscode.commands.executeCommand('devplan.openVersion', plan.id, 1);
    const old = vscode.window.activeTextEditor;
    assert.match(old?.document.uri.path ?? '', /\/v1\//);
    await vscode.commands.executeCommand('devplan.compareVersions', plan.id, 1, 2);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.match(input.modified.path, /\/v2\//);
    await vscode.commands.executeCommand('devplan.acceptVersion', plan.id, 2);
    assert.equal((await api.plans.get(plan.id)).currentVersion, 2);
  });

  it('compare two versions with the proposed one on the right, whichever is picked first', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const { content } = await api.plans.version(plan.id);
    await api.plans.createVersion(plan.id, { content: `${content}\nProposed.\n`, base: 1 });
    const shown = async (pick: number): Promise<readonly (string | undefined)[]> => {
      await asSomebody(
        'showQuickPick',
        (picks: readonly { number: number }[]) => picks.find(({ number }) => number === pick),
        async () => vscode.commands.executeCommand('devplan.compareVersions', plan.id),
      );
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      assert.ok(input instanceof vscode.TabInputTextDiff);
      return [input.original, input.modified].map(({ path }) => /\/(v\d+)\//.exec(path)?.[1]);
    };
    assert.deepEqual(
      [await shown(1), await shown(2)],
      [
        ['v1', 'v2'],
        ['v1', 'v2'],
      ],
    );

    // From the comparison, unlike from a view, the outcome is announced.
    const inFront = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(inFront?.input instanceof vscode.TabInputTextDiff && inFront.label.endsWith(': v1 ↔ v2'), inFront?.label);
    const { modified } = inFront.input;
    const accept = async () => vscode.commands.executeCommand('devplan.acceptVersion', modified);
    const told = await asSomebody('showInformationMessage', () => undefined, accept);
    assert.deepEqual(told, [['Version 2 is current now.', 'Open Plan']]);
  });

  it('compare an old version with its own predecessor', async () => {
    const api = await openApi();
    const plan = await makePlan();
    const { sessionId } = plan;
    assert.ok(sessionId);
    for (const [message, version] of [
      ['Add a task to document the events', 2],
      ['Add a task to measure the load', 3],
    ] as const) {
      await api.planning.chat({ message, projectId: null, sessionId });
      await vscode.commands.executeCommand('devplan.acceptVersion', plan.id, version);
    }
    await vscode.commands.executeCommand('devplan.openVersion', plan.id, 2);
    const old = vscode.window.activeTextEditor?.document.uri;
    await vscode.commands.executeCommand('devplan.compareWithPrevious', old);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.match(input.original.path, /\/v1\//);
    assert.match(input.modified.path, /\/v2\//);
  });

  it('set only a next status', async () => {
    const api = await openApi();
    const plan = await makePlan();
    await vscode.commands.executeCommand('devplan.setStatus', plan.id, 'approved');
    assert.equal((await api.plans.get(plan.id)).status, 'approved');
    await vscode.commands.executeCommand('devplan.setStatus', plan.id, 'completed');
    assert.equal((await api.plans.get(plan.id)).status, 'approved');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('hand a plan on as a prompt that holds its open tasks', async () => {
    const api = await openApi();
    const plan = await makePlan('Draft a plan for handing things on');
    const { tasks } = await api.plans.progress(plan.id);
    const [first, second] = tasks.flatMap(({ id }) => id ?? []);
    await api.plans.setProgress(plan.id, first!, true);
    await vscode.commands.executeCommand('devplan.copyAsPrompt', plan.id, null);
    const prompt = await vscode.env.clipboard.readText();
    assert.match(prompt, new RegExp(`^#### ${second}: `, 'm'));
    assert.doesNotMatch(prompt, new RegExp(`^#### ${first}: `, 'm'));
    await vscode.commands.executeCommand('devplan.copyAsPrompt', plan.id, second);
    assert.equal((await vscode.env.clipboard.readText()).match(/^#### /gm)?.length, 1);
  });

  it('import a Markdown file as a plan with its ticks', async () => {
    const api = await openApi();
    const project = await api.projects.create({ name: 'Imports' });
    const folder = vscode.workspace.workspaceFolders![0]!.uri;
    const file = vscode.Uri.joinPath(folder, 'imported.md');
    const text = '- [x] Read\n- [ ] Write\n';
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    const picked = vscode.commands.executeCommand('devplan.importFile', file);
    const accept = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      200,
    );
    try {
      await picked;
    } finally {
      clearInterval(accept);
      await vscode.workspace.fs.delete(file);
    }
    const { items } = await api.plans.list({ text: 'imported' });
    assert.equal(items.length, 1);
    const { done, total } = await api.plans.progress(items[0]!.id);
    assert.deepEqual([done, total], [1, 2]);
    await api.projects.delete(project.id);
  });

  it('ask before the only key is forgotten', async () => {
    await openApi();
    const setTestMode = (on: boolean) =>
      vscode.workspace.getConfiguration('devplan').update('testMode', on, vscode.ConfigurationTarget.Global);
    await setTestMode(false);
    await asSomebody(
      'showQuickPick',
      ([first]: string[]) => first,
      () =>
        asSomebody(
          'showInputBox',
          () => 'sk-test',
          async () => vscode.commands.executeCommand('devplan.setApiKey'),
        ),
    );
    await setTestMode(true);
    const clear = async () => vscode.commands.executeCommand('devplan.clearApiKey');
    const kept = await asSomebody('showWarningMessage', () => undefined, clear);
    const gone = await asSomebody('showWarningMessage', (_, __, forget: string) => forget, clear);
    const none = await asSomebody('showWarningMessage', () => undefined, clear);
    assert.deepEqual([kept.length, gone.length, none.length], [1, 1, 0]);
  });

  it('say what goes with a project before it is deleted: its plans and its conversations', async () => {
    const api = await openApi();
    const project = await api.projects.create({ name: 'Doomed' });
    await api.planning.chat({ message: 'Draft a plan for an audit log', projectId: project.id });
    const asked = await asSomebody(
      'showWarningMessage',
      () => undefined,
      async () => vscode.commands.executeCommand('devplan.deleteProject', project.id),
    );
    assert.equal(asked.length, 1);
    assert.match(asked[0]![1].detail, /^1 plan and 1 conversation go with it/);
    await api.projects.delete(project.id);
  });

  it('make the data folder before they open it, and tell its path where it could not be made', async () => {
    const dataFolder = join(tmpdir(), crypto.randomUUID());
    const asked: string[] = [];
    const core = async (): Promise<never> => {
      asked.push('core');
      throw new Error('The data is damaged.');
    };
    const context = { core, dataFolder, log: silentLog } as unknown as CommandContext;
    const told = await asNobody(() => commandTable['openDataFolder']!(context));
    assert.deepEqual([asked, told], [['core'], [`showInformationMessage The data is in ${dataFolder}.`]]);
  });
});

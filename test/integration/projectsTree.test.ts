import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parsePlan } from '../../src/domain/grammar/planDocument';
import { silentLog } from '../../src/domain/log';
import type { CommandContext } from '../../src/editor/commands/command';
import { commandTable } from '../../src/editor/commands/index';
import type { Core } from '../../src/editor/core';
import { LazyTree } from '../../src/editor/lazyProviders';
import { filterWords, noFilter } from '../../src/editor/trees/projectsFilter';
import type { ProjectsNode } from '../../src/editor/trees/projectsNode';
import { PlanMarker } from '../../src/editor/trees/planMarks';
import { ProjectsTree } from '../../src/editor/trees/projectsTree';
import { memoryMemento } from '../support/memoryMemento';
import { openMemoryStorage } from '../support/memoryStorage';
import { asSomebody } from '../support/somebody';
import { until } from './support';

const open = async () => {
  const storage = await openMemoryStorage();
  const memory = memoryMemento();
  const core = async () => ({ storage }) as Core;
  const tree = new ProjectsTree(core, memory, silentLog);
  storage.onDidChange((change) => tree.noteChange(change));
  const drawn: string[] = [];
  tree.onDidChangeTreeData((node) => drawn.push(node === undefined ? 'everything' : node.kind));
  const project = await storage.projects.create({ name: 'Atlas', tags: ['web'] });
  const make = (title: string) =>
    storage.plans.create({ projectId: project.id, title, content: `# ${title}\n`, author: 'user', summary: '' });
  const old = (await make('Old')).plan;
  const recent = (await make('Recent')).plan;
  const rows = async (nodes?: ProjectsNode) => tree.getChildren(nodes);
  const shown = (await rows()).find(({ kind }) => kind === 'project')!;
  await rows(shown);
  return { storage, core, memory, tree, project, drawn, old, recent, rows, dispose: () => tree.dispose() };
};

describe('the Projects tree', () => {
  let world: Awaited<ReturnType<typeof open>>;
  beforeEach(async () => {
    world = await open();
    await world.rows();
    world.drawn.length = 0;
  });
  afterEach(async () => {
    world.dispose();
    await world.storage.close();
  });

  /** What is redrawn after a change, which may come in parts: the last has come once nothing more does for two polls. */
  const drawnBy = async (change: () => Promise<unknown>): Promise<readonly string[]> => {
    world.drawn.length = 0;
    await change();
    let [before, still] = [0, 0];
    await until(
      () => world.drawn.length,
      (count) => {
        still = count > 0 && count === before ? still + 1 : 0;
        before = count;
        return still === 2;
      },
    );
    return [...new Set(world.drawn)];
  };

  it('draws only the row of a plan that changes where it stands', async () => {
    const { storage, recent } = world;
    const version = {
      content: '# Recent\n\nMore.\n',
      author: 'user',
      summary: '',
      base: 1,
      state: 'accepted',
    } as const;
    assert.deepEqual(await drawnBy(() => storage.plans.createVersion(recent.id, version)), ['plan']);
    assert.deepEqual(await drawnBy(() => storage.plans.update(recent.id, { metadata: { seen: true } })), ['plan']);
  });

  it('draws everything where a plan changes places or what waits for somebody begins', async () => {
    const { storage, old, recent } = world;
    assert.deepEqual(await drawnBy(() => storage.plans.update(recent.id, { title: 'Renamed' })), ['everything']);
    assert.deepEqual(await drawnBy(() => storage.plans.update(old.id, { metadata: { seen: true } })), ['everything']);
    const proposal = { content: '# Old\n\nNew.\n', author: 'agent', summary: '', base: 1, state: 'proposed' } as const;
    assert.deepEqual(await drawnBy(() => storage.plans.createVersion(old.id, proposal)), ['everything']);
  });

  it('shows the other plans where one is deleted while the rows are read', async () => {
    const { storage, old, rows } = world;
    const [project] = (await rows()).filter(({ kind }) => kind === 'project');
    const list = storage.plans.list.bind(storage.plans);
    storage.plans.list = async (query) => {
      const found = await list(query);
      if (found.items.some(({ id }) => id === old.id)) await storage.plans.delete(old.id);
      return found;
    };
    assert.deepEqual(
      (await rows(project)).map((row) => row.kind === 'plan' && row.plan.title),
      ['Recent'],
    );
  });

  it('shows the projects that have the tags, and says so with the order', async () => {
    const { tree, rows } = world;
    const names = async () => (await rows()).filter(({ kind }) => kind === 'project').length;
    await tree.setFilter({ ...noFilter, tags: ['web'] });
    assert.equal(await names(), 1);
    await tree.setFilter({ ...noFilter, tags: ['api'], sort: 'title' });
    assert.equal(await names(), 0);
    assert.equal(filterWords(tree.currentFilter), '#api, by title');
  });

  it('tells the welcome views whether projects are hidden, or there are none', async () => {
    const { storage, tree, project, rows } = world;
    const told: boolean[] = [];
    tree.onDidHide((hidden) => void told.push(hidden));
    await rows();
    await storage.projects.archive(project.id);
    await rows();
    await tree.setFilter({ ...noFilter, archived: true });
    await rows();
    await storage.projects.delete(project.id);
    await rows();
    assert.deepEqual(told, [false, true, false, false]);
  });

  it('keeps the filter for the next window, and its text where the question for it is left', async () => {
    const { core, memory, tree } = world;
    const context = { core, projectsTree: tree } as unknown as CommandContext;
    const choose = (labels: RegExp) =>
      asSomebody(
        'showQuickPick',
        (picks: readonly vscode.QuickPickItem[]) => picks.filter(({ label }) => labels.test(label)),
        () =>
          asSomebody(
            'showInputBox',
            () => undefined,
            () => commandTable['filterPlans']!(context),
          ),
      );
    await tree.setFilter({ ...noFilter, text: 'Old' });
    await choose(/web|title/);
    const next = new ProjectsTree(core, memory, silentLog);
    assert.equal(filterWords(next.currentFilter), '#web, "Old", by title');
    next.dispose();
    await choose(/Clear Filter/);
    assert.deepEqual(tree.currentFilter, noFilter);
    const [[picks]] = (await choose(/Clear Filter/)) as [[readonly vscode.QuickPickItem[]]];
    assert.ok(!picks.some(({ label }) => label.endsWith('Clear Filter')), 'nothing is set');
  });

  it('tells the menus which phases and tasks are done', () => {
    const { tree, recent: plan } = world;
    const { phases } = parsePlan(
      '# Recent\n\n## Implementation Phases\n\n### Phase 1: One\n\n- [x] **T1** A\n\n### Phase 2: Two\n\n- [x] **T2** B\n- [ ] **T3** C\n',
    );
    const rows = phases.flatMap((phase, index): ProjectsNode[] => [
      { kind: 'phase', plan, index, phase },
      ...phase.tasks.map((task) => ({ kind: 'task' as const, plan, task })),
    ]);
    assert.deepEqual(
      rows.map((row) => tree.getTreeItem(row).contextValue),
      ['phase done', 'task done', 'phase open', 'task done', 'task open'],
    );
  });

  it('shows why it has no rows as long as its data cannot be read', async () => {
    let fails = true;
    const said: string[] = [];
    const getChildren = () => {
      if (fails) throw new Error('damaged');
      return [1];
    };
    const build = async () => ({ getChildren, getTreeItem: () => new vscode.TreeItem('') });
    const tree = new LazyTree<number>(
      build,
      async (error) => `Sorry: ${(error as Error).message}`,
      (text) => said.push(text),
    );
    assert.deepEqual(await tree.getChildren(), []);
    fails = false;
    assert.deepEqual(await tree.getChildren(), [1]);
    assert.deepEqual(said, ['Sorry: damaged', '']);
  });
});

describe('the marks of plans', () => {
  it('are found while somebody sees them', async () => {
    const asked: string[] = [];
    const markerOf = (name: string) =>
      new PlanMarker(
        async () => {
          asked.push(name);
          throw new Error('no data');
        },
        silentLog,
        () => {},
      );
    const [hidden, seen] = [markerOf('hidden'), markerOf('seen')];
    hidden.setSeen(false);
    hidden.of('plan');
    seen.of('plan');
    await until(
      () => asked.length,
      (count) => count > 0,
    );
    assert.deepEqual(asked, ['seen']);
    hidden.setSeen(true);
    await until(
      () => asked.includes('hidden'),
      (isAsked) => isAsked,
    );
    for (const marker of [hidden, seen]) marker.dispose();
  });
});

import assert from 'node:assert/strict';
import { silentLog } from '../../src/domain/log';
import type { Core } from '../../src/editor/core';
import { filterWords, noFilter } from '../../src/editor/trees/projectsFilter';
import type { ProjectsNode } from '../../src/editor/trees/projectsNode';
import { PlanMarker } from '../../src/editor/trees/planMarks';
import { ProjectsTree } from '../../src/editor/trees/projectsTree';
import { openMemoryStorage } from '../support/memoryStorage';
import { until } from './support';

const open = async () => {
  const storage = await openMemoryStorage();
  const tree = new ProjectsTree(async () => ({ storage }) as Core, silentLog);
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
  return { storage, tree, drawn, old, recent, rows, dispose: () => tree.dispose() };
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

  /** What is drawn again by a change. */
  const drawnBy = async (change: () => Promise<unknown>): Promise<readonly string[]> => {
    world.drawn.length = 0;
    await change();
    await until(
      () => world.drawn.length,
      (count) => count > 0,
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

  it('shows the projects that have the tags, and says so with the order', async () => {
    const { tree, rows } = world;
    const names = async () => (await rows()).filter(({ kind }) => kind === 'project').length;
    tree.setFilter({ ...noFilter, tags: ['web'] });
    assert.equal(await names(), 1);
    tree.setFilter({ ...noFilter, tags: ['api'], sort: 'title' });
    assert.equal(await names(), 0);
    assert.equal(filterWords(tree.currentFilter), '#api, by title');
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

import assert from 'node:assert/strict';
import type { Change, DevPlanApi, DevPlanError } from '../../../src/api/contract/devplan';
import { openApiWorld } from '../../support/apiWorld';
import { ScriptedProvider } from '../../support/scriptedProvider';

const text = '# Limits\n\n## Implementation Phases\n\n### Begin\n\n- [x] Read\n- [ ] Count\n\n### End\n\n- [ ] Ship\n';

const open = () => openApiWorld(new ScriptedProvider([]));

const openWithPlan = async (content = text) => {
  const world = await open();
  const project = await world.api.projects.create({ name: 'Atlas' });
  return { ...world, project, plan: await world.api.plans.create({ projectId: project.id, content }) };
};

/** A call as untyped code may make it. */
const untyped = (group: object, name: string, ...args: unknown[]): Promise<unknown> =>
  (group as Record<string, (...args: unknown[]) => Promise<unknown>>)[name]!(...args);

describe('the public API', () => {
  it('opens nothing before it is asked something', async () => {
    const { api, opened } = await open();
    assert.equal(api.apiVersion, 1);
    assert.equal(Object.keys(api.plans).length, 24);
    assert.equal(opened(), 0);
    await api.projects.list();
    assert.equal(opened(), 1);
  });

  it('opens the data for a listener, tells it of every change and stops when it is told to', async () => {
    const { api, opened } = await open();
    const heard: Change[] = [];
    const subscription = api.onDidChange((change) => heard.push(change));
    api.onDidChange(() => {
      throw new Error('a listener of somebody else');
    });
    assert.equal(opened(), 2);
    const project = await api.projects.create({ name: 'Atlas' });
    assert.deepEqual(heard, [{ entity: 'project', id: project.id, parentId: null, change: 'created' }]);
    subscription.dispose();
    subscription.dispose();
    await api.projects.archive(project.id);
    assert.equal(heard.length, 1);
  });

  it('rejects with a name, a code, arguments and words', async () => {
    const { api } = await open();
    await assert.rejects(api.plans.get('nowhere'), (error: unknown) => {
      assert.ok(error instanceof Error);
      const { name, message, code, args } = error as DevPlanError;
      assert.equal(name, 'DevPlanError');
      assert.match(message, /^In words: /);
      assert.deepEqual([code, args], ['notFound', { kind: 'plan', id: 'nowhere' }]);
      return true;
    });
  });

  const refused: readonly (readonly [string, (api: DevPlanApi) => Promise<unknown>, string])[] = [
    ['a missing argument', (api) => untyped(api.plans, 'get'), 'argument 1'],
    ['too many arguments', (api) => untyped(api.plans, 'get', 'a', 'b'), 'argument 1'],
    ['an unknown field', (api) => untyped(api.plans, 'list', { colour: 'red' }), 'argument 1'],
    ['a wrong type', (api) => untyped(api.projects, 'create', { name: 7 }), 'name'],
    ['an unknown status', (api) => untyped(api.projects, 'list', { status: ['open'] }), 'status.0'],
    ['a page that is too large', (api) => api.plans.list({ limit: 201 }), 'limit'],
    ['what is no JSON', (api) => untyped(api.projects, 'create', { name: 'a', tags: 1n }), 'arguments'],
    ['a blank message', (api) => api.planning.chat({ message: ' \n', projectId: null }), 'message'],
    [
      "a template's field without an answer",
      (api) => api.planning.generate({ template: 'new-feature', fields: { behaviour: ' ' }, projectId: null }),
      'fields.behaviour',
    ],
  ];
  for (const [what, call, field] of refused)
    it(`refuses ${what}`, async () => {
      const { api } = await open();
      await assert.rejects(call(api), (error: unknown) => {
        const { code, args } = error as { code: string; args: Record<string, string> };
        assert.deepEqual([code, args['field']], ['invalidInput', field]);
        return true;
      });
    });

  it('takes undefined as left out and shares nothing with its callers', async () => {
    const { api } = await open();
    const tags = ['a'];
    const project = await api.projects.create({ name: 'Atlas', tags });
    tags.push('b');
    const listed = await untyped(api.projects, 'list', { text: undefined, tags: ['a'] });
    assert.equal((listed as { total: number }).total, 1);
    (project.tags as string[]).push('c');
    assert.deepEqual((await api.projects.get(project.id)).tags, ['a']);
    const templates = await api.templates.list();
    (templates as unknown[]).length = 0;
    assert.equal((await api.templates.list()).length, 9);
  });

  it('pages through a list without losing or repeating anything', async () => {
    const { api } = await open();
    const names = Array.from({ length: 7 }, (_, index) => `Project ${index}`);
    for (const name of names) await api.projects.create({ name });
    const pages = [];
    for (let offset = 0; offset < 7; offset += 3)
      pages.push(await api.projects.list({ limit: 3, offset, sort: 'name' }));
    assert.deepEqual(
      pages.flatMap(({ items }) => items.map(({ name }) => name)),
      names,
    );
    assert.ok(pages.every(({ total }) => total === 7));
  });

  it('makes a plan of Markdown: ids for its tasks, ticks as progress, the rest as it was', async () => {
    const { api, plan } = await openWithPlan();
    assert.equal(plan.title, 'Limits');
    const { content, author } = await api.plans.version(plan.id);
    assert.equal(author, 'user');
    assert.equal(content.replaceAll(/\*\*T\d\*\* /g, ''), text);
    const { done, total, phases, tasks } = await api.plans.progress(plan.id);
    assert.deepEqual([done, total], [1, 3]);
    assert.deepEqual(phases, [
      { title: 'Begin', done: 1, total: 2 },
      { title: 'End', done: 0, total: 1 },
    ]);
    assert.deepEqual(
      tasks.map(({ id, title, phase, done }) => [id, title, phase, done]),
      [
        ['T1', 'Read', 'Begin', true],
        ['T2', 'Count', 'Begin', false],
        ['T3', 'Ship', 'End', false],
      ],
    );
  });

  it('proposes a version unless told to accept it, and refuses one on a moved base', async () => {
    const { api, plan } = await openWithPlan();
    const { content } = await api.plans.version(plan.id, 1);
    const proposed = await api.plans.createVersion(plan.id, { content: `${content}- [ ] More\n`, base: 1 });
    assert.deepEqual([proposed.number, proposed.state], [2, 'proposed']);
    assert.match(proposed.content, /\*\*T4\*\* More/);
    assert.equal((await api.plans.get(plan.id)).currentVersion, 1);
    const diff = await api.plans.diff(plan.id, { to: 2 });
    assert.deepEqual([diff.from, diff.to, diff.summary], [1, 2, '1 added']);
    await api.plans.acceptVersion(plan.id, 2);
    assert.deepEqual([(await api.plans.diff(plan.id)).from, (await api.plans.diff(plan.id)).to], [1, 2]);
    await assert.rejects(api.plans.createVersion(plan.id, { content: '# Late', base: 1, state: 'accepted' }), {
      code: 'conflict',
    });
  });

  it('merges an accepted proposal where the plan has moved on, and says where both changed the same', async () => {
    const { api, plan } = await openWithPlan();
    const { content } = await api.plans.version(plan.id, 1);
    const change = (from: string, to: string, state: 'accepted' | 'proposed') =>
      api.plans.createVersion(plan.id, { content: content.replace(from, to), base: 1, state });
    await change('Count', 'Count them', 'proposed');
    await change('Count', 'Count all', 'proposed');
    await change('Ship', 'Ship it', 'accepted');
    const merged = await api.plans.acceptVersion(plan.id, 2);
    assert.deepEqual([merged.number, merged.state], [5, 'accepted']);
    assert.match(merged.content, /Count them[^]*Ship it/);
    await assert.rejects(api.plans.acceptVersion(plan.id, 3), { code: 'mergeConflict' });
  });

  it('takes reviews: asking for one, and an approval that approves the draft', async () => {
    const { api, plan } = await openWithPlan();
    await api.plans.review(plan.id, { state: 'requested' });
    await api.plans.review(plan.id, { state: 'approved', note: 'good' });
    assert.equal((await api.plans.get(plan.id)).status, 'approved');
    const reviews = await api.plans.reviews(plan.id);
    assert.deepEqual(
      reviews.map(({ state, version, who, note }) => [state, version, who, note]),
      [
        ['requested', 1, 'Ada', ''],
        ['approved', 1, 'Ada', 'good'],
      ],
    );
  });

  it('keeps threads of comments where their words stand, and tells when they are gone', async () => {
    const { api, plan } = await openWithPlan();
    const { comments } = api.plans;
    const thread = await comments.create(plan.id, { taskId: 'T2', body: 'By client?' });
    assert.deepEqual(
      [thread.taskId, thread.quote, thread.line, thread.version, thread.comments[0]?.author],
      ['T2', '**T2** Count', 8, 1, 'Ada'],
    );
    const reply = await comments.reply(thread.id, 'By key.');
    await comments.edit(reply.id, 'By key, please.');
    await comments.resolve(thread.id);
    assert.deepEqual(await comments.list(plan.id, { state: 'open' }), []);
    await comments.reopen(thread.id);
    const [open] = await comments.list(plan.id, { state: 'open' });
    assert.deepEqual(
      open?.comments.map(({ body }) => body),
      ['By client?', 'By key, please.'],
    );
    const { content } = await api.plans.version(plan.id);
    const without = content.replace('- [ ] **T2** Count\n', '');
    await api.plans.createVersion(plan.id, { content: without, base: 1, state: 'accepted' });
    const [outdated] = await comments.list(plan.id);
    assert.deepEqual([outdated?.line, outdated?.quote], [null, '**T2** Count']);
    await comments.deleteComment(reply.id);
    await comments.delete(thread.id);
    assert.deepEqual(await comments.list(plan.id), []);
  });

  it('refuses comments on what is not there', async () => {
    const { api, plan } = await openWithPlan();
    const { comments } = api.plans;
    await assert.rejects(comments.create(plan.id, { taskId: 'T9', body: 'x' }), { code: 'invalidInput' });
    await assert.rejects(comments.create(plan.id, { taskId: 'T1', quote: 'Ship', body: 'x' }), {
      code: 'invalidInput',
    });
    await assert.rejects(comments.create(plan.id, { body: '' }), { code: 'invalidInput' });
    await assert.rejects(comments.reply('nowhere', 'x'), { code: 'notFound' });
    await assert.rejects(comments.edit('nowhere', 'x'), { code: 'notFound' });
    const whole = await comments.create(plan.id, { quote: 'Ship', body: 'When?' });
    assert.equal(whole.taskId, 'T3');
  });

  it('tells where a problem stands, those of the workspace among them', async () => {
    const { api, plan } = await openWithPlan(`${text}  - Files: \`src/ap.ts\`\n  - Done when: shipped\n`);
    const problems = await api.plans.check(plan.id);
    const missing = problems.find(({ code }) => code === 'missingReference');
    assert.deepEqual([missing?.line, missing?.taskId, missing?.args['nearest']], [13, 'T3', 'src/app.ts']);
  });

  it('renames a plan in its text, too', async () => {
    const { api, plan } = await openWithPlan();
    const renamed = await api.plans.update(plan.id, { title: 'Fair use', metadata: { a: 1 } });
    assert.deepEqual([renamed.title, renamed.currentVersion, renamed.metadata], ['Fair use', 2, { a: 1 }]);
    assert.match((await api.plans.version(plan.id)).content, /^# Fair use\n/);
  });

  it('changes nothing of a plan where one of the changes is refused', async () => {
    const { api, plan } = await openWithPlan();
    const { id: projectId } = await api.projects.create({ name: 'Borealis' });
    await assert.rejects(api.plans.update(plan.id, { projectId, title: ' ' }), { code: 'invalidInput' });
    await assert.rejects(api.plans.update(plan.id, { projectId: 'nowhere', title: 'Quotas' }), { code: 'notFound' });
    assert.deepEqual(await api.plans.get(plan.id), plan);
  });

  it('imports again what it exports: Markdown as a new plan with its ticks, JSON as the same plan', async () => {
    const { api, plan, project } = await openWithPlan();
    const { name, text: markdown } = await api.plans.export(plan.id, 'markdown');
    assert.equal(name, 'limits.md');
    const { planIds } = await api.plans.import({ format: 'markdown', text: markdown, projectId: project.id });
    assert.notEqual(planIds[0], plan.id);
    assert.equal((await api.plans.export(planIds[0]!, 'markdown')).text, markdown);

    const json = await api.plans.export(plan.id, 'json');
    const other = await open();
    const report = await other.api.plans.import({ format: 'json', text: json.text });
    assert.deepEqual([report.skipped, report.planIds], [0, [plan.id]]);
    assert.deepEqual(await other.api.plans.get(plan.id), plan);
    assert.equal(
      (await other.api.plans.export(plan.id, 'json')).text.split('\n').slice(1).join(),
      json.text.split('\n').slice(1).join(),
    );
    assert.equal((await other.api.plans.import({ format: 'json', text: json.text })).created, 0);
  });
});

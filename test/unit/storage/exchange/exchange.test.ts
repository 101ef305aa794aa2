import assert from 'node:assert/strict';
import { exchangeTables } from '../../../../src/storage/exchange/exchangeTables';
import type { Row } from '../../../../src/storage/exchange/merging';
import type { Storage, StoreChange } from '../../../../src/storage/open';
import { failsWith } from '../../../support/failsWith';
import { openMemoryStorage, tickingClock } from '../../../support/memoryStorage';

const reason = { who: 'Ada', why: 'because' };

const exportAll = async (storage: Storage): Promise<string> => {
  let text = '';
  for await (const piece of storage.exchange.export()) text += piece;
  return text;
};

/** Only the rows, because the time of the export differs. */
const rowsOf = (text: string): unknown => (JSON.parse(text) as { rows: unknown }).rows;

describe('Exchange', () => {
  let from: Storage;
  let to: Storage;
  let planId: string;
  let sessionId: string;

  beforeEach(async () => {
    from = await openMemoryStorage();
    to = await openMemoryStorage({ clock: tickingClock(1_700_000_001_000) });
    const project = await from.projects.create({ name: 'Atlas', tags: ['a'] });
    sessionId = (await from.conversations.createSession({ projectId: project.id })).id;
    const { plan } = await from.plans.create({
      projectId: project.id,
      title: 'Plan',
      content: '# Plan\n\u2028"x"',
      author: 'agent',
      sessionId,
      metadata: { a: [1] },
    });
    planId = plan.id;
    await from.plans.createVersion(planId, { content: '# Two', author: 'user', base: 1, state: 'accepted' });
    await from.plans.setStatus(planId, 'approved', reason);
    await from.plans.setProgress(planId, 'T1', true, reason);
    const template = { id: 'spike', sections: ['Findings'] };
    await from.conversations.addMessage(sessionId, { role: 'user', content: 'hello', template });
    await from.conversations.addMessage(sessionId, {
      role: 'assistant',
      content: '',
      state: 'failed',
      error: { code: 'timeout', args: { seconds: 3 } },
      planId,
      planVersion: 2,
    });
  });
  afterEach(() => Promise.all([from.close(), to.close()]));

  it('carries everything over, and the same again changes nothing', async () => {
    const text = await exportAll(from);
    assert.deepEqual(await to.exchange.import([text], 'data.json'), {
      created: 11,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      reasons: [],
      planIds: [planId],
    });
    assert.deepEqual(rowsOf(await exportAll(to)), rowsOf(text));
    assert.deepEqual(await to.plans.get(planId), await from.plans.get(planId));
    assert.deepEqual(await to.conversations.messages(sessionId), await from.conversations.messages(sessionId));
    const again = await to.exchange.import([text], 'data.json');
    assert.deepEqual([again.created, again.updated, again.unchanged], [0, 0, 11]);
    assert.deepEqual(rowsOf(await exportAll(to)), rowsOf(text));
  });

  it('names the plans that it made or changed, whatever of them came', async () => {
    const bring = async () => (await to.exchange.import(from.exchange.export(), 'x')).planIds;
    await bring();
    assert.deepEqual(await bring(), []);
    const anchor = { taskId: 'T1', section: null, quote: '', before: '', after: '' };
    const thread = await from.comments.begin(planId, { version: 2, anchor, author: 'Ada', body: 'Why?' });
    assert.deepEqual(await bring(), [planId]);
    await from.comments.edit(thread.comments[0]!.id, 'Why not?');
    assert.deepEqual(await bring(), [planId]);
    await from.reviews.add(planId, { state: 'commented', version: 2, who: 'Ada', note: 'Good' });
    assert.deepEqual(await bring(), [planId]);
    await from.conversations.addMessage(sessionId, { role: 'assistant', content: 'x', planId, planVersion: 2 });
    assert.deepEqual(await bring(), []);
  });

  it('reads the same JSON in another layout', async () => {
    const text = await exportAll(from);
    assert.equal((await to.exchange.import([JSON.stringify(JSON.parse(text), null, 2)], 'x')).created, 11);
  });

  it('goes in pieces of bounded size, and is read from pieces cut anywhere', async () => {
    const content = 'ä'.repeat(100_000);
    for (let n = 0; n < 6; n += 1) await from.conversations.addMessage(sessionId, { role: 'user', content });
    const pieces: string[] = [];
    for await (const piece of from.exchange.export()) pieces.push(piece);
    assert.ok(pieces.every(({ length }) => length < 400_000));
    const text = pieces.join('');
    const cut = Array.from({ length: Math.ceil(text.length / 7777) }, (_, n) => text.slice(n * 7777, (n + 1) * 7777));
    assert.equal((await to.exchange.import(cut, 'x')).created, 17);
    assert.deepEqual(rowsOf(await exportAll(to)), rowsOf(text));
  });

  it('is found by search and told to listeners', async () => {
    const told: string[] = [];
    to.onDidChange(({ entity }) => told.push(entity));
    await to.exchange.import(from.exchange.export(), 'x');
    assert.deepEqual(told, [
      'project',
      'session',
      'plan',
      'version',
      'version',
      'progress',
      'message',
      'message',
      'review',
    ]);
    assert.equal((await to.search.find({ text: 'hello' })).hits.length, 2);
  });

  it('lets what was changed later win', async () => {
    const text = await exportAll(from);
    await to.exchange.import([text], 'x');
    await to.plans.update(planId, { title: 'Mine, later' });
    await from.plans.update(planId, { title: 'Theirs, earlier' });
    assert.equal((await to.exchange.import(from.exchange.export(), 'x')).updated, 0);
    assert.equal((await to.plans.get(planId)).title, 'Mine, later');
    assert.equal((await from.exchange.import(to.exchange.export(), 'x')).updated, 1);
    assert.equal((await from.plans.get(planId)).title, 'Mine, later');
  });

  it('keeps both texts where versions went apart', async () => {
    await to.exchange.import(from.exchange.export(), 'x');
    await to.plans.createVersion(planId, { content: '# Mine', author: 'user', base: 2, state: 'accepted' });
    await from.plans.createVersion(planId, { content: '# Theirs', author: 'user', base: 2, state: 'accepted' });
    const theirs = await exportAll(from);
    await to.exchange.import([theirs], 'x');
    const versions = await to.plans.versions(planId);
    assert.deepEqual(versions.map(({ number, state, baseVersion }) => [number, state, baseVersion]).slice(0, 2), [
      [4, 'proposed', 2],
      [3, 'accepted', 2],
    ]);
    assert.equal((await to.plans.version(planId, 4)).content, '# Theirs');
    assert.equal((await to.plans.get(planId)).currentVersion, 3);
    const again = await to.exchange.import([theirs], 'x');
    assert.deepEqual([again.created, again.updated], [0, 0]);
    assert.equal((await to.plans.get(planId)).currentVersion, 3);
    assert.equal((await to.plans.version(planId, 4)).state, 'proposed');
  });

  it('gives a project whose name is taken another one, and appends messages', async () => {
    await to.projects.create({ name: 'Atlas' });
    await to.exchange.import(from.exchange.export(), 'x');
    assert.deepEqual(
      (await to.projects.list()).items.map(({ name }) => name),
      ['Atlas', 'Atlas (2)'],
    );
    await to.conversations.addMessage(sessionId, { role: 'user', content: 'mine' });
    await from.conversations.addMessage(sessionId, { role: 'user', content: 'theirs' });
    await to.exchange.import(from.exchange.export(), 'x');
    assert.deepEqual(
      (await to.conversations.messages(sessionId)).map(({ content }) => content),
      ['hello', '', 'mine', 'theirs'],
    );
  });

  it('leaves out what it cannot take, and says why', async () => {
    const document = JSON.parse(await exportAll(from)) as { rows: [string, Record<string, unknown>][] };
    const rows = document.rows.map(([name, row]): [string, Record<string, unknown>] =>
      name === 'dev_plan_version' ? [name, { ...row, state: 'lost' }] : [name, row],
    );
    const report = await to.exchange.import(
      [JSON.stringify({ ...document, rows: [...rows, ['nonsense', {}], 5] })],
      'x',
    );
    assert.deepEqual([report.created, report.skipped], [9, 5]);
    assert.match(report.reasons.join('\n'), /dev_plan_version: [\s\S]*state[\s\S]*nonsense[\s\S]*without any version/);
    const orphan = document.rows.filter(([name]) => name === 'task_progress');
    assert.equal((await to.exchange.import([JSON.stringify({ ...document, rows: orphan })], 'x')).skipped, 1);
  });

  it('refuses anything else', async () => {
    const text = await exportAll(from);
    for (const other of [
      '',
      'no',
      '{}',
      '[]',
      '{"format":"devplan-data"}',
      text.slice(0, -6),
      text.replace('"version":1', '"version":2'),
    ])
      await assert.rejects(to.exchange.import([other], 'data.json'), failsWith('unknownFormat'));
  });

  it('leaves no plan without a version behind where the document ends too soon', async () => {
    const text = await exportAll(from);
    const cut = text.slice(0, text.indexOf('["dev_plan_version"'));
    await assert.rejects(to.exchange.import([cut], 'data.json'), failsWith('unknownFormat'));
    assert.equal((await to.plans.list()).total, 0);
    assert.ok((await to.exchange.import([text], 'data.json')).created > 0);
    assert.equal((await to.plans.list()).total, 1);
  });

  const anchor = { taskId: null, section: null, quote: 'Two', before: '', after: '' };
  const comment = { version: 2, anchor, author: 'Ada', body: 'why?' };

  it('tells a comment that came as a change of its thread', async () => {
    const thread = await from.comments.begin(planId, comment);
    await to.exchange.import([await exportAll(from)], 'data.json');
    const seen: StoreChange[] = [];
    to.onDidChange((change) => seen.push(change));
    await from.comments.reply(thread.id, { author: 'Bo', body: 'because' });
    const rows = (rowsOf(await exportAll(from)) as [string, Row][]).flatMap(([name, row]) => {
      const table = exchangeTables.find((each) => each.name === name);
      return table?.name === 'comment' ? [{ table, row }] : [];
    });
    await to.plans.mergeShared(planId, { entries: rows, deletedComments: [] });
    assert.deepEqual(seen, [{ entity: 'thread', id: thread.id, parentId: planId, change: 'updated' }]);
  });

  /** A document in two pieces, with a wait before the one that begins with the given text. */
  const paused = async function* (text: string, before: string, wait: () => Promise<unknown>) {
    const at = text.indexOf(before);
    yield text.slice(0, at);
    await wait();
    yield text.slice(at);
  };

  it('runs one import after another, and takes from none what is still to be completed', async () => {
    await from.comments.begin(planId, comment);
    const text = await exportAll(from);
    let second: Promise<unknown> = Promise.resolve();
    const manyProjects = (count: number): string => {
      const document = JSON.parse(text) as { rows: [string, Row][] };
      const [name, project] = document.rows.find(([table]) => table === 'project')!;
      const rows = Array.from({ length: count }, (_, n) => [name, { ...project, id: `p${n}`, name: `P ${n}` }]);
      return text.replace('"rows":[\n', `"rows":[\n${rows.map((row) => `${JSON.stringify(row)},\n`).join('')}`);
    };
    // The first batch ends with the plan: its versions are in the next one.
    const first = to.exchange.import(
      paused(manyProjects(97), '["dev_plan_version"', async () => {
        second = to.exchange.import(['nonsense'], 'other');
        second.catch(() => {});
        for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
        assert.equal((await to.plans.list()).total, 1, 'half of it is there');
      }),
      'data.json',
    );
    assert.deepEqual((await first).reasons, []);
    await assert.rejects(second, failsWith('unknownFormat'));
    assert.equal((await to.comments.threads(planId)).length, 1);
  });

  it('a merge beside an import leaves the threads whose comments are still to come', async () => {
    await from.comments.begin(planId, comment);
    await to.exchange.import([await exportAll(from)], 'data.json');
    await from.comments.begin(planId, { ...comment, body: 'again' });
    const rows = rowsOf(await exportAll(from)) as [string, Row][];
    const [name, thread] = rows.findLast(([table]) => table === 'comment_thread')!;
    const table = exchangeTables.find((each) => each.name === name)!;
    const fillers = Array.from({ length: 99 }, (_, n) => ['counter', { name: `n${n}`, day: 1, value: 1 }]);
    const [, last] = rows.findLast(([each]) => each === 'comment')!;
    const text = `{"format":"devplan-data","version":1,"exportedAt":1,"rows":[\n${[
      [table.name, thread],
      ...fillers,
      ['comment', last],
    ]
      .map((row) => JSON.stringify(row))
      .join(',\n')}\n]}\n`;
    const merge = () => to.plans.mergeShared(planId, { entries: [], deletedComments: [] });
    assert.deepEqual((await to.exchange.import(paused(text, '["comment"', merge), 'data.json')).reasons, []);
    assert.equal((await to.comments.threads(planId)).length, 2);
  });

  it('takes messages without the plan that they made, where that is in no part of the document', async () => {
    const rows = (rowsOf(await exportAll(from)) as [string, unknown][]).filter(
      ([table]) => table === 'project' || table.startsWith('conversation_'),
    );
    const part = JSON.stringify({ ...(JSON.parse(await exportAll(from)) as object), rows });
    assert.deepEqual((await to.exchange.import([part], 'data.json')).reasons, []);
    const [, answer] = await to.conversations.messages(sessionId);
    assert.deepEqual([answer?.state, answer?.planId, answer?.planVersion], ['failed', null, null]);
  });
});

import assert from 'node:assert/strict';
import type { Storage } from '../../../../src/storage/open';
import type { SearchQuery } from '../../../../src/storage/search/searchStore';
import { failsWith } from '../../../support/failsWith';
import { openMemoryStorage } from '../../../support/memoryStorage';

describe('SearchStore', () => {
  let storage: Storage;
  let projectId: string;
  let sessionId: string;
  const plan = async (title: string, content: string, project = projectId) =>
    (await storage.plans.create({ projectId: project, title, content, author: 'user' })).plan;
  const say = (content: string) => storage.conversations.addMessage(sessionId, { role: 'user', content });
  const find = async (text: string, more: Partial<SearchQuery> = {}) =>
    (await storage.search.find({ text, ...more })).hits;
  const titles = async (text: string, more: Partial<SearchQuery> = {}) =>
    (await find(text, { kinds: ['plan'], ...more })).map(({ title }) => title);
  /** The snippet with the matched words in brackets. */
  const marked = async (text: string) => {
    const [hit] = await find(text);
    assert.ok(hit !== undefined, text);
    return hit.snippet.ranges.reduceRight(
      (piece, [start, end]) => `${piece.slice(0, start)}[${piece.slice(start, end)}]${piece.slice(end)}`,
      hit.snippet.text,
    );
  };

  beforeEach(async () => {
    storage = await openMemoryStorage();
    projectId = (await storage.projects.create({ name: 'Project' })).id;
    sessionId = (await storage.conversations.createSession({ projectId, title: 'Talk' })).id;
  });
  afterEach(() => storage.close());

  it('finds words in any form, all of them, in titles and texts', async () => {
    await plan('Rate limiting', '# Rate limiting\n\nA token bucket for each API key.');
    await plan('Login', 'Users sign in by e-mail. No limits here.');
    assert.deepEqual(await titles('limit'), ['Rate limiting', 'Login'], 'a title counts more');
    assert.deepEqual(await titles('limits bucket'), ['Rate limiting']);
    assert.deepEqual(await titles('bucket login'), []);
    assert.deepEqual(await titles('API KEY'), ['Rate limiting']);
  });

  it('understands phrases, beginnings and the word being typed', async () => {
    await plan('A', 'the token bucket store');
    await plan('B', 'bucket of the token');
    assert.deepEqual(await titles('"token bucket"'), ['A']);
    assert.deepEqual(await titles('"token buck"'), []);
    assert.deepEqual(await titles('sto* token'), ['A']);
    assert.deepEqual(await titles('token stor'), ['A']);
    assert.deepEqual(await titles('stor token'), []);
  });

  it('finds parts of identifiers, and accents and letter case aside', async () => {
    await plan('A', 'Call `createRateLimiter(MAX_BURST_SIZE)` in café.ts');
    for (const text of ['createRateLimiter', 'limiter', 'rate', 'burst', 'MAX_BURST_SIZE', 'cafe', 'CAFÉ'])
      assert.deepEqual(await titles(text), ['A'], text);
  });

  it('finds scripts without spaces', async () => {
    await plan('A', '我们需要一个新的数据库迁移计划');
    await plan('B', 'データベースの移行計画を立てる');
    await plan('C', '데이터베이스를 옮기는 계획');
    assert.deepEqual(await titles('数据库'), ['A']);
    assert.deepEqual(await titles('数据迁移'), []);
    assert.deepEqual(await titles('划'), ['A'], 'one character at the end of a run');
    assert.deepEqual(await titles('数'), ['A']);
    assert.deepEqual(await titles('データベース'), ['B']);
    assert.deepEqual(await titles('데이터'), ['C']);
    assert.match(await marked('数据库'), /\[数据库\]/);
  });

  it('falls back to the text as it is', async () => {
    await plan('A', 'fn main() -> Result<()> { let x = a?.b ?? "50%_x"; }');
    await say('what about x?.y => z');
    assert.deepEqual(await titles('?? "50%_'), ['A']);
    assert.deepEqual(await titles('esul'), ['A'], 'the middle of a word');
    assert.deepEqual(
      (await find('=>')).map(({ kind }) => kind),
      ['conversation'],
    );
    assert.deepEqual(await titles('50%%x'), []);
    assert.equal(await marked('esul'), 'fn main() -> R[esul]t<()> { let x = a?.b ?? "50%_x"; }');
  });

  it('lists every plan with the text, however many versions of one have it', async () => {
    await plan('Older', 'aaxyzzybb');
    const { id } = await plan('Newer', 'aaxyzzybb 0');
    for (let base = 1; base < 25; base += 1)
      await storage.plans.createVersion(id, {
        content: `aaxyzzybb ${base}`,
        author: 'user',
        base,
        state: 'accepted',
      });
    const { hits } = await storage.search.find({ text: 'xyzz', kinds: ['plan'], limit: 20 });
    assert.deepEqual(
      hits.map((hit) => [hit.title, hit.kind === 'plan' && hit.isCurrent]),
      [
        ['Newer', true],
        ['Older', true],
      ],
    );
  });

  it('finds the messages of a conversation that was put back', async () => {
    await say('a token bucket');
    const deleted = await storage.conversations.delete([sessionId]);
    assert.deepEqual(await find('bucket'), []);
    await storage.conversations.restore(deleted);
    assert.deepEqual(
      (await find('bucket')).map((hit) => hit.kind === 'conversation' && hit.messageId !== null),
      [true],
    );
  });

  it('finds messages and conversations', async () => {
    const message = await say('Shall we cache the responses?');
    const [hit] = await find('caching');
    assert.deepEqual(hit, {
      kind: 'conversation',
      sessionId,
      projectId,
      title: 'Talk',
      messageId: message.id,
      role: 'user',
      snippet: { text: 'Shall we cache the responses?', ranges: [[9, 14]] },
    });
    const [talk] = await find('talk');
    assert.ok(talk?.kind === 'conversation');
    assert.equal(talk.messageId, null);
  });

  it('counts a plan once, by its current version where that matches', async () => {
    const { id } = await plan('A', 'bucket one');
    await storage.plans.createVersion(id, { content: 'bucket two', author: 'user', base: 1, state: 'accepted' });
    await storage.plans.createVersion(id, { content: 'three', author: 'user', base: 2, state: 'accepted' });
    const shown = async (text: string) =>
      (await find(text)).map((hit) => (hit.kind === 'plan' ? [hit.version, hit.isCurrent] : []));
    assert.deepEqual(await shown('three'), [[3, true]]);
    assert.deepEqual(await shown('one'), [[1, false]]);
    assert.equal((await shown('bucket')).length, 1);
    assert.deepEqual(await shown('A'), [[3, true]]);
  });

  it('follows every change', async () => {
    const { id } = await plan('Before', 'some text');
    await storage.plans.update(id, { title: 'After' });
    assert.deepEqual(await titles('before'), []);
    assert.deepEqual(await titles('after'), ['After']);
    const save = (content: string) => storage.plans.saveEdit(id, { content, session: 's', base: 2 });
    await storage.plans.saveEdit(id, { content: 'first words', session: 's', base: 1 });
    await save('second words');
    assert.deepEqual(await titles('first'), []);
    assert.deepEqual(await titles('second'), ['After']);
    await storage.plans.delete(id);
    assert.deepEqual(await find('second'), []);
    await say('hello there');
    await storage.conversations.delete([sessionId]);
    assert.deepEqual(await find('hello'), []);
  });

  it('keeps to a project, a kind and a number', async () => {
    const other = await storage.projects.create({ name: 'Other' });
    await plan('Here', 'bucket');
    await plan('There', 'bucket', other.id);
    await say('bucket');
    assert.deepEqual(await titles('bucket', { projectId: other.id }), ['There']);
    assert.deepEqual(await titles('ucke', { projectId: other.id }), ['There']);
    assert.equal((await find('bucket', { kinds: ['conversation'] })).length, 1);
    assert.equal((await find('bucket', { projectId: other.id, kinds: ['conversation'] })).length, 0);
    assert.equal((await find('bucket', { limit: 2 })).length, 2);
    assert.equal((await find('bucket')).length, 3);
  });

  it('takes any text for a query', async () => {
    await plan('A', 'x');
    for (const text of [
      '"',
      '""',
      '*',
      'a*b',
      '(',
      ') OR (',
      'NOT',
      'title:x',
      '-x',
      "'",
      'NEAR/2',
      '\u0000',
      '\ud800',
      '%',
      '😀',
    ])
      await find(text);
    assert.deepEqual(await find(''), []);
    assert.deepEqual(await find('  '), []);
    await assert.rejects(find('x', { limit: 51 }), failsWith('invalidInput'));
    await assert.rejects(find('x'.repeat(1001)), failsWith('invalidInput'));
  });

  it('shows the place with most of the words', async () => {
    await plan('A', `${'bucket '.padEnd(500, 'x ')} the token\nof the bucket ${'y '.repeat(300)}`);
    assert.match(await marked('token bucket'), /^….*the \[token\] of the \[bucket\].*…$/);
  });
});

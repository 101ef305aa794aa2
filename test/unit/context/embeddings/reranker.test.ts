import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContextManager } from '../../../../src/context/contextManager';
import { Reranker } from '../../../../src/context/embeddings/reranker';
import { VectorCache } from '../../../../src/context/embeddings/vectorCache';
import { WorkspaceSearch } from '../../../../src/context/workspaceSearch';
import type { Embedder } from '../../../../src/domain/embedder';
import { type Log, silentLog } from '../../../../src/domain/log';
import { OpenAiProvider } from '../../../../src/models/openAiProvider';
import { syntheticEmbedder } from '../../../../src/models/syntheticEmbedder';
import { MemoryFiles } from '../../../support/memoryFiles';
import { type ModelServer, startModelServer } from '../../../support/modelServer';

const never = new AbortController().signal;

describe('Reranker', () => {
  let folder = '';
  let server: ModelServer | null = null;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'devplan-vectors-'))));
  afterEach(async () => {
    await server?.close();
    server = null;
    rmSync(folder, { recursive: true, force: true });
  });
  const cache = (log: Log = silentLog) => new VectorCache(join(folder, 'vectors.json'), log);

  const files = () =>
    new MemoryFiles({
      'src/a.ts': '// limit limit limit\nexport const limit = 1;\n',
      'src/b.ts': '// limit limit\nexport const limit = 2;\n',
      'src/c.ts': '// limit\nexport const limit = 3; export const throttle = 3;\n',
    });
  const shown = async (reranker: Reranker, sends = true): Promise<(string | undefined)[]> => {
    const world = files();
    const manager = new ContextManager(world, new WorkspaceSearch(world), reranker);
    const { sections } = await manager.assemble({ request: 'limit', budget: 10_000, sends });
    return sections.filter(({ source }) => source === 'workspace').map(({ path }) => path);
  };
  /** A server that puts the request near `src/c.ts` only. */
  const open = async (fails = false): Promise<Embedder> => {
    server = await startModelServer(({ input }) => [
      fails
        ? { status: 500, body: { error: { message: 'down' } } }
        : {
            status: 200,
            body: {
              data: input.map((text: string, index: number) => ({
                index,
                embedding:
                  text === 'limit' || text.startsWith('src/c.ts') ? [1, 0] : [-1, text.startsWith('src/b.ts') ? 1 : 0],
              })),
            },
          },
    ]);
    const options = { id: 'openai', baseUrl: server.baseUrl, apiKey: 'k', firstTokenTimeoutMs: 20_000 } as const;
    return new OpenAiProvider({ ...options, idleTimeoutMs: 20_000 }).embedder('e1');
  };

  it('fuses the order by words with that by embeddings, and asks for no text twice, not even after a restart', async () => {
    const embedder = await open();
    const byWords = await shown(new Reranker(async () => null, cache(), silentLog));
    const fused = await shown(new Reranker(async () => embedder, cache(), silentLog));
    assert.deepEqual(new Set(byWords), new Set(fused));
    assert.ok(fused.indexOf('src/c.ts') < byWords.indexOf('src/c.ts'), `${byWords.join()} | ${fused.join()}`);
    assert.equal(server!.requests.length, 1);
    assert.deepEqual(await shown(new Reranker(async () => embedder, cache(), silentLog)), fused);
    assert.equal(server!.requests.length, 1);
  });

  it('sends nothing for a context that is only shown', async () => {
    const embedder = await open();
    await shown(new Reranker(async () => embedder, cache(), silentLog), false);
    assert.deepEqual(server!.requests, []);
  });

  it('goes on by words when the server fails, tells it once, and lets it rest for five minutes', async () => {
    const embedder = await open(true);
    let now = 0;
    const warnings: string[] = [];
    const log = { ...silentLog, warn: (message: string) => warnings.push(message) };
    const reranker = new Reranker(
      async () => embedder,
      cache(),
      log,
      () => now,
    );
    const byWords = await shown(new Reranker(async () => null, cache(), silentLog));
    assert.deepEqual(await shown(reranker), byWords);
    const asked = server!.requests.length;
    now = 299_999;
    assert.deepEqual(await shown(reranker), byWords);
    assert.equal(server!.requests.length, asked);
    now = 300_000;
    assert.deepEqual(await shown(reranker), byWords);
    assert.ok(server!.requests.length > asked);
    assert.equal(warnings.length, 1);
  });

  it('passes on that it was aborted', async () => {
    const reranker = new Reranker(async () => syntheticEmbedder, cache(), silentLog);
    await assert.rejects(
      reranker.search(async () => [], 'limit', 3, AbortSignal.abort()),
      { name: 'AbortError' },
    );
  });

  it('gives no vectors of another embedder while its own are still being read', async () => {
    const embedder = (id: string, value: number): Embedder => ({
      id,
      embed: async (texts) => texts.map(() => Float32Array.of(value)),
    });
    const vectors = cache();
    await vectors.embed(embedder('old', 1), ['x'], never);
    const ask = () => vectors.embed(embedder('new', 2), ['x'], never);
    assert.deepEqual(await Promise.all([ask(), ask()]), [[Float32Array.of(2)], [Float32Array.of(2)]]);
  });

  it('gives and keeps the right vectors whoever asks while an embedder answers', async () => {
    const asked: string[] = [];
    const embedder = (id: string, value: number, meanwhile = async (): Promise<unknown> => null): Embedder => ({
      id,
      embed: async (texts) => {
        asked.push(...texts.slice(0, 1));
        await meanwhile();
        return texts.map(() => Float32Array.of(value));
      },
    });
    const vectors = cache();
    await vectors.embed(embedder('one', 1), ['x'], never);
    const many = Array.from({ length: 4000 }, (_, at) => `text ${at}`);
    const pushing = embedder('one', 2, () => vectors.embed(embedder('one', 3), many, never));
    assert.deepEqual(await vectors.embed(pushing, ['x', 'y'], never), [Float32Array.of(1), Float32Array.of(2)]);
    const changing = embedder('one', 4, () => vectors.embed(embedder('two', 5), ['x'], never));
    assert.deepEqual(await vectors.embed(changing, ['y', 'z'], never), [Float32Array.of(2), Float32Array.of(4)]);
    asked.length = 0;
    for (const each of [vectors, cache()])
      assert.deepEqual(await each.embed(embedder('two', 6), ['x'], never), [Float32Array.of(5)]);
    assert.deepEqual(asked, []);
  });

  it('gives vectors that cannot be kept, and says so', async () => {
    mkdirSync(join(folder, 'vectors.json'));
    const warnings: string[] = [];
    const vectors = cache({ ...silentLog, warn: (message) => warnings.push(message) });
    assert.equal((await vectors.embed(syntheticEmbedder, ['one', 'two'], never)).length, 2);
    assert.deepEqual(warnings, ['The embeddings could not be kept']);
  });

  it('throws away a damaged file of vectors and those of another embedder', async () => {
    await cache().embed(syntheticEmbedder, ['one', 'two'], never);
    const asked: string[][] = [];
    const counting = (id: string): Embedder => ({
      id,
      embed: (texts, signal) => (asked.push([...texts]), syntheticEmbedder.embed(texts, signal)),
    });
    await cache().embed(counting(syntheticEmbedder.id), ['two', 'three'], never);
    assert.deepEqual(asked.pop(), ['three']);
    await cache().embed(counting('other'), ['two'], never);
    assert.deepEqual(asked.pop(), ['two']);
    const file = join(folder, 'vectors.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -30));
    await cache().embed(counting('other'), ['two'], never);
    assert.deepEqual(asked.pop(), ['two']);
  });
});

import assert from 'node:assert/strict';
import { UserError } from '../../../src/domain/errors';
import { type Embedder, similarity } from '../../../src/domain/embedder';
import { OpenAiEmbedder } from '../../../src/models/openAiEmbedder';
import { syntheticEmbedder } from '../../../src/models/syntheticEmbedder';
import { type ServerScript, startModelServer } from '../../support/modelServer';

const never = new AbortController().signal;
const lengthOf = (vector: Float32Array): number => Math.hypot(...vector);

describe('syntheticEmbedder', () => {
  const near = async (a: string, b: string): Promise<number> => {
    const [left, right] = await syntheticEmbedder.embed([a, b], never);
    return similarity(left!, right!);
  };

  it('puts texts with common words near each other, whatever their form', async () => {
    assert.ok((await near('limit requests', 'requests are limited')) > 0.5);
    assert.ok((await near('limit requests', 'draw a chart of sales')) < 0.3);
    assert.ok(Math.abs((await near('the same text', 'the same text')) - 1) < 1e-6);
  });

  it('gives vectors of length 1, zeros for nothing, and stops when aborted', async () => {
    const [some, none] = await syntheticEmbedder.embed(['rate limit', ''], never);
    assert.ok(Math.abs(lengthOf(some!) - 1) < 1e-6);
    assert.equal(lengthOf(none!), 0);
    await assert.rejects(syntheticEmbedder.embed(['x'], AbortSignal.abort()), { name: 'AbortError' });
  });
});

describe('OpenAiEmbedder', () => {
  const ask = async (
    script: ServerScript,
    work: (embedder: Embedder, bodies: () => any[]) => Promise<void>,
  ): Promise<void> => {
    const server = await startModelServer(script);
    try {
      const embedder = new OpenAiEmbedder({ baseUrl: server.baseUrl, apiKey: 'k', model: 'e1', timeoutMs: 5000 });
      await work(embedder, () => server.requests.map(({ body }) => body));
    } finally {
      await server.close();
    }
  };

  it('asks in batches and gives vectors of length 1 in the order of the texts', () =>
    ask(
      ({ input }) => [
        {
          status: 200,
          body: {
            data: input.map((text: string, index: number) => ({ index, embedding: [Number(text), 4] })).reverse(),
          },
        },
      ],
      async (embedder, bodies) => {
        const vectors = await embedder.embed(
          Array.from({ length: 70 }, (_, index) => String(index)),
          never,
        );
        assert.equal(vectors.length, 70);
        assert.deepEqual(
          bodies().map(({ input, model, encoding_format }) => [input.length, model, encoding_format]),
          [
            [64, 'e1', 'float'],
            [6, 'e1', 'float'],
          ],
        );
        assert.ok(Math.abs(vectors[3]![0]! - 0.6) < 1e-6 && Math.abs(vectors[3]![1]! - 0.8) < 1e-6);
      },
    ));

  it('asks nothing for no texts', () =>
    ask(
      () => [],
      async (embedder, bodies) => {
        assert.deepEqual(await embedder.embed([], never), []);
        assert.deepEqual(bodies(), []);
      },
    ));

  for (const [title, step, code] of [
    ['a wrong key', { status: 401, body: {} }, 'badKey'],
    ['an unknown model', { status: 404, body: { error: { message: 'no' } } }, 'unknownModel'],
    ['missing vectors', { status: 200, body: { data: [] } }, 'badResponse'],
  ] as const)
    it(`tells of ${title}`, () =>
      ask(
        () => [step],
        (embedder) =>
          assert.rejects(embedder.embed(['a'], never), (error) => error instanceof UserError && error.code === code),
      ));
});

import assert from 'node:assert/strict';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft, says, type ScriptedAnswer, ScriptedProvider } from '../../support/scriptedProvider';

const asks = (text: string) => calls('ask_questions', { questions: [{ text, options: [] }] }, 'First tell me this.');
const ask = `Plan the import, as @reader.ts reads. ${'Every order comes with its lines, taxes and refunds. '.repeat(20)}`;
const texts = { 'src/import/reader.ts': 'export const readRows = () => [];\n' };

const open = async (answers: readonly ScriptedAnswer[]) => {
  const provider = new ScriptedProvider(answers);
  const world = await openPlanningWorld(provider, null, texts);
  const systemOf = (request: number): string => provider.requests[request]?.messages[0]?.content ?? '';
  return { ...world, provider, systemOf };
};

const wordsIn = (system: string): number => Number(/at most about (\d+) words/.exec(system)?.[1]);
const signal = new AbortController().signal;

describe('answers to questions', () => {
  it('go on with the request that was asked about: its mentions and the length of its plan, through several rounds', async () => {
    const { planning, provider, storage, systemOf } = await open([
      asks('Which format?'),
      asks('How large?'),
      calls('create_plan', draft('Import'), 'Done.'),
    ]);
    const { sessionId } = await planning.chat({ message: ask });
    await planning.chat({ message: 'Which format? As @README.md says', sessionId });
    const unsaid = await planning.preview({ message: '', sessionId }, 1000, signal);
    const { seen, estimate } = await planning.preview({ message: 'How large? Small', sessionId }, 1000, signal);
    const { message, generatedPlanId } = await planning.chat({ message: 'How large? Small', sessionId });

    assert.ok(wordsIn(systemOf(0)) > 1200);
    assert.ok(wordsIn(systemOf(2)) >= wordsIn(systemOf(0)), 'the plan may be as long as the request calls for');
    assert.match(systemOf(2), /### src\/import\/reader\.ts \(lines/);
    assert.match(systemOf(2), /### README\.md \(lines/);
    assert.ok(Number((await storage.plans.get(generatedPlanId!)).metadata['budget']) > 1600);
    assert.equal(provider.requests[2]?.messages.at(-1)?.content, 'How large? Small', 'it is sent as it was written');
    const paths = unsaid.seen.parts.map(({ path }) => path);
    assert.ok(paths.includes('src/import/reader.ts'), 'it is shown before anything is answered');
    assert.deepEqual(seen, message.seen, 'the preview shows what is then sent');
    assert.equal(estimate?.promptTokens, message.usage?.promptTokens);
  });

  it('go on with it again where the turn failed', async () => {
    const { planning, systemOf } = await open([asks('Which format?'), new Error('down'), says('Again.'), says('So.')]);
    const { sessionId } = await planning.chat({ message: ask });
    const failed = await planning.chat({ message: 'CSV', sessionId });
    await planning.retry(sessionId, failed.message.id);
    assert.match(systemOf(2), /### src\/import\/reader\.ts/);
  });

  it('are only what directly follows the questions', async () => {
    const { planning, systemOf } = await open([asks('Which format?'), says('I see.'), says('You are welcome.')]);
    const { sessionId } = await planning.chat({ message: ask });
    await planning.chat({ message: 'CSV', sessionId });
    await planning.chat({ message: 'thanks', sessionId });
    assert.equal(wordsIn(systemOf(2)), 1200);
    assert.ok(!systemOf(2).includes('reader.ts (lines'));
  });
});

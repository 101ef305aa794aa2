import assert from 'node:assert/strict';
import type { ModelEvent } from '../../../../src/models/modelProvider';
import { openPlanningWorld } from '../../../support/planningWorld';
import { calls, draft, says, ScriptedProvider } from '../../../support/scriptedProvider';

describe('a turn is stored', () => {
  it('with its plan although the clock is set back meanwhile', async () => {
    let now = 1_700_000_000_000;
    const setBack = (): number => (now -= 60_000);
    const provider = new ScriptedProvider([calls('create_plan', draft('Limits'), 'Done.')]);
    const { planning } = await openPlanningWorld(provider, null, {}, 200_000, setBack);
    const { message } = await planning.chat({ message: 'Plan limits' });
    assert.deepEqual([message.error, message.planVersion], [null, 1]);
    assert.ok(message.latencyMs! >= 0);
  });

  for (const [field, answer] of [
    ['content', (long: string) => says(long)],
    ['reasoning', (long: string): ModelEvent[] => [{ type: 'reasoning', text: long }, ...says('Done.')]],
  ] as const)
    it(`with the beginning of its ${field} where that is too long`, async () => {
      const provider = new ScriptedProvider([answer('x'.repeat(1_000_001))]);
      const { planning, storage } = await openPlanningWorld(provider);
      const { sessionId } = await planning.chat({ message: 'Plan limits' });
      const [, stored] = await storage.conversations.messages(sessionId);
      assert.equal(stored?.error, null);
      assert.equal(stored[field]?.length, 1_000_000);
    });

  it('as a failed message with its words where something else of it is refused', async () => {
    const figures = { type: 'usage', promptTokens: '12' as unknown as number, completionTokens: 3 } as const;
    const { planning, storage } = await openPlanningWorld(new ScriptedProvider([[figures, ...says('Here it is.')]]));
    const { sessionId } = await planning.chat({ message: 'Plan limits' });
    const [, stored] = await storage.conversations.messages(sessionId);
    assert.deepEqual([stored?.content, stored?.state, stored?.error?.code], ['Here it is.', 'failed', 'invalidInput']);
  });
});

import assert from 'node:assert/strict';
import { type AgentEvent, type AgentTurn, PlanningAgent } from '../../../src/agent/planningAgent';
import type { ToolContext } from '../../../src/agent/tools/tool';
import { Stopwatch } from '../../../src/agent/turn/stopwatch';
import { type Log, silentLog } from '../../../src/domain/log';
import { DevPlanGenerator } from '../../../src/generation/devPlanGenerator';
import { calls, draft, ScriptedProvider } from '../../support/scriptedProvider';

describe('PlanningAgent', () => {
  it('keeps a plan although the turn is stopped while a look-up beside it still runs', async () => {
    const stop = new AbortController();
    const log: Log = { ...silentLog, info: (_, fields) => fields?.['tool'] === 'create_plan' && stop.abort() };
    const [plan] = calls('create_plan', draft('Limits'));
    const context = {
      retriever: { text: () => new Promise(() => undefined) },
      generator: new DevPlanGenerator(async () => []),
      plan: null,
      memory: null,
      planBudget: 5000,
      signal: stop.signal,
      created: false,
      repairs: 0,
      kept: null,
      fallback: null,
    } as unknown as ToolContext;
    const turn: AgentTurn = {
      provider: new ScriptedProvider([[plan!, ...calls('search_text', { query: 'createApp' })]]),
      model: 'scripted',
      messages: [{ role: 'user', content: 'Plan limits' }],
      temperature: 0,
      maxTokens: 1000,
      maxRounds: 5,
      maxTurnTokens: 100_000,
      shorter: async () => [],
      context,
    };
    const events: AgentEvent[] = [];
    const run = async (): Promise<void> => {
      for await (const event of new PlanningAgent(log).run(turn, new Stopwatch())) events.push(event);
    };
    await assert.rejects(run(), { name: 'AbortError' });
    const made = events.flatMap((event) => (event.type === 'outcome' ? event.outcome.type : []));
    assert.deepEqual(made, ['created']);
  });
});

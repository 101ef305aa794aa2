import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openApi, until } from './support';

const settings = () => vscode.workspace.getConfiguration('devplan');
const set = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
  for (const [name, value] of Object.entries(values))
    await settings().update(name, value, vscode.ConfigurationTarget.Global);
};
const ask = async () => {
  const api = await openApi();
  const result = await api.planning.chat({ message: 'Plan limits', projectId: null });
  const { messages } = await api.planning.sessions.get(result.sessionId);
  return { ...result, api, answer: messages.at(-1)! };
};

describe('models of the editor', () => {
  let testMode: unknown;
  before(async () => {
    testMode = settings().inspect('testMode')?.globalValue;
    await until(
      async () => vscode.lm.selectChatModels({ vendor: 'devplan-test' }),
      (models) => models.length > 0,
    );
    await set({ testMode: false, provider: 'editor' });
  });
  after(() => set({ testMode, provider: undefined, planningModel: undefined }));

  it('plan by tool call', async () => {
    await set({ planningModel: 'editor:devplan-test/plans' });
    const { api, generatedPlanId, response, answer } = await ask();
    assert.equal(answer.error, null);
    assert.equal(response, 'Planned by the editor.');
    assert.equal((await api.plans.get(generatedPlanId!)).title, 'Limits by the editor');
  });

  for (const [model, code] of [
    ['used-up', 'quotaUsedUp'],
    ['refused', 'consentRefused'],
    ['gone', 'unknownModel'],
    ['never-there', 'unknownModel'],
    ['filtered', 'contentFilter'],
  ] as const)
    it(`tell of a model that is ${model}: ${code}`, async () => {
      await set({ planningModel: `editor:devplan-test/${model}` });
      await assert.rejects(ask(), { code });
    });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startModelServer } from '../support/modelServer';
import { asSomebody } from '../support/somebody';
import { openApi, until } from './support';

const settings = () => vscode.workspace.getConfiguration('devplan');
const set = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
  for (const [name, value] of Object.entries(values))
    await settings().update(name, value, vscode.ConfigurationTarget.Global);
};
/** Runs *Select Model...*, picks the named row, and returns what was offered and what the picker said. */
const select = async (label: string) => {
  const [asked] = await asSomebody(
    'showQuickPick',
    (picks: readonly vscode.QuickPickItem[]) => picks.find((pick) => pick.label === label),
    async () => {
      await asSomebody(
        'showWarningMessage',
        () => 'Allow',
        async () => vscode.commands.executeCommand('devplan.selectModel'),
      );
    },
  );
  const [picks, { placeHolder }] = asked as [readonly vscode.QuickPickItem[], vscode.QuickPickOptions];
  return { labels: picks.map((pick) => pick.label), placeHolder };
};
const ask = async () => {
  const api = await openApi();
  const result = await api.planning.chat({ message: 'Plan limits', projectId: null });
  const { messages } = await api.planning.sessions.get(result.sessionId);
  return { ...result, api, answer: messages.at(-1)! };
};

describe('models of the editor and of servers', () => {
  let testMode: unknown;
  before(async () => {
    testMode = settings().inspect('testMode')?.globalValue;
    await until(
      async () => vscode.lm.selectChatModels({ vendor: 'devplan-test' }),
      (models) => models.length > 0,
    );
    await set({ testMode: false, provider: 'editor' });
  });
  after(() => set({ testMode, provider: undefined, planningModel: undefined, baseUrl: undefined }));

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
    ['unparsed', 'providerFailed'],
  ] as const)
    it(`tell of a model that is ${model}: ${code}`, async () => {
      await set({ planningModel: `editor:devplan-test/${model}` });
      await assert.rejects(ask(), { code });
    });

  it("stand beside the server's in Select Model, whichever plans: one can always go back to a server without a key", async () => {
    const server = await startModelServer(() => [], [{ id: 'local' }]);
    try {
      await set({ provider: 'openai', baseUrl: server.baseUrl, planningModel: 'local' });
      const ofEditor = 'editor:devplan-test/plans';
      for (const way of [ofEditor, 'Offline planner']) {
        await select(way);
        const { labels } = await select('local');
        assert.ok(labels.includes('local') && labels.includes(ofEditor), way);
        assert.equal(settings().get('provider'), 'openai', way);
        assert.equal(settings().get('planningModel'), 'local', way);
      }
    } finally {
      await server.close();
    }
    const { labels, placeHolder } = await select('none of them');
    assert.ok(labels.includes('editor:devplan-test/plans'), 'offered while the server is down');
    assert.notEqual(placeHolder, 'Model that plans', 'the picker tells of the server');
  });

  it('gives way to a server for a name that is typed while its list cannot be read', async () => {
    const type = (name: string) =>
      asSomebody(
        'showInputBox',
        () => name,
        () => select('Type a name...'),
      );
    const server = await startModelServer(() => []);
    await server.close();
    await set({ provider: 'editor', baseUrl: server.baseUrl, planningModel: 'editor:devplan-test/plans' });
    await type('devplan-test/plans');
    assert.equal(settings().get('provider'), 'editor', 'the name of a model of the editor');
    await type('local');
    assert.deepEqual(
      ['provider', 'planningModel'].map((name) => settings().get(name)),
      ['openai', 'local'],
    );
  });

  it('is told to wait for a server where there is none, and what sets one up', async () => {
    await set({ provider: undefined, baseUrl: undefined, planningModel: undefined });
    const [told] = await asSomebody(
      'showInformationMessage',
      () => undefined,
      () =>
        asSomebody(
          'showInputBox',
          () => 'gpt-4o',
          () => select('Type a name...'),
        ),
    );
    assert.deepEqual(told, ['The offline planner goes on: gpt-4o needs a server with a key.', 'Set API Key...']);
  });

  it('gives a server its time to tell its models only once it may be asked', async () => {
    const server = await startModelServer(() => [], [{ id: 'local' }]);
    await set({ provider: 'openai', baseUrl: server.baseUrl });
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const steps: string[] = [];
    AbortSignal.timeout = (ms) => {
      steps.push('time');
      return timeout(ms);
    };
    try {
      const answer = (): string => {
        steps.push('consent');
        return 'Allow';
      };
      await asSomebody(
        'showQuickPick',
        () => undefined,
        async () => {
          await asSomebody('showWarningMessage', answer, async () =>
            vscode.commands.executeCommand('devplan.selectModel'),
          );
        },
      );
      assert.deepEqual(steps.slice(0, 2), ['consent', 'time']);
    } finally {
      AbortSignal.timeout = timeout;
      await server.close();
    }
  });

  it('asks again for the address of a server without http:// or https://', async () => {
    const checks: unknown[] = [];
    await asSomebody(
      'showQuickPick',
      () => 'Another server...',
      async () => {
        await asSomebody(
          'showInputBox',
          ({ validateInput }: Required<vscode.InputBoxOptions>) =>
            void checks.push(validateInput('localhost:11434'), validateInput('http://localhost:11434/v1')),
          async () => vscode.commands.executeCommand('devplan.setApiKey'),
        );
      },
    );
    assert.match(String(checks[0]), /http:\/\//);
    assert.equal(checks[1], undefined);
  });

  it('offers the server of a key that is stored, with its whole address, where no message would go there', async () => {
    const server = await startModelServer(() => [], [{ id: 'local' }]);
    await set({ provider: 'offline', baseUrl: undefined, planningModel: undefined });
    /** Stores a key for the server, accepts what is offered then, and returns the buttons shown. */
    const store = async (): Promise<readonly string[]> => {
      const typed = [server.baseUrl, 'sk-1a2b'];
      const pick = (picks: readonly (string | vscode.QuickPickItem)[]) =>
        picks.find((each) => each === 'Another server...' || (typeof each === 'object' && each.label === 'local'));
      const asWhoTypes = (work: () => Promise<unknown>) =>
        asSomebody('showQuickPick', pick, () => asSomebody('showInputBox', () => typed.shift(), work));
      const [told] = await asSomebody(
        'showInformationMessage',
        (_, use?: string) => use,
        () =>
          asWhoTypes(async () => {
            await vscode.commands.executeCommand('devplan.setApiKey');
            await until(
              () => settings().get('planningModel'),
              (model) => model === 'local',
            );
          }),
      );
      return told!.slice(1);
    };
    try {
      assert.deepEqual(await store(), ['Use It...']);
      const values = ['provider', 'baseUrl', 'planningModel'].map((name) => settings().get(name));
      assert.deepEqual(values, ['openai', server.baseUrl, 'local']);
      assert.deepEqual(await store(), []);
    } finally {
      await server.close();
      await asSomebody(
        'showWarningMessage',
        (_, __, forget: string) => forget,
        async () => vscode.commands.executeCommand('devplan.clearApiKey'),
      );
    }
  });
});

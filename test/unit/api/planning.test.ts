import assert from 'node:assert/strict';
import { UserError } from '../../../src/domain/errors';
import { openApiWorld } from '../../support/apiWorld';
import { calls, draft, says, type ScriptedAnswer, ScriptedProvider } from '../../support/scriptedProvider';

const open = (answers: readonly ScriptedAnswer[]) => openApiWorld(new ScriptedProvider(answers));

describe('planning by the public API', () => {
  it('makes a plan by a template that it remembers and whose sections it checks', async () => {
    const { api } = await open([
      calls('create_plan', draft('A crash')),
      calls('create_plan', draft('A crash'), 'Here.'),
    ]);
    const fields = { actual: 'It crashes', expected: 'It runs' };
    const { sessionId, generatedPlanId } = await api.planning.generate({
      template: 'bug-fix',
      fields,
      projectId: null,
    });
    assert.equal((await api.plans.get(generatedPlanId!)).template, 'bug-fix');
    const problems = await api.plans.check(generatedPlanId!);
    assert.deepEqual(
      problems.map(({ code, args }) => [code, args['section']]),
      [['missingSection', 'Reproduction & Root Cause']],
    );
    const { messages } = await api.planning.sessions.get(sessionId);
    assert.ok(messages.every((message) => !('template' in message)));
  });

  it('answers a message by the plan that came of it', async () => {
    const { api } = await open([calls('create_plan', draft('Rate limiting'), 'Here it is.')]);
    const result = await api.planning.chat({ message: 'Plan rate limiting', projectId: null });
    assert.equal(result.response, 'Here it is.');
    assert.deepEqual([result.planVersion, result.questions], [1, []]);
    const session = await api.planning.sessions.get(result.sessionId);
    assert.deepEqual(session.generatedPlanIds, [result.generatedPlanId]);
    assert.equal('draft' in session || 'summaryTurns' in session, false);
  });

  it('answers a message by the questions that it asks first', async () => {
    const { api } = await open([calls('ask_questions', { questions: [{ text: 'Which API?', options: ['Public'] }] })]);
    const { questions, generatedPlanId, planVersion } = await api.planning.generate({
      prompt: 'Plan limits',
      projectId: null,
    });
    assert.deepEqual([generatedPlanId, planVersion], [null, null]);
    assert.deepEqual(
      questions.map(({ text, options }) => [text, options]),
      [['Which API?', ['Public']]],
    );
  });

  it('rejects for a turn that failed, and keeps it in the conversation', async () => {
    const { api } = await open([
      new UserError('badKey', { origin: 'https://example.com', status: 401 }),
      says('Hello.'),
    ]);
    let sessionId = '';
    await assert.rejects(api.planning.chat({ message: 'Hello', projectId: null }), (error: unknown) => {
      const { code, args } = error as { code: string; args: Record<string, string> };
      assert.equal(code, 'badKey');
      sessionId = args['sessionId'] ?? '';
      return true;
    });
    const { messages } = await api.planning.sessions.get(sessionId);
    assert.deepEqual([messages[1]?.state, messages[1]?.error?.code, messages[1]?.content], ['failed', 'badKey', '']);
    assert.equal((await api.planning.chat({ message: 'Again', projectId: null, sessionId })).response, 'Hello.');
  });
});

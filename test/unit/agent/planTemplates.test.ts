import assert from 'node:assert/strict';
import { wantedSections } from '../../../src/plans/planReader';
import { checkPlan } from '../../../src/domain/grammar/planCheck';
import { parsePlan } from '../../../src/domain/grammar/planDocument';
import { templates, usedTemplate } from '../../../src/generation/templates';
import type { ModelProvider } from '../../../src/models/modelProvider';
import { OfflineProvider } from '../../../src/models/offlineProvider';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft, type ScriptedAnswer, ScriptedProvider } from '../../support/scriptedProvider';

const sections = ['Overview & Goals', 'Findings'];
const spike = { id: 'spike', sections };
const request = { message: 'Plan a spike: which queue?', template: spike };
const written = {
  ...draft('Queues'),
  sections: sections.map((title) => ({ title, body: `- ${title} of queues.` })),
};
const create = calls('create_plan', written, 'Done.');
const ask = calls('ask_questions', { questions: [{ text: 'Within how many days?', options: ['2', '5'] }] });

const open = async (provider: ModelProvider) => {
  const world = await openPlanningWorld(provider);
  const planOf = async (planId: string | null) => {
    const plan = await world.storage.plans.get(planId!);
    const { content } = await world.storage.plans.version(plan.id, 1);
    const titles = parsePlan(content).sections.map(({ title }) => title);
    const problems = checkPlan(parsePlan(content), wantedSections(plan)).map(({ code, args }) => [code, args]);
    return { plan, content, titles, problems };
  };
  return { ...world, planOf };
};

const openScripted = async (...answers: readonly ScriptedAnswer[]) => {
  const provider = new ScriptedProvider(answers);
  return { ...(await open(provider)), provider };
};

describe('a plan by a template with sections of its own', () => {
  it('is asked for with these, has them in their order, and lacks none', async () => {
    const { planning, provider, planOf } = await openScripted(create);
    const { generatedPlanId } = await planning.chat(request);
    assert.match(
      provider.requests[0]!.messages[0]!.content,
      /under exactly these titles: Overview & Goals; Findings\./,
    );
    assert.equal(provider.requests.length, 1, 'nothing goes back to the model');
    const { plan, titles, problems } = await planOf(generatedPlanId);
    assert.deepEqual(titles, [...sections, 'Implementation Phases']);
    assert.deepEqual(problems, []);
    assert.equal(plan.template, 'spike');
  });

  it('goes back to the model without one of them, and tells people of it then', async () => {
    const cut = { ...written, sections: written.sections.slice(0, 1) };
    const { planning, provider, planOf } = await openScripted(
      calls('create_plan', cut),
      calls('create_plan', cut, 'Done.'),
    );
    const { generatedPlanId } = await planning.chat(request);
    assert.match(provider.requests[1]!.messages.at(-1)!.content, /Findings/);
    assert.deepEqual((await planOf(generatedPlanId)).problems, [['missingSection', { section: 'Findings' }]]);
  });

  it('remembers its template through questions and a retry', async () => {
    const { planning, planOf } = await openScripted(ask, new Error('down'), create);
    const { sessionId } = await planning.chat(request);
    const failed = await planning.chat({ message: 'Two days', sessionId });
    const { generatedPlanId } = await planning.retry(sessionId, failed.message.id);
    const { plan, titles } = await planOf(generatedPlanId);
    assert.equal(plan.template, 'spike');
    assert.deepEqual(titles, [...sections, 'Implementation Phases']);
  });

  it('leaves the next plan alone', async () => {
    const { planning, provider, planOf } = await openScripted(create, calls('create_plan', draft('Limits'), 'Done.'));
    const { sessionId } = await planning.chat(request);
    const { generatedPlanId } = await planning.chat({ message: 'Another plan, for limits', sessionId });
    assert.match(provider.requests[1]!.messages[0]!.content, /English titles: .*Deployment Plan/);
    assert.equal((await planOf(generatedPlanId)).plan.template, null);
  });

  it('is written offline with what is known, and says where nothing is', async () => {
    const { planning, planOf } = await open(new OfflineProvider());
    const { generatedPlanId } = await planning.chat({ ...request, message: 'Plan rate limiting for createApp' });
    const { titles, content, problems } = await planOf(generatedPlanId);
    assert.deepEqual(titles.slice(0, 2), sections);
    assert.ok(!titles.includes('Deployment Plan'));
    assert.match(content, /## Findings\n\n- Left to you: /);
    assert.deepEqual(problems, []);
  });

  for (const template of templates)
    it(`lacks none of ${template.id} offline`, async () => {
      const { planning, planOf } = await open(new OfflineProvider());
      const message = 'Plan rate limiting for createApp';
      const { generatedPlanId } = await planning.chat({ message, template: usedTemplate(template) });
      const { plan, problems } = await planOf(generatedPlanId);
      assert.deepEqual([plan.template, problems], [template.id, []]);
    });
});

import assert from 'node:assert/strict';
import { rules } from '../../../src/agent/rules';
import { planBudget } from '../../../src/generation/planBudget';
import { openPlanningWorld } from '../../support/planningWorld';
import { calls, draft, ScriptedProvider } from '../../support/scriptedProvider';

/** A draft with this many characters more than the shortest. */
const longDraft = (characters: number) => {
  const short = draft('Limits');
  const body = `- ${'Words about limits. '.repeat(characters / 20)}`;
  return { ...short, sections: short.sections.map((section, at) => (at === 0 ? { ...section, body } : section)) };
};

const open = (...drafts: readonly object[]) => {
  const provider = new ScriptedProvider(drafts.map((each) => calls('create_plan', each, 'Here.')));
  return openPlanningWorld(provider).then((world) => ({ ...world, provider }));
};

describe('the length of a plan', () => {
  it('follows the ask', () => {
    assert.equal(planBudget('Add rate limiting to the public API'), 1600);
    assert.equal(planBudget('为公共接口添加限流'), 1600);
    const long = 'The export must hold every order with its lines, taxes and refunds. '.repeat(20);
    assert.ok(planBudget(long) > 2500);
    assert.equal(planBudget(long.repeat(50)), 6000);
    assert.match(rules({ budget: 1600, language: '' }), /at most about 1200 words/);
  });

  it('is told to the model once where it is far too much, and the shorter plan counts', async () => {
    const { planning, provider, storage } = await open(longDraft(12_000), draft('Limits'));
    const { generatedPlanId } = await planning.chat({ message: 'Plan rate limiting' });
    assert.match(provider.requests[1]?.messages.at(-1)?.content ?? '', /tokens long; 1600 would do/);
    const { content } = await storage.plans.version(generatedPlanId!, 1);
    assert.ok(content.length < 4000);
  });

  it('never costs the user a plan', async () => {
    const { planning, provider, storage } = await open(longDraft(12_000), longDraft(12_000));
    const { generatedPlanId } = await planning.chat({ message: 'Plan rate limiting' });
    assert.equal(provider.requests.length, 2);
    assert.deepEqual((await storage.plans.get(generatedPlanId!)).metadata, { budget: 1600 });
  });

  it('is left to people where it is only somewhat too much', async () => {
    const { planning, provider } = await open(longDraft(6500));
    await planning.chat({ message: 'Plan rate limiting' });
    assert.equal(provider.requests.length, 1);
  });
});

describe('the language of a plan', () => {
  it('follows the request unless a setting names one, with section titles that the grammar knows', () => {
    assert.match(rules({ budget: 1600, language: '' }), /in the language of the user's request\./);
    assert.match(rules({ budget: 1600, language: 'Deutsch' }), /Write plan and reply in Deutsch\./);
    assert.match(rules({ budget: 1600, language: 'Deutsch' }), /exactly these English titles: Overview & Goals;/);
  });
});

import assert from 'node:assert/strict';
import { modelTools } from '../../../src/agent/tools/index';
import type { ToolContext } from '../../../src/agent/tools/tool';

describe('The tools that a model is told of', () => {
  const some = { plan: {}, memory: {} } as unknown as ToolContext;
  const names = (context: Pick<ToolContext, 'plan' | 'memory'>) => modelTools(context).map(({ name }) => name);

  it('ask for objects without unions and without a dialect', () => {
    for (const { parameters } of modelTools(some)) {
      assert.equal(parameters['type'], 'object');
      assert.doesNotMatch(JSON.stringify(parameters), /\$schema|anyOf|oneOf|\$ref/);
    }
    const createPlan = modelTools(some).find(({ name }) => name === 'create_plan');
    assert.deepEqual(createPlan?.parameters['required'], ['title', 'summary', 'sections', 'phases']);
  });

  it('are those that a turn can use', () => {
    const always = ['list_files', 'read_file', 'search_text', 'find_symbol', 'ask_questions', 'create_plan'];
    assert.deepEqual(names({ plan: null, memory: null }), always);
    const more = names(some).filter((name) => !always.includes(name));
    assert.deepEqual(more, ['read_plan', 'search_plans', 'revise_plan', 'update_tasks']);
  });
});

import assert from 'node:assert/strict';
import { modelTools, tools } from '../../../src/agent/tools/index';
import type { ToolContext } from '../../../src/agent/tools/tool';
import { xmlArguments } from '../../../src/models/xmlCall';

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

  it('take numbers and words from tags, which cannot tell them apart', () => {
    const read = (tool: string, fields: object): unknown => {
      const tags = Object.entries(fields).map(([name, value]) => `<parameter=${name}>${value}</parameter>`);
      return tools.find(({ name }) => name === tool)?.schema.parse(JSON.parse(xmlArguments(tags.join(''))!));
    };
    assert.deepEqual(read('search_text', { query: 404, limit: 3 }), { query: '404', limit: 3, offset: 0 });
    assert.deepEqual(read('find_symbol', { name: true }), { name: 'true', offset: 0 });
    assert.deepEqual(read('read_file', { path: 'a', startLine: 2 }), { path: 'a', startLine: 2 });
    const parameters = modelTools(some).find(({ name }) => name === 'find_symbol')?.parameters;
    assert.match(JSON.stringify(parameters), /"offset":\{[^}]*"type":"integer"/);
  });

  it('are those that a turn can use', () => {
    const always = ['list_files', 'read_file', 'search_text', 'find_symbol', 'ask_questions', 'create_plan'];
    assert.deepEqual(names({ plan: null, memory: null }), always);
    const more = names(some).filter((name) => !always.includes(name));
    assert.deepEqual(more, ['read_plan', 'search_plans', 'revise_plan', 'update_tasks']);
  });
});

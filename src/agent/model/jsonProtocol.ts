import type { ModelMessage } from '../../models/modelProvider';
import { actionTools, modelTools } from '../tools/index';
import type { ToolContext } from '../tools/tool';

/** The rules for a model that cannot call tools: it answers with a single JSON object. */
const protocol = (context: ToolContext): string => {
  const lines = modelTools(context)
    .filter(({ name }) => actionTools.has(name))
    .map(
      ({ name, description, parameters }) =>
        `- "${name}": ${description} Its value follows ${JSON.stringify(parameters)}`,
    );
  return `You cannot call tools here; what you need of the workspace is above. Answer with one JSON object and nothing else:
{"assistant_reply": "what the user reads", "actions": {}}
A new plan, for example: {"assistant_reply": "<one to three sentences>", "actions": {"create_plan": {"title": "<title>", "summary": "<what changes and why>", "sections": [{"title": "Overview & Goals", "body": "- <Markdown>"}, <the other sections>], "phases": [{"title": "<phase>", "tasks": [{"title": "<imperative sentence>", "estimate": "2h", "files": [{"path": "<path seen above>", "kind": "modify"}], "dependsOn": [], "doneWhen": "<what to run or see>"}]}]}}}
Put at most one of these keys into "actions", with its whole value ("update_tasks" may stand before another one), and leave "actions" empty for an ordinary answer:
${lines.join('\n')}
Never print a plan in "assistant_reply".`;
};

/** The messages with the JSON protocol added to their system message. */
export const withProtocol = (messages: readonly ModelMessage[], context: ToolContext): ModelMessage[] => {
  const rules = protocol(context);
  const [first, ...rest] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${rules}` }, ...rest]
    : [{ role: 'system', content: rules }, ...messages];
};

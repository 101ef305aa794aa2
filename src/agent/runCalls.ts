import { UserError } from '../domain/errors';
import type { Log } from '../domain/log';
import { keptWith, partsText } from '../generation/truncatedDraft';
import type { ModelToolCall } from '../models/modelProvider';
import type { RoundAnswer, RoundForm } from './model/modelRound';
import { parse } from './model/textAnswer';
import { runTool } from './runTool';
import { actionTools, writingTools } from './tools/index';
import type { ToolContext, ToolResult } from './tools/tool';
import type { Stopwatch } from './turn/stopwatch';

/** What the calls of an answer run with. */
export interface CallParts {
  readonly context: ToolContext;
  readonly times: Stopwatch;
  readonly log: Log;
}

/** The results of the calls that ran, in order, and the first failure among the others. */
export interface CallResults {
  readonly results: readonly ToolResult[];
  readonly failure: Error | undefined;
}

/** Calls per answer; what a model reads together is in memory together. */
const maxCalls = 32;

/** Runs the calls of an answer; one that fails, is stopped or was truncated takes nothing from those before and beside it. */
export const runCalls = async (
  answer: RoundAnswer,
  { mustWrite }: Pick<RoundForm, 'mustWrite'>,
  { context, times, log }: CallParts,
): Promise<CallResults> => {
  const cut = answer.finish === 'length' ? answer.calls.at(-1) : undefined;
  // Calls that write a plan build on one another, so they run in order; those that read run together.
  let written: Promise<unknown> = Promise.resolve();
  const settled = await Promise.allSettled(
    answer.calls.map((call, at) => {
      const writes = writingTools.has(call.name);
      const run = async (): Promise<ToolResult> => {
        if (call === cut && call.name !== 'create_plan') throw new UserError('outputTooLong');
        if (at >= maxCalls || (mustWrite && !actionTools.has(call.name)))
          return { text: 'This was not carried out.', activity: null };
        const stop = times.start(writes ? 'generation' : 'tools');
        const result = await (call === cut ? keep(call, context, log) : runTool(call, context, log));
        const { name: tool } = call;
        log.info('tool', { tool, ms: Math.round(stop()), characters: result.text.length });
        return result;
      };
      if (!writes) return run();
      const result = written.then(run);
      written = result;
      return result;
    }),
  );
  return {
    results: settled.flatMap((call) => (call.status === 'fulfilled' ? call.value : [])),
    failure: settled.find((call) => call.status === 'rejected')?.reason as Error | undefined,
  };
};

/** Makes a plan of what was kept of a truncated one. */
export const takeKept = async (context: ToolContext, log: Log): Promise<ToolResult> => {
  // Nothing is sent back to the model any more: the plan is shown with its problems.
  context.repairs++;
  const result = await runTool({ id: 'kept', name: 'create_plan', arguments: '{}' }, context, log);
  return result.outcome?.type === 'created' ? { ...result, outcome: { ...result.outcome, cut: true } } : result;
};

/** Keeps the complete parts of a truncated plan; the model continues while it adds any, then they become the plan. */
const keep = async (call: ModelToolCall, context: ToolContext, log: Log): Promise<ToolResult> => {
  const more = keptWith(context.kept, parse(call.arguments));
  if (more !== null) {
    context.kept = more;
    const text = `Your plan was cut at the length limit.\n${partsText(more, context.template?.sections)}\nCall create_plan again.`;
    return { text, activity: null };
  }
  const result = context.kept && (await takeKept(context, log));
  if (!result?.outcome) throw new UserError('outputTooLong');
  return result;
};

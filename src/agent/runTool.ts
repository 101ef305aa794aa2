import * as z from 'zod';
import { toFailure, UserError } from '../domain/errors';
import type { Log } from '../domain/log';
import { withoutNulls } from '../generation/tolerance';
import type { ModelToolCall } from '../models/modelProvider';
import { abortable } from '../domain/abortable';
import { parse } from './model/textAnswer';
import { toolNames, tools } from './tools/index';
import type { ToolContext, ToolResult } from './tools/tool';

/** Runs one call; expected failures are returned to the model, only bugs and aborts are thrown. */
export const runTool = async (call: ModelToolCall, context: ToolContext, log: Log): Promise<ToolResult> => {
  const tool = tools.find(({ name }) => name === call.name);
  if (!tool) {
    const refused = `There is no tool ${call.name}.`;
    return { text: `${refused} Tools: ${[...toolNames].join(', ')}.`, activity: null, refused };
  }
  const parsed = tool.schema.safeParse(call.arguments.trim() === '' ? {} : withoutNulls(parse(call.arguments)));
  if (!parsed.success) {
    const text = `Wrong arguments: ${z.prettifyError(parsed.error)}`;
    return { text, activity: null, refused: `Wrong arguments for ${call.name}.` };
  }
  try {
    return await abortable(tool.run(parsed.data, context), context.signal);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof UserError)) throw error;
    const failure = toFailure(error);
    log.warn('tool refused', { tool: call.name, code: failure.code });
    return { text: `${call.name} failed: ${failure.code} ${JSON.stringify(failure.args)}`, activity: null };
  }
};

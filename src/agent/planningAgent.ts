import { jsonrepair } from 'jsonrepair';
import * as z from 'zod';
import type { Question, ToolActivity } from '../domain/conversation';
import { toFailure, UserError } from '../domain/errors';
import type { Log } from '../domain/log';
import type { FinishReason, ModelMessage, ModelProvider, ModelToolCall } from '../models/modelProvider';
import { modelTools, tools } from './tools/index';
import type { Outcome, ToolContext, ToolResult } from './tools/tool';

/** What a running turn tells, in order; it ends by returning, failures are thrown. */
export type AgentEvent =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'activity'; readonly activity: ToolActivity }
  /** Characters of a plan that streams in by tool call. */
  | { readonly type: 'drafting'; readonly characters: number }
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  | { readonly type: 'usage'; readonly promptTokens: number; readonly completionTokens: number };

/** What one turn runs with. */
export interface AgentTurn {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly temperature: number;
  readonly maxTokens: number;
  readonly maxRounds: number;
  readonly context: ToolContext;
}

interface Round {
  text: string;
  calls: ModelToolCall[];
  finish: FinishReason | null;
}

/** Runs one turn: the model, the tools that it asks for, and again until it has answered, asked or planned. */
export class PlanningAgent {
  constructor(private readonly log: Log) {}

  async *run(turn: AgentTurn): AsyncGenerator<AgentEvent, void> {
    const messages = [...turn.messages];
    let planned = false;
    for (let round = 0; round < turn.maxRounds; round++) {
      turn.context.signal.throwIfAborted();
      const answer: Round = { text: '', calls: [], finish: null };
      yield* this.askModel(turn, messages, answer);
      if (answer.calls.length === 0) {
        if (!planned && answer.text.trim() === '')
          throw new UserError(answer.finish === 'length' ? 'outputTooLong' : 'emptyReply');
        return;
      }
      messages.push({ role: 'assistant', content: answer.text, toolCalls: answer.calls });
      const results = await Promise.all(answer.calls.map((call) => this.runTool(call, turn.context)));
      for (const [index, result] of results.entries()) {
        const call = answer.calls[index]!;
        if (result.activity) yield { type: 'activity', activity: result.activity };
        if (result.outcome) yield { type: 'outcome', outcome: result.outcome };
        messages.push({ role: 'tool', toolCallId: call.id, name: call.name, content: result.text });
      }
      if (results.some((result) => result.outcome?.type === 'asked')) return;
      planned ||= results.some((result) => result.outcome !== undefined);
      // A plan that came with words needs no further round: the reply is already there.
      if (planned && answer.text.trim() !== '') return;
    }
    if (!planned) throw new UserError('tooManyRounds', { rounds: turn.maxRounds });
  }

  private async *askModel(
    turn: AgentTurn,
    messages: readonly ModelMessage[],
    answer: Round,
  ): AsyncGenerator<AgentEvent, void> {
    const request = {
      model: turn.model,
      messages,
      tools: modelTools(turn.context.plan !== null),
      temperature: turn.temperature,
      maxTokens: turn.maxTokens,
    };
    let drafted = 0;
    for await (const event of turn.provider.stream(request, turn.context.signal)) {
      switch (event.type) {
        case 'text':
          answer.text += event.text;
          yield event;
          break;
        case 'toolCallDelta':
          drafted += event.arguments.length;
          if (event.name === 'create_plan' || event.name === 'revise_plan')
            yield { type: 'drafting', characters: drafted };
          break;
        case 'toolCall':
          answer.calls.push(event.call);
          break;
        case 'finish':
          answer.finish = event.reason;
          break;
        case 'reasoning':
        case 'usage':
          yield event;
      }
    }
    if (answer.finish === null) throw new UserError('streamCut');
    if (answer.finish === 'contentFilter') throw new UserError('contentFilter');
    if (answer.finish === 'length' && answer.calls.length > 0) throw new UserError('outputTooLong');
  }

  /** A tool that fails for an expected reason answers the model; only bugs and aborts end the turn. */
  private async runTool(call: ModelToolCall, context: ToolContext): Promise<ToolResult> {
    const tool = tools.find(({ name }) => name === call.name);
    if (!tool)
      return {
        text: `There is no tool ${call.name}. Tools: ${tools.map(({ name }) => name).join(', ')}.`,
        activity: null,
      };
    const parsed = tool.schema.safeParse(parseArguments(call.arguments));
    if (!parsed.success) return { text: `Wrong arguments: ${z.prettifyError(parsed.error)}`, activity: null };
    try {
      return await tool.run(parsed.data, context);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      const failure = toFailure(error);
      this.log.warn('tool refused', { tool: call.name, code: failure.code });
      return { text: `${call.name} failed: ${failure.code} ${JSON.stringify(failure.args)}`, activity: null };
    }
  }
}

/** Arguments as a model wrote them: repaired where the JSON is broken; text that is no JSON at all becomes undefined and fails the schema. */
const parseArguments = (text: string): unknown => {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(jsonrepair(text)) as unknown;
  } catch {
    return undefined;
  }
};

/** The questions among a turn's outcomes. */
export const askedQuestions = (outcomes: readonly Outcome[]): readonly Question[] =>
  outcomes.flatMap((outcome) => (outcome.type === 'asked' ? outcome.questions : []));

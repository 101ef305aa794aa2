import type { ToolActivity } from '../domain/conversation';
import { UserError } from '../domain/errors';
import type { Log } from '../domain/log';
import type { ModelMessage, ModelProvider } from '../models/modelProvider';
import { systemWait, type Wait } from './model/wait';
import { modelRound, requestOf, type RoundAnswer, type RoundForm } from './model/modelRound';
import type { Patience, Waiting } from './model/patientStream';
import { Refusals } from './refusals';
import { runCalls, takeKept } from './runCalls';
import type { Stopwatch } from './turn/stopwatch';
import { actionTools } from './tools/index';
import { halved, shortenOldest } from './model/shortening';
import { TokenMeter } from './model/tokenMeter';
import { type Outcome, shorterLimit, type ToolContext, type ToolResult } from './tools/tool';

/** What a running turn emits, in order; it ends by returning, and failures are thrown. */
export type AgentEvent =
  | { readonly type: 'text'; readonly text: string }
  /** `taken`: how many characters to take back from the end of the text so far, which were thoughts. */
  | { readonly type: 'reasoning'; readonly text: string; readonly taken?: number }
  | { readonly type: 'activity'; readonly activity: ToolActivity }
  /** Characters so far of a plan that is streaming in. */
  | { readonly type: 'drafting'; readonly characters: number }
  | Waiting
  | { readonly type: 'outcome'; readonly outcome: Outcome }
  | {
      readonly type: 'usage';
      readonly promptTokens: number;
      readonly completionTokens: number;
      readonly estimated: boolean;
    };

/** What one turn runs with. */
export interface AgentTurn {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly messages: readonly ModelMessage[];
  readonly temperature: number;
  readonly maxTokens: number;
  readonly maxRounds: number;
  /** Limit on the tokens, in and out, of all rounds together. */
  readonly maxTurnTokens: number;
  /** Returns the messages with half the context, for a model that rejected them as too long. */
  readonly shorter: () => Promise<readonly ModelMessage[]>;
  readonly context: ToolContext;
}

/** What changes from round to round. */
interface Progress extends RoundForm {
  readonly messages: ModelMessage[];
  /** The messages that the last round added. */
  added: readonly ModelMessage[];
  tokensLeft: number;
  oneShot: boolean;
  mustWrite: boolean;
  shortened: boolean;
  /** A plan was created or revised. */
  planned: boolean;
  /** Each task that was ticked, with its state. */
  readonly ticked: Set<string>;
  /** A round has produced visible text. */
  said: boolean;
  /** A round that only looked things up has said more than one line, which is more than it takes to announce that. */
  answered: boolean;
}

/** Runs one turn: the model and the tools it calls, in rounds until it has answered, asked or planned. */
export class PlanningAgent {
  private readonly meter = new TokenMeter();
  private readonly patience: Patience;

  constructor(
    private readonly log: Log,
    wait: Wait = systemWait,
  ) {
    this.patience = { wait, random: Math.random, log };
  }

  /** Runs a turn; `times` records how long model and tools take. */
  async *run(turn: AgentTurn, times: Stopwatch): AsyncGenerator<AgentEvent, void> {
    const progress: Progress = {
      messages: [...turn.messages],
      added: [],
      tokensLeft: turn.maxTurnTokens,
      oneShot: isOneShot(turn),
      mustWrite: false,
      shortened: false,
      planned: false,
      ticked: new Set(),
      said: false,
      answered: false,
    };
    try {
      yield* this.rounds(turn, progress, times);
    } catch (error) {
      // A plan that is whole stands even if the turn is stopped; to make one of parts, nothing runs any more.
      if (turn.context.fallback === null) turn.context.signal.throwIfAborted();
      yield* this.finishKept(turn, progress);
      throw error;
    }
    yield* this.finishKept(turn, progress);
  }

  /** Estimated input tokens of a turn's first request. */
  estimate(turn: AgentTurn): number {
    return this.meter.estimate(requestOf(turn, turn.messages, { oneShot: isOneShot(turn), mustWrite: false }));
  }

  private async *rounds(turn: AgentTurn, progress: Progress, times: Stopwatch): AsyncGenerator<AgentEvent, void> {
    const { context } = turn;
    const refusals = new Refusals();
    for (let round = 0; round < turn.maxRounds; round++) {
      context.signal.throwIfAborted();
      progress.mustWrite = !progress.planned && this.isLastLook(turn, progress, turn.maxRounds - round);
      if (progress.mustWrite) this.makeRoom(turn, progress);
      const stopModel = times.start('model');
      let answer: RoundAnswer;
      try {
        answer = yield* this.ask(turn, progress);
      } finally {
        stopModel();
      }
      progress.tokensLeft -= answer.tokens;
      progress.said ||= answer.shown !== '';
      progress.answered ||=
        answer.shown.trim().includes('\n') && answer.calls.every(({ name }) => !actionTools.has(name));
      if (answer.calls.length === 0) {
        if (answer.finish === 'length') throw new UserError('outputTooLong');
        const made = progress.planned || progress.ticked.size > 0;
        if (!made && !progress.answered && answer.shown.trim() === '') throw new UserError('emptyReply');
        return;
      }
      const { results, failure } = await runCalls(answer, progress, { context, times, log: this.log });
      for (const { activity, outcome } of results) {
        if (activity) yield { type: 'activity', activity };
        if (outcome) yield { type: 'outcome', outcome };
      }
      const isNew = take(results, progress);
      const hasAsked = results.some(({ outcome }) => outcome?.type === 'asked');
      if (hasAsked) {
        // The answers will lead to a different plan.
        context.fallback = null;
        context.kept = null;
      }
      // Only now, when what the other calls made is kept.
      if (failure) throw failure;
      if (hasAsked) return;
      // A plan that came with prose needs no further round: the reply is already there.
      const isDone = progress.planned && !results.some(({ goesBack }) => goesBack);
      if (isDone && (progress.oneShot || answer.shown.trim() !== '')) return;
      // Ticks may be only the first part of the request; a model that answers in one piece, or repeats them, is done.
      const isWhole = progress.oneShot || turn.provider.id === 'offline' || !isNew;
      if (isWhole && results.every(({ outcome }) => outcome?.type === 'ticked')) return;
      refusals.take(answer.calls, results);
      progress.added = told(withKept(answer, context), results, progress.oneShot);
      progress.messages.push(...progress.added);
    }
    if (!progress.planned) throw new UserError('tooManyRounds', { rounds: turn.maxRounds });
  }

  /** Returns one answer of the model; a request that it cannot take is adapted for as long as possible. */
  private async *ask(turn: AgentTurn, progress: Progress): AsyncGenerator<AgentEvent, RoundAnswer> {
    for (;;) {
      try {
        return yield* modelRound({ meter: this.meter, patience: this.patience }, turn, progress.messages, progress);
      } catch (error) {
        const code = error instanceof UserError ? error.code : null;
        if (code === 'toolsRefused' && !progress.oneShot) {
          this.log.info('the model takes no tools: it answers in JSON', { model: turn.model });
          progress.oneShot = true;
        } else if (code === 'contextTooLong' && (await this.shorten(turn, progress))) {
          this.log.info('the request is made shorter', { model: turn.model });
        } else throw error;
      }
    }
  }

  /** Shortens an overlong request: the context and all look-up results, then more results; false if none is left. */
  private async shorten({ messages, shorter, context }: AgentTurn, progress: Progress): Promise<boolean> {
    context.resultLimit = shorterLimit(context.resultLimit);
    const shortened = progress.shortened
      ? shortenOldest(progress.messages)
      : [...(await shorter()), ...progress.messages.slice(messages.length).map(halved)];
    progress.shortened = true;
    if (shortened) progress.messages.splice(0, Infinity, ...shortened);
    return shortened !== null;
  }

  /** True if no rounds or tokens would be left to write after another look-up; never offline, where tokens are free. */
  private isLastLook(turn: AgentTurn, progress: Progress, roundsLeft: number): boolean {
    if (turn.maxTurnTokens === Infinity) return false;
    const request = requestOf(turn, progress.messages, { oneShot: progress.oneShot, mustWrite: false });
    return roundsLeft <= 2 || this.meter.isLast(request, progress.added, progress.tokensLeft);
  }

  /** Leaves out the oldest look-up results until a full answer fits into the turn's tokens, or none is left. */
  private makeRoom(turn: AgentTurn, progress: Progress): void {
    while (this.meter.room(requestOf(turn, progress.messages, progress), progress.tokensLeft) < turn.maxTokens) {
      const shortened = shortenOldest(progress.messages);
      if (!shortened) return;
      progress.messages.splice(0, Infinity, ...shortened);
    }
  }

  /** Keeps a plan that awaited correction, or came only in part, if the model did not go on with it. */
  private async *finishKept({ context }: AgentTurn, progress: Progress): AsyncGenerator<AgentEvent, void> {
    if (progress.planned) return;
    const outcome = context.fallback ?? (context.kept && (await takeKept(context, this.log)).outcome);
    if (outcome) yield { type: 'outcome', outcome };
  }
}

/** Records a round's outcomes; true if it ticked something that was not ticked before. */
const take = (results: readonly ToolResult[], progress: Progress): boolean => {
  const outcomes = results.flatMap(({ outcome }) => outcome ?? []);
  progress.planned ||= outcomes.some(({ type }) => type === 'created' || type === 'revised');
  const before = progress.ticked.size;
  for (const outcome of outcomes)
    if (outcome.type === 'ticked') for (const { id, done } of outcome.tasks) progress.ticked.add(`${id} ${done}`);
  return progress.ticked.size > before;
};

const isOneShot = ({ provider, model }: AgentTurn): boolean => provider.takesTools?.(model) === false;

/** The answer with a truncated plan replaced by its kept parts: its own text is not JSON, which servers refuse. */
const withKept = (answer: RoundAnswer, { kept }: ToolContext): RoundAnswer => {
  const cut = answer.finish === 'length' && kept !== null ? answer.calls.at(-1) : undefined;
  return {
    ...answer,
    calls: answer.calls.map((call) => (call === cut ? { ...call, arguments: JSON.stringify(kept) } : call)),
  };
};

/** The messages that show the model its own answer and the results. */
const told = (answer: RoundAnswer, results: readonly ToolResult[], oneShot: boolean): ModelMessage[] => {
  if (oneShot) {
    const lines = results.map(({ text }, at) => `${answer.calls[at]!.name}: ${text}`);
    return [
      { role: 'assistant', content: answer.text },
      { role: 'user', content: `${lines.join('\n\n')}\n\nAnswer again with one JSON object.` },
    ];
  }
  return [
    { role: 'assistant', content: answer.shown, toolCalls: answer.calls },
    ...results.map(({ text }, at) => {
      const { id, name } = answer.calls[at]!;
      return { role: 'tool' as const, toolCallId: id, name, content: text };
    }),
  ];
};

import { UserError } from '../domain/errors';
import type { ModelToolCall } from '../models/modelProvider';
import { writingTools } from './tools/index';
import type { ToolResult } from './tools/tool';

const maxRefusals = 3;

/** Counts the refused calls of a turn, so that a model which does not learn from them is not paid for ever. */
export class Refusals {
  /** Rounds in a row in which every call was refused. */
  private inARow = 0;
  /** Rounds in which a plan or a change of one was refused: each costs a whole plan, whatever is looked up in between. */
  private ofPlans = 0;

  /** Takes a round's calls with their results; throws `badResponse` once there are too many refusals. */
  take(calls: readonly ModelToolCall[], results: readonly ToolResult[]): void {
    const refused = results.flatMap(({ refused: reason }, at) => (reason === undefined ? [] : [{ reason, at }]));
    this.inARow = refused.length === results.length ? this.inARow + 1 : 0;
    if (refused.some(({ at }) => writingTools.has(calls[at]!.name))) this.ofPlans++;
    if (Math.max(this.inARow, this.ofPlans) === maxRefusals)
      throw new UserError('badResponse', { reason: refused[0]!.reason });
  }
}

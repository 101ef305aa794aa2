import type * as z from 'zod';
import type { Question, ToolActivity, UsedTemplate } from '../../domain/conversation';
import type { ProjectMemory } from '../../context/sections';
import type { Retriever } from '../../context/retriever';
import type { WorkspaceFiles } from '../../context/files/workspaceFiles';
import type { DevPlanGenerator } from '../../generation/devPlanGenerator';
import type { Loose } from '../../generation/tolerance';
import { nameLine } from '../nameLine';
import type { PlanUnderDiscussion } from '../prompt';

/** What a turn produces besides text; the planning service stores it with the message. */
export type Outcome =
  | {
      readonly type: 'created';
      readonly title: string;
      readonly content: string;
      readonly template: UsedTemplate | null;
      /** Token budget of the plan for this request. */
      readonly budget: number;
      /** The model's answer was truncated and never completed. */
      readonly cut?: true;
    }
  | {
      readonly type: 'revised';
      readonly planId: string;
      readonly base: number;
      /** The open proposal whose text it builds on; null if that is the plan's current text. */
      readonly from: number | null;
      readonly content: string;
      readonly summary: string;
      /** Task ids that were in use when it was written. */
      readonly usedIds: readonly string[];
    }
  | { readonly type: 'ticked'; readonly planId: string; readonly tasks: readonly TaskTick[] }
  | { readonly type: 'asked'; readonly questions: readonly Question[] };

/** A task that the user said is done or open again. */
export interface TaskTick {
  readonly id: string;
  readonly done: boolean;
  readonly reason: string;
}

/** What tools may use: ports only, no editor and no database. */
export interface ToolContext {
  readonly files: WorkspaceFiles;
  readonly retriever: Retriever;
  readonly generator: DevPlanGenerator;
  /** Replaced by each revision of this turn, so that the next one builds on it. */
  plan: PlanUnderDiscussion | null;
  /** True once this turn has created a plan; it creates at most one. */
  created: boolean;
  /** What the conversation's project holds; null without a project. */
  readonly memory: ProjectMemory | null;
  /** The user's words, which are the reason for a tick if the model gives none. */
  readonly request: string;
  /** Token budget of a plan for this request. */
  readonly planBudget: number;
  /** The template of the request, if it was made with one. */
  readonly template: UsedTemplate | null;
  /** Task ids that the plan's earlier versions used. */
  readonly retiredIds: readonly string[];
  readonly signal: AbortSignal;
  /** Maximum characters of a look-up result; reduced after a request was too long. */
  resultLimit: number;
  /** How often a draft or a revision went back to the model in this turn; one repair round is allowed. */
  repairs: number;
  /** The complete parts of a truncated draft; the next one only adds to them. */
  kept: Loose | null;
  /** A whole plan that went back to the model for its problems; used if no better one comes. */
  fallback: Outcome | null;
}

/** A tool's result: text for the model, an activity for the user, and the outcome. */
export interface ToolResult {
  readonly text: string;
  readonly activity: ToolActivity | null;
  readonly outcome?: Outcome;
  /** The outcome stands, but the model should see what is wrong with it. */
  readonly goesBack?: boolean;
  /** Why the model's input was rejected altogether. */
  readonly refused?: string;
}

/** A tool that looks things up, writes plans or asks the user; `schema` checks the arguments before `run` sees them. */
export interface Tool<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly description: string;
  readonly kind: 'lookUp' | 'write' | 'ask';
  /** What a turn must have for the tool to make sense. */
  readonly needs?: 'plan' | 'project';
  readonly schema: S;
  /** The schema shown to the model, if `schema` is more tolerant. */
  readonly parameters?: z.ZodType;
  run(args: z.infer<S>, context: ToolContext): Promise<ToolResult>;
}

/** Places in files as lines for a model: `path:line: text`. */
export const placeLines = (
  places: readonly { readonly path: string; readonly line: number; readonly text: string }[],
): string[] => places.map(({ path, line, text }) => `${nameLine(path)}:${line}: ${text.trim().slice(0, 200)}`);

/** Maximum characters of a tool result, however large the context; a further call returns the rest. */
export const toolResultLimit = 12_000;

const minResultLimit = 2000;
const share = 1 / 4;
const charactersPerToken = 4;

/** Maximum characters of a tool result: a share of the context tokens, within bounds. */
export const resultLimitOf = (contextTokens: number): number =>
  Math.min(toolResultLimit, Math.max(minResultLimit, Math.floor(contextTokens * share * charactersPerToken)));

/** The limit for results after a request was too long. */
export const shorterLimit = (limit: number): number => Math.max(minResultLimit, Math.floor(limit / 2));

/** The lines from `offset` on that fit into `limit` characters, at most `most` of them, and how to get the rest. */
export const pageOf = (lines: readonly string[], offset: number, limit: number, most = Infinity): string => {
  const shown: string[] = [];
  let size = 0;
  for (const line of lines.slice(offset, offset + most)) {
    size += line.length + 1;
    // A line that is too long by itself is returned whole: otherwise paging would make no progress.
    if (size > limit && shown.length > 0) break;
    shown.push(line);
  }
  const next = offset + shown.length;
  const rest = lines.length - next;
  return rest > 0 ? [...shown, `(${rest} more: call again with offset ${next})`].join('\n') : shown.join('\n');
};

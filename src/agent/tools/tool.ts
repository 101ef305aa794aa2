import type * as z from 'zod';
import type { Question, ToolActivity, UsedTemplate } from '../../domain/conversation';
import type { ProjectMemory } from '../../context/sections';
import type { Retriever } from '../../context/retriever';
import type { WorkspaceFiles } from '../../context/files/workspaceFiles';
import type { DevPlanGenerator } from '../../generation/devPlanGenerator';
import type { Loose } from '../../generation/tolerance';
import { nameLine } from '../nameLine';
import type { PlanUnderDiscussion } from '../prompt';

/** What a turn brings forth beside text; the planning service stores it with the message. */
export type Outcome =
  | {
      readonly type: 'created';
      readonly title: string;
      readonly content: string;
      readonly template: UsedTemplate | null;
      /** Tokens that the plan may take for what was asked. */
      readonly budget: number;
      /** The model's answer ended early, and nothing came after it. */
      readonly cut?: true;
    }
  | {
      readonly type: 'revised';
      readonly planId: string;
      readonly base: number;
      /** The open proposal whose text it goes on from; null where that is the plan's current text. */
      readonly from: number | null;
      readonly content: string;
      readonly summary: string;
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
  /** A revision of this turn takes its place, so that the next one builds on it. */
  plan: PlanUnderDiscussion | null;
  /** True once this turn created a plan: it creates one at the most. */
  created: boolean;
  /** What the conversation's project holds; null without a project. */
  readonly memory: ProjectMemory | null;
  /** The user's words, which are the reason where the model gives none. */
  readonly request: string;
  /** Tokens that a plan may take for what was asked. */
  readonly planBudget: number;
  /** What the request was made with. */
  readonly template: UsedTemplate | null;
  /** Task ids that the plan's earlier versions used. */
  readonly retiredIds: readonly string[];
  readonly signal: AbortSignal;
  /** Longest answer of a look-up in characters; a request that was too long makes the next ones shorter. */
  resultLimit: number;
  /** How often a draft or a revision went back to the model in this turn; one repair round is allowed. */
  repairs: number;
  /** What is complete of a draft that was cut; the next one only adds to it. */
  kept: Loose | null;
  /** A whole plan that went back to the model for its problems, until a better one comes. */
  fallback: Outcome | null;
}

/** The answer of a tool: text for the model, a line for people, and what it brought forth. */
export interface ToolResult {
  readonly text: string;
  readonly activity: ToolActivity | null;
  readonly outcome?: Outcome;
  /** What was brought forth stands, but the model is to see what is wrong with it. */
  readonly goesBack?: boolean;
  /** Why what the model gave cannot be taken at all. */
  readonly refused?: string;
}

/** A tool: it looks up, writes plans or asks the user; `schema` checks the arguments before `run` sees them. */
export interface Tool<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly description: string;
  readonly kind: 'lookUp' | 'write' | 'ask';
  /** What a turn must have for the tool to make sense. */
  readonly needs?: 'plan' | 'project';
  readonly schema: S;
  /** What the model is asked for, where `schema` is more tolerant. */
  readonly parameters?: z.ZodType;
  run(args: z.infer<S>, context: ToolContext): Promise<ToolResult>;
}

/** Places in files as a model reads them: `path:line: text`, one a line. */
export const placeLines = (
  places: readonly { readonly path: string; readonly line: number; readonly text: string }[],
): string[] => places.map(({ path, line, text }) => `${nameLine(path)}:${line}: ${text.trim().slice(0, 200)}`);

/** Longest answer of a tool in characters, however much a request may carry; the rest is offered by a further call. */
export const toolResultLimit = 12_000;

const minResultLimit = 2000;
const share = 1 / 4;
const charactersPerToken = 4;

/** Longest answer of a tool in characters where a request may carry so many tokens of context: a share of them. */
export const resultLimitOf = (contextTokens: number): number =>
  Math.min(toolResultLimit, Math.max(minResultLimit, Math.floor(contextTokens * share * charactersPerToken)));

/** A limit for answers that come after a request was too long. */
export const shorterLimit = (limit: number): number => Math.max(minResultLimit, Math.floor(limit / 2));

/** Some of the lines from a position on, as far as they fit into an answer, and how to get the rest. */
export const pageOf = (lines: readonly string[], offset: number, limit: number, most = Infinity): string => {
  const shown: string[] = [];
  let size = 0;
  for (const line of lines.slice(offset, offset + most)) {
    size += line.length + 1;
    // A line that is too long by itself is told whole: else going on would lead nowhere.
    if (size > limit && shown.length > 0) break;
    shown.push(line);
  }
  const next = offset + shown.length;
  const rest = lines.length - next;
  return rest > 0 ? [...shown, `(${rest} more: call again with offset ${next})`].join('\n') : shown.join('\n');
};

import * as z from 'zod';
import type { ModelTool } from '../../models/modelProvider';
import { askQuestions } from './askQuestions';
import { createPlan } from './createPlan';
import { findSymbol } from './findSymbol';
import { listFiles } from './listFiles';
import { readFile } from './readFile';
import { readPlan } from './readPlan';
import { revisePlan } from './revisePlan';
import { searchPlans } from './searchPlans';
import { searchText } from './searchText';
import type { Tool, ToolContext } from './tool';
import { updateTasks } from './updateTasks';

/** Every tool that the agent has; none writes the workspace or runs a command. */
export const tools: readonly Tool[] = [
  listFiles,
  readFile,
  searchText,
  findSymbol,
  readPlan,
  searchPlans,
  askQuestions,
  createPlan,
  revisePlan,
  updateTasks,
] as unknown as readonly Tool[];

const planTools = ['read_plan', 'revise_plan', 'update_tasks'];

/** Names of the tools that write. */
export const writingTools: ReadonlySet<string> = new Set(['create_plan', 'revise_plan', 'update_tasks']);

/** Names of the tools that write or ask; all others only look up. */
export const actionTools: ReadonlySet<string> = new Set([...writingTools, 'ask_questions']);

/** Names of every tool. */
export const toolNames: ReadonlySet<string> = new Set(tools.map(({ name }) => name));

/** The tools as a model is told of them; those that need a plan or a project are left out without one. */
export const modelTools = ({ plan, memory }: Pick<ToolContext, 'plan' | 'memory'>): ModelTool[] =>
  tools
    .filter(({ name }) => (plan !== null || !planTools.includes(name)) && (memory !== null || name !== 'search_plans'))
    .map((tool) => ({ name: tool.name, description: tool.description, parameters: parametersOf(tool) }));

/** JSON Schema of a tool's arguments, without the dialect's address, which some servers refuse. */
const parametersOf = ({ parameters, schema }: Tool): Readonly<Record<string, unknown>> => {
  const { $schema: _, ...rest } = parameters ?? z.toJSONSchema(schema, { io: 'input' });
  return rest;
};

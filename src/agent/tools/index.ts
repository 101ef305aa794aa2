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

/** All of the agent's tools; none writes to the workspace or runs a command. */
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

const namesOf = (all: readonly Tool[]): ReadonlySet<string> => new Set(all.map(({ name }) => name));

/** Names of all tools. */
export const toolNames = namesOf(tools);

/** Names of the tools that write plans or progress. */
export const writingTools = namesOf(tools.filter(({ kind }) => kind === 'write'));

/** Names of the tools that write or ask; the others only look things up. */
export const actionTools = namesOf(tools.filter(({ kind }) => kind !== 'lookUp'));

/** The tools as described to a model, without those that need a plan or project when there is none. */
export const modelTools = ({ plan, memory }: Pick<ToolContext, 'plan' | 'memory'>): ModelTool[] =>
  tools
    .filter(({ needs }) => (plan !== null || needs !== 'plan') && (memory !== null || needs !== 'project'))
    .map((tool) => ({ name: tool.name, description: tool.description, parameters: parametersOf(tool) }));

/** JSON Schema of a tool's arguments, without `$schema`, which some servers refuse. */
const parametersOf = ({ parameters, schema }: Tool): Readonly<Record<string, unknown>> => {
  const { $schema: _, ...rest } = z.toJSONSchema(parameters ?? schema, { io: 'input' });
  return rest;
};

import * as z from 'zod';
import type { ModelTool } from '../../models/modelProvider';
import { askQuestions } from './askQuestions';
import { createPlan } from './createPlan';
import { findSymbol } from './findSymbol';
import { listFiles } from './listFiles';
import { readFile } from './readFile';
import { readPlan } from './readPlan';
import { revisePlan } from './revisePlan';
import { searchText } from './searchText';
import type { Tool } from './tool';
import { updateTasks } from './updateTasks';

/** Every tool that the agent has; none writes the workspace or runs a command. */
export const tools: readonly Tool[] = [
  listFiles,
  readFile,
  searchText,
  findSymbol,
  readPlan,
  askQuestions,
  createPlan,
  revisePlan,
  updateTasks,
] as unknown as readonly Tool[];

/** The tools as a model is told of them; those that need a plan are left out without one. */
export const modelTools = (withPlan: boolean): ModelTool[] =>
  tools
    .filter((tool) => withPlan || !['read_plan', 'revise_plan', 'update_tasks'].includes(tool.name))
    .map((tool) => ({
      name: tool.name,
      description: tool.description,
      parameters: tool.parameters ?? (z.toJSONSchema(tool.schema, { io: 'input' }) as Record<string, unknown>),
    }));

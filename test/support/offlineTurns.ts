import { pageOf, toolResultLimit } from '../../src/agent/tools/tool';
import { WorkspaceSearch } from '../../src/context/workspaceSearch';
import type { PlanDraft, PlanEdit } from '../../src/domain/grammar/planModel';
import type { ModelMessage, ModelToolCall } from '../../src/models/modelProvider';
import { OfflineProvider } from '../../src/models/offlineProvider';
import { MemoryFiles } from './memoryFiles';

const toolNames = ['list_files', 'read_file', 'search_text', 'find_symbol', 'ask_questions', 'create_plan'];
const planTools = ['read_plan', 'revise_plan', 'update_tasks'];

/** The result of a turn of the offline planner. */
export interface PlayedTurn {
  readonly text: string;
  /** Every tool call in order. */
  readonly calls: readonly { readonly name: string; readonly args: any }[];
  readonly rounds: number;
  readonly draft: (PlanDraft & { readonly template: string }) | null;
  readonly edits: readonly PlanEdit[];
  readonly ticks: readonly { readonly id: string; readonly done: boolean; readonly reason: string }[];
  readonly questions: readonly { readonly text: string; readonly options: readonly string[] }[];
}

/** The settings of a turn. */
export interface TurnSetting {
  readonly files?: Readonly<Record<string, string>>;
  /** Instead of `files`: a workspace and its search, shared by many turns. */
  readonly workspace?: { readonly files: MemoryFiles; readonly search: WorkspaceSearch };
  /** Markdown of the plan under discussion. */
  readonly plan?: string;
  readonly history?: readonly ModelMessage[];
  readonly system?: string;
  /** Answers a tool call instead of the default; undefined uses the default. */
  readonly answer?: (name: string, args: any) => string | undefined;
}

/** Plays one turn: lets the offline planner call tools over a workspace in memory until it is done. */
export const playTurn = async (request: string, setting: TurnSetting = {}): Promise<PlayedTurn> => {
  const files = setting.workspace?.files ?? new MemoryFiles(setting.files);
  const search = setting.workspace?.search ?? new WorkspaceSearch(files);
  const provider = new OfflineProvider();
  const system =
    setting.system ??
    (setting.plan === undefined ? 'You are DevPlan.' : 'You are DevPlan.\n\nPlan under discussion: p1');
  const names = setting.plan === undefined ? toolNames : [...toolNames, ...planTools];
  const tools = names.map((name) => ({ name, description: '', parameters: {} }));
  const messages: ModelMessage[] = [
    { role: 'system', content: system },
    ...(setting.history ?? []),
    { role: 'user', content: request },
  ];
  const calls: { name: string; args: any }[] = [];
  let text = '';
  for (let round = 1; round <= 24; round++) {
    const made: ModelToolCall[] = [];
    let said = '';
    for await (const event of provider.stream(
      { model: 'offline', messages, tools, temperature: 0, maxTokens: 1000 },
      new AbortController().signal,
    )) {
      if (event.type === 'text') said += event.text;
      if (event.type === 'toolCall') made.push(event.call);
    }
    text += said;
    messages.push({ role: 'assistant', content: said, toolCalls: made });
    for (const call of made) {
      const args: any = JSON.parse(call.arguments);
      calls.push({ name: call.name, args });
      const content =
        setting.answer?.(call.name, args) ?? (await runTool(call.name, args, files, search, setting.plan ?? ''));
      messages.push({ role: 'tool', toolCallId: call.id, name: call.name, content });
    }
    const isOver = made.length === 0 || (said !== '' && setting.answer === undefined);
    if (isOver) return { text, calls, rounds: round, ...outcomes(calls) };
  }
  throw new Error('the turn does not end');
};

const outcomes = (calls: readonly { name: string; args: any }[]): Omit<PlayedTurn, 'text' | 'calls' | 'rounds'> => {
  const last = (name: string): any => calls.findLast((call) => call.name === name)?.args;
  return {
    draft: last('create_plan') ?? null,
    edits: last('revise_plan')?.edits ?? [],
    ticks: last('update_tasks')?.tasks ?? [],
    questions: last('ask_questions')?.questions ?? [],
  };
};

const runTool = async (
  name: string,
  args: any,
  files: MemoryFiles,
  search: WorkspaceSearch,
  plan: string,
): Promise<string> => {
  switch (name) {
    case 'list_files':
      return (
        pageOf(
          (await files.list()).map(({ path }) => path),
          args.offset ?? 0,
          toolResultLimit,
        ) || 'No files.'
      );
    case 'read_file':
      return (await files.read(args.path))
        .split('\n')
        .map((line, index) => `${index + 1}: ${line}`)
        .join('\n');
    case 'search_text':
      return (
        (await search.text(args.query, args.limit ?? 40))
          .map(({ path, line, text }) => `${path}:${line}: ${text.trim()}`)
          .join('\n') || 'No matches.'
      );
    case 'find_symbol':
      return (
        (await search.definitions(args.name))
          .map(({ path, line, text }) => `${path}:${line}: ${text.trim()}`)
          .join('\n') || 'No definition found.'
      );
    case 'read_plan':
      return plan;
    case 'create_plan':
      return 'The plan is written.';
    case 'revise_plan':
      return 'Proposed: changes.';
    case 'update_tasks':
      return 'Recorded: tasks.';
    default:
      return 'The user was asked.';
  }
};

import type { ModelMessage, ModelRequest } from '../modelProvider';
import { requiredSections } from '../../domain/grammar/planModel';
import { languageByName, type ReadLanguage } from './request/requestLanguage';

/** The answer of a tool in this turn. */
export interface ToolAnswer {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** A part of a file that the context showed; `startLine` counts from 1. */
export interface ShownPart {
  readonly path: string;
  readonly startLine: number;
  readonly text: string;
}

/** A request as the offline planner reads it. */
export interface Turn {
  /** The user's last message. */
  readonly request: string;
  /** What the user said before, oldest first. */
  readonly earlier: readonly string[];
  /** True if the message answers questions that were asked. */
  readonly isAnswer: boolean;
  readonly planId: string | null;
  /** Rounds of tool calls since the user's last message. */
  readonly rounds: number;
  readonly answers: readonly ToolAnswer[];
  readonly parts: readonly ShownPart[];
  /** What the context says about the workspace as a whole. */
  readonly facts: string;
  /** `title (status)` of other plans of the project that the context shows, with the phases of some. */
  readonly otherPlans: readonly string[];
  readonly hasProject: boolean;
  /** The language chosen in the settings; null if it follows the request. */
  readonly language: ReadLanguage | null;
  /** Those that a plan must have. */
  readonly sections: readonly string[];
  readonly tools: ReadonlySet<string>;
}

const fencePattern = /^(`{3,}|~{3,})/;

/** Reads a request as any model would get it: the system message's context, the history, this turn's tool answers. */
export const readTurn = (request: ModelRequest): Turn => {
  const { messages } = request;
  const system = messages.flatMap((message) => (message.role === 'system' ? message.content : [])).join('\n\n');
  const { parts, blocks, rest } = splitContext(system);
  const last = messages.findLastIndex(({ role }) => role === 'user');
  const before = messages.slice(0, Math.max(last, 0));
  const after = messages.slice(last + 1);
  return {
    request: messages[last]?.content.trim() ?? '',
    earlier: before.flatMap((message) => (message.role === 'user' ? message.content : [])),
    isAnswer: /^I asked: /m.test(before.findLast(({ role }) => role === 'assistant')?.content ?? ''),
    planId: /^Plan under discussion: (\S+)/m.exec(rest)?.[1] ?? null,
    rounds: after.filter((message) => message.role === 'assistant').length,
    answers: toolAnswers(after),
    parts,
    facts: blocks.get('Workspace') ?? '',
    otherPlans: Array.from(
      (blocks.get('Other plans of the project') ?? '').matchAll(/^- (.+)$/gm),
      (match) => match[1] ?? '',
    ),
    hasProject: blocks.has('Project'),
    language: languageByName(/^Write plan and reply in (?!the language of )(.+)\.$/m.exec(rest)?.[1] ?? ''),
    sections:
      /^- Has every section, under exactly these (?:English )?titles: (.+)\. The phases belong/m
        .exec(rest)?.[1]
        ?.split('; ') ?? requiredSections,
    tools: new Set(request.tools.map(({ name }) => name)),
  };
};

const toolAnswers = (messages: readonly ModelMessage[]): ToolAnswer[] => {
  const calls = new Map(
    messages.flatMap((message) =>
      message.role === 'assistant' ? (message.toolCalls ?? []).map((call) => [call.id, call] as const) : [],
    ),
  );
  return messages.flatMap((message) => {
    const call = message.role === 'tool' ? calls.get(message.toolCallId) : undefined;
    if (message.role !== 'tool' || !call) return [];
    return [{ tool: call.name, args: JSON.parse(call.arguments) as Record<string, unknown>, text: message.content }];
  });
};

/** Takes the fenced blocks out of the system message, so that no file's text is mistaken for the program's own. */
const splitContext = (system: string): { parts: ShownPart[]; blocks: ReadonlyMap<string, string>; rest: string } => {
  const parts: ShownPart[] = [];
  const blocks = new Map<string, string>();
  const rest: string[] = [];
  let heading = '';
  let fence: string | null = null;
  let block: string[] = [];
  for (const line of system.split('\n')) {
    if (fence !== null) {
      if (line.trim() !== fence) block.push(line);
      else {
        const shown = /^(.+?) \(lines (\d+)-\d+\)$/.exec(heading);
        if (shown) parts.push({ path: shown[1] ?? '', startLine: Number(shown[2]), text: block.join('\n') });
        else blocks.set(heading, block.join('\n'));
        fence = null;
      }
      continue;
    }
    const marker = fencePattern.exec(line)?.[1];
    if (marker) [fence, block] = [marker, []];
    else {
      rest.push(line);
      if (line.startsWith('### ')) heading = line.slice('### '.length);
    }
  }
  return { parts, blocks, rest: rest.join('\n') };
};

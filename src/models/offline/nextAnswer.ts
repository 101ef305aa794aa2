import { type Answer, capabilities } from './answer';
import type { Turn } from './conversation';
import { createStep } from './createStep';
import { parsePlanRequest, splitSentences } from './planRequest';
import { parseCommands } from './revise/parseCommands';
import { reviseStep } from './reviseStep';

const newPlanPattern =
  /^(?:(?:please|ok|now|hey|hi|and|then)\b[, ]*|(?:can|could|would) you(?: please)? |i(?:'d like| want| need)(?: you)?(?: to)? |let'?s )*(?:help (?:me|us)(?: to)? )?(?:(?:plan|design|draft|outline|sketch)\b|(?:draft|create|write|make|generate|prepare|start|give me|i need|i want) (?:me )?(?:an?|another|a new|the) (?:[\w-]+ ){0,3}plan\b)/i;
const questionPattern =
  /^(?:what|where|which|who|why|when|does|do|is|are|did|how (?:does|do|is|are|many|much|long)|was|were|has|have)\b.*\?$|^(?:explain|tell me|show me (?:where|how|what))\b/is;
const kinds = [
  'New feature',
  'Bug fix',
  'Refactoring',
  'API integration',
  'Migration',
  'Performance',
  'Security',
  'Tests',
  'Documentation',
];
const whatQuestion = 'What should change?';
const kindQuestion = 'What kind of work is it?';

/** What the offline planner answers to a turn; the same turn always gets the same answer. */
export const nextAnswer = (turn: Turn): Answer => {
  const request = turn.isAnswer ? answered(turn) : turn.request;
  if (turn.planId !== null && !asksForNewPlan(request)) {
    if (request.length > 4000) return { text: capabilities, calls: [] };
    return reviseStep(turn, parseCommands(request));
  }
  if (questionPattern.test(request.trim()) && !asksForNewPlan(request)) return { text: capabilities, calls: [] };
  if (isVague(request)) return ask(turn);
  if (!turn.tools.has('create_plan')) return { text: capabilities, calls: [] };
  return createStep(turn, parsePlanRequest(request));
};

/** A plan of its own is asked for, not a change of the one under discussion. */
const asksForNewPlan = (text: string): boolean =>
  newPlanPattern.test(text.trim()) && !/\b[A-Z]{1,4}-?\d+\b|\bphase\s+\d+\b|\b(?:this|the) plan\b/.test(text);

const greeting =
  /^(?:hi|hello|hey|help|thanks?|thank you|test|ok|okay|yes|no|what can you do|who are you|good (?:morning|evening|day))\b[\s!.?]*$/i;

/** Nothing is named that could be planned. */
const isVague = (text: string): boolean => {
  if (text.trim() === '' || greeting.test(text.trim())) return true;
  const { words, mentions } = parsePlanRequest(text);
  // Other scripts have no words to tell apart here: they are taken at their word.
  return /[a-z]/i.test(text) && mentions.length === 0 && words.every((word) => emptyWords.has(word));
};

const emptyWords = new Set(
  'plan plans help please something anything everything improve make add fix build create write draft design need want change do'.split(
    ' ',
  ),
);

const ask = (turn: Turn): Answer => {
  // Whoever was asked already is told what is understood, instead of being asked the same again.
  if (turn.isAnswer || !turn.tools.has('ask_questions')) return { text: capabilities, calls: [] };
  const questions = [
    { text: whatQuestion, options: [] },
    { text: kindQuestion, options: kinds.slice(0, 8) },
  ];
  return { text: 'Tell me a little more, then I can plan.', calls: [{ name: 'ask_questions', args: { questions } }] };
};

const verbs: Readonly<Record<string, string>> = {
  'Bug fix': 'Fix',
  Refactoring: 'Refactor',
  'API integration': 'Integrate',
  Migration: 'Migrate',
  Performance: 'Optimize',
  Security: 'Secure',
  Tests: 'Test',
  Documentation: 'Document',
};

/** The answers to the questions as one request: the chosen kind becomes its verb. */
const answered = (turn: Turn): string => {
  const text = turn.request.replaceAll(whatQuestion, '\n').replaceAll(kindQuestion, '\n');
  const kind = kinds.find((name) => new RegExp(`(?:^|[\\n:,-])\\s*${name}\\s*(?:$|[\\n.,;])`, 'i').test(text));
  const rest = splitSentences(
    (kind ? text.replace(new RegExp(`(?:^|[\\n:,-])\\s*${kind}\\s*(?=$|[\\n.,;])`, 'i'), '\n') : text).replace(
      /^[\s:,;-]+/gm,
      '',
    ),
  );
  const what = rest.join('. ');
  const verb = kind ? verbs[kind] : undefined;
  return verb && parsePlanRequest(what).intent === 'feature' ? `${verb} ${what}` : what;
};

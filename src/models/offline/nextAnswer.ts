import type { Answer } from './answer';
import type { Turn } from './conversation';
import { createStep } from './createStep';
import { readWanted, type Wanted } from './formAnswer';
import { questionStep } from './questions/questionStep';
import { grammarOf, parsePlanRequest } from './request/planRequest';
import { type ReadLanguage, readLanguage } from './request/requestLanguage';
import type { RequestGrammar } from './request/requestGrammar';
import { readStarter } from './request/starterText';
import { parseCommands } from './revise/parseCommands';
import { reviseStep } from './reviseStep';
import { type Words, wordsIn } from './words/words';

/** Longer messages are not commands. */
const maxCommandLength = 4000;

/** The offline planner's answer to a turn; the same turn always gets the same answer. */
export const nextAnswer = (turn: Turn): Answer => {
  const wanted = readWanted(turn);
  const reading = readLanguage(wanted.text);
  const writing = turn.language ?? reading;
  const { foreign } = writing;
  const words = wordsIn(writing.language);
  const { text, calls } = answer(turn, wanted, grammarOf(reading.language), words, writing);
  const isSaid = foreign !== null && text !== '';
  return { text: isSaid ? `${text}\n\n${words.replies.foreign(foreign)}` : text, calls };
};

const answer = (turn: Turn, wanted: Wanted, grammar: RequestGrammar, words: Words, writing: ReadLanguage): Answer => {
  const { capabilities } = words.replies;
  const text = wanted.text.trim();
  const isNewPlan = asksForNewPlan(text, grammar);
  if (turn.planId !== null && !isNewPlan) {
    const commands = text.length > maxCommandLength ? { commands: [], unknown: [] } : parseCommands(text);
    if (commands.commands.length > 0 || !grammar.question.test(text)) return reviseStep(turn, commands, words, writing);
  }
  if (grammar.question.test(text) && !isNewPlan) return questionStep(turn, text, grammar, words, writing);
  if (isVague(text, grammar)) {
    if (!wanted.isSkipped) return ask(turn, words);
    if (text === '' || grammar.greeting.test(text))
      return { text: `${words.replies.nothingToPlan}\n\n${capabilities}`, calls: [] };
  }
  if (!turn.tools.has('create_plan')) return { text: capabilities, calls: [] };
  const request = parsePlanRequest(text, writing, wanted.kind);
  return (
    createStep(turn, { request, isAssumed: wanted.isSkipped, isKindChosen: wanted.kind !== null }) ?? ask(turn, words)
  );
};

/** True if the text asks for a new plan, not for a change to the one under discussion. */
const asksForNewPlan = (text: string, grammar: RequestGrammar): boolean =>
  readStarter(text).intent !== null ||
  (grammar.newPlan.test(text) &&
    !/\b[A-Z]{1,4}-?\d+\b|\bphase\s+\d+\b|\b(?:this|the|diese[mnrs]?|de[mnrs]|das) plan\b/.test(text));

/** True if the text names nothing that could be planned. */
const isVague = (text: string, grammar: RequestGrammar): boolean => {
  if (text === '' || grammar.greeting.test(text)) return true;
  const { words, mentions } = parsePlanRequest(text);
  // Words in other scripts cannot be judged here, so the text is accepted.
  if (!/\p{Script=Latin}/u.test(text) || mentions.length > 0) return false;
  return words.every((word) => !/[aeiouyäöü]/.test(word));
};

const ask = (turn: Turn, { replies }: Words): Answer => {
  // A user who was asked before is shown what the planner understands, instead of being asked the same again.
  if (turn.isAnswer || !turn.tools.has('ask_questions')) return { text: replies.capabilities, calls: [] };
  const questions = [
    { text: replies.what, options: [] },
    { text: replies.kind, options: Object.values(replies.kinds).slice(0, 8) },
  ];
  return { text: replies.asking, calls: [{ name: 'ask_questions', args: { questions } }] };
};

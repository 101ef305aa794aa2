import type { Command, Commands } from './command';
import { clauseRules } from './clauseRules';
import { germanClauses } from './germanClauses';

const polite =
  /^(?:(?:please|bitte|jetzt|nun|dann|außerdem|ok(?:ay)?|hey|hi|hello|thanks?|now|next|and|then|but|so|finally|first|second|also|yes|well|great|good)\b[,:;! ]*|(?:can|could|would|will) you(?: please)? |let'?s |i(?:'d| would) like(?: you)? to |i want(?: you)? to |go ahead and )+/i;
const commandVerb =
  '(?:also\\s+)?(?:add|insert|include|remove|delete|drop|split|move|put|rename|retitle|estimate|mark|tick|untick|check|reopen|set|change|cover|append|note|say|tell)';
const target =
  '(?:(?:the|a|an|another|one)\\s+)?(?:new\\s+)?(?:tasks?\\b|phase\\b|section\\b|risk\\b|question\\b|requirement\\b|goal\\b|estimate\\b|acceptance\\b|[A-Z]{1,4}-?\\d+\\b|how\\b)';
const taskId = '[A-Z]{1,4}-?\\d+';
const nextTask = `(?:${taskId})\\s+(?:is|are|takes|needs|was)\\b`;
/** Where one command ends and the next begins: before a verb with its object, or before a statement about a task, but not inside a list of ids. */
const joint = new RegExp(
  `(?:,?\\s+(?:and\\s+then|and|then)|,)\\s+(?=${commandVerb}\\s+${target})|(?:,?\\s+und|,)\\s+(?=(?:entferne?|lösche?|streiche?|schätze?|verschiebe?|benenne|teile?|füge?)\\s)|(?<!${taskId})(?:,?\\s+(?:and|then)|,)\\s+(?=${nextTask})`,
  'gi',
);

/** Parses a message about a plan into commands; clauses that are not commands are returned as they are. */
export const parseCommands = (message: string): Commands => {
  const commands: Command[] = [];
  const unknown: string[] = [];
  for (const clause of clausesOf(message)) {
    const isAddition = /\b(?:also|too|as well|in addition|additionally)\b/i.test(clause);
    const plain = clause.replace(polite, '').trim();
    const understood = plain === '' ? [] : parseClause(plain, isAddition);
    if (understood === null) unknown.push(clause);
    else commands.push(...understood);
  }
  return { commands, unknown };
};

const clausesOf = (message: string): string[] =>
  message
    // Quoted lines say what a comment is about; they request nothing.
    .replace(/^\s*>.*$/gm, '')
    .split(/\n+|;\s+|(?<=[.!?])\s+/)
    .map((clause) =>
      clause
        .replace(/^\s*(?:[-*+]|\d+[.)])\s+/, '')
        .replace(/[.!]+$/, '')
        .trim(),
    )
    .filter((clause) => clause !== '')
    .flatMap((clause) => clause.split(joint).map((part) => part.replace(/[,;]+$/, '').trim()))
    .filter((clause) => clause !== '');

const parseClause = (clause: string, isAddition: boolean): Command[] | null => {
  for (const [pattern, make] of [...germanClauses, ...clauseRules]) {
    const match = pattern.exec(clause);
    const command =
      match &&
      make(
        match.slice(1).map((group) => group?.trim() ?? ''),
        isAddition,
      );
    if (command) return [command];
  }
  return null;
};

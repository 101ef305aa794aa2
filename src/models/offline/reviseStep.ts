import { parsePlan } from '../../domain/grammar/planDocument';
import type { DraftTask } from '../../domain/grammar/planModel';
import type { Answer } from './answer';
import type { Turn } from './conversation';
import { type Evidence, gatherEvidence } from './evidence';
import { explore, nextPage } from './explore';
import { conclude, type Findings } from './findings';
import { inFile, placed } from './planBuilder';
import { parsePlanRequest } from './request/planRequest';
import type { ReadLanguage } from './request/requestLanguage';
import { testIt } from './revise/clauseRules';
import { applyCommands } from './revise/applyCommands';
import type { Commands } from './revise/command';
import type { Words } from './words/words';

/** The next step of a revision: look up what additions are about, read the plan, then propose the changes, then report how that went. */
export const reviseStep = (
  turn: Turn,
  { commands, unknown }: Commands,
  words: Words,
  language: ReadLanguage,
): Answer => {
  const { replies } = words;
  const { capabilities } = replies;
  if (commands.length === 0) return { text: capabilities, calls: [] };
  const read = turn.answers.findLast(({ tool }) => tool === 'read_plan');
  const evidence = gatherEvidence(turn);
  const additions = commands.flatMap((command) => (command.kind === 'addTask' ? [command.text] : []));
  if (!read) {
    const lookUps =
      additions.length === 0 ? [] : explore(turn, parsePlanRequest(additions.join('. '), language), evidence);
    return { text: '', calls: [{ name: 'read_plan', args: {} }, ...lookUps] };
  }
  const page = additions.length > 0 ? nextPage(turn) : null;
  if (page) return { text: '', calls: [page] };
  const written = turn.answers.filter(({ tool }) => tool === 'revise_plan' || tool === 'update_tasks');
  if (written.length > 0) {
    const failed = written.find(({ text }) => !/^(?:Proposed|Recorded)/.test(text));
    return { text: failed ? replies.changeNotTaken(failed.text) : replies.done, calls: [] };
  }
  const plan = parsePlan(read.text);
  const { edits, ticks, done, refused } = applyCommands(
    plan,
    commands,
    turn.request.slice(0, 500),
    taskMaker(turn, evidence, plan.title, words, language),
    words.revision,
  );
  const notes = [...refused, ...unknown.map(replies.notUnderstood)];
  const calls = [
    ...(edits.length > 0 ? [{ name: 'revise_plan', args: { summary: summaryOf(done), edits } }] : []),
    ...(ticks.length > 0 ? [{ name: 'update_tasks', args: { tasks: ticks } }] : []),
  ];
  if (calls.length === 0) return { text: [...notes, capabilities].join('\n\n'), calls: [] };
  const told = replies.changed(done.join('; '));
  const waits = edits.length > 0 ? replies.waits : '';
  return { text: [`${told}${waits}`, ...notes].join('\n\n'), calls };
};

const summaryOf = (done: readonly string[]): string => {
  const text = done.join('; ');
  return (text.charAt(0).toUpperCase() + text.slice(1)).slice(0, 200);
};

/** The document that a text about documentation refers to: the one it names, else the guide, else the README; null for other texts. */
const pageFor = (text: string, { conventions }: Findings): DraftTask['files'][number] | null => {
  if (
    !/\b(?:document(?:s|ed|ing|ation)?|docs?|readme|changelog|release notes|guide|manual|doku(?:mentation|mentieren|mentiere)?|handbuch|anleitung)\b/i.test(
      text,
    )
  )
    return null;
  const changes = /changelog|release notes/i.test(text)
    ? conventions.find(/(?:^|\/)(?:changelog|changes|history|releases?)[^/]*\.(?:md|rst|txt)$/i)
    : null;
  const readme = conventions.find(/^readme\.(?:md|rst|txt)$/i);
  const guide = /readme/i.test(text) ? readme : conventions.find(/(?:^|\/)docs?\/[^/]*\.(?:md|rst)$/i);
  return conventions.at(changes ?? guide ?? readme ?? 'README.md');
};

/** Makes tasks from words, grounded in what the searches found. */
const taskMaker =
  (turn: Turn, evidence: Evidence, planTitle: string, { revision }: Words, language: ReadLanguage) =>
  (text: string, estimate: string | null): DraftTask => {
    const plain = text === testIt ? revision.testIt(parsePlanRequest(planTitle, language).subject) : text;
    const request = parsePlanRequest(plain, language);
    const findings = conclude(request, evidence, turn.facts);
    const [first] = findings.related;
    const title = plain.charAt(0).toUpperCase() + plain.slice(1);
    const common = { title, estimate, dependsOn: [], notes: '' };
    const page = pageFor(plain, findings);
    if (page)
      return {
        ...common,
        files: [page],
        doneWhen: revision.pageTells(inFile(page)),
      };
    if (!first) return { ...common, files: [], doneWhen: revision.shown(plain) };
    const test = findings.conventions.test(first.path);
    return {
      ...common,
      files: [{ path: first.path, kind: 'modify' }, test],
      doneWhen: revision.shownByTest(placed(first), inFile(test), findings.testCommand),
    };
  };

import type { TaskPath } from '../conventions';
import type { Findings } from '../findings';
import { called, inFile, listed, type PlanBuilder, placed } from '../planBuilder';
import { meets, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Something new: its building blocks, its place in the program, the proof. */
export const feature: Shape = (findings, plan) => {
  const { request, topic, conventions, entry, testCommand } = findings;
  const { subject } = request;
  const ground = layGround(findings, plan);
  const blocks = addBlocks(findings, plan, ground);
  const [core] = blocks;
  const symbol = core?.symbol ?? conventions.symbol(subject);
  const related = findings.related.filter(({ path }) => !blocks.some(({ file }) => file.path === path));
  const touched = related.filter(({ name }) => name !== entry?.name).slice(0, entry ? 2 : 3);

  plan.phase(`Connect ${subject}`);
  const wired: string[] = [];
  const config = conventions.findSource(/(?:^|\/)(?:config|settings|options|conf)\.\w+$/i);
  if (config)
    wired.push(
      plan.task({
        title: `Read the settings of ${subject} in \`${config}\``,
        estimate: '1h',
        files: [{ path: config, kind: 'modify' }],
        done: `every setting that \`${symbol}\` takes has a default in \`${config}\`, and a wrong value stops the start with a message that names it`,
      }),
    );
  if (entry)
    wired.push(
      plan.task({
        title: `Put ${subject} to work in ${called(entry)}`,
        estimate: '2h',
        files: [{ path: entry.path, kind: 'modify' }],
        after: blocks.map(({ task }) => task),
        done: `\`${entry.name}\` builds \`${symbol}\` once and hands it on; without it the program behaves as before`,
      }),
    );
  for (const definition of touched) {
    const uses = findings.callersOf(definition);
    const callers =
      uses.length > 0
        ? `; its callers in ${listed(uses.slice(0, 3).map(({ path }) => `\`${path}\``))} need no change`
        : '';
    wired.push(
      plan.task({
        title: `Bring ${subject} to ${called(definition)}`,
        estimate: '2h',
        files: [{ path: definition.path, kind: 'modify' }],
        after: blocks.slice(0, 1).map(({ task }) => task),
        done: `${placed(definition)} goes through \`${symbol}\`${callers}`,
      }),
    );
  }

  plan.phase(`Prove ${subject}`);
  const test = conventions.test(core?.file.path ?? entry?.path ?? conventions.language.entry);
  plan.task({
    title: `Test ${subject} from outside in ${inFile(test)}`,
    estimate: '3h',
    files: [test],
    after: wired.length > 0 ? wired : blocks.map(({ task }) => task),
    done: `\`${testCommand}\` passes with cases for ${listed(topic.cases)}`,
  });
  const docs = conventions.find(/(?:^|\/)docs?\/.*(?:api|usage|guide)[^/]*\.md$/i) ?? conventions.find(/^readme\.md$/i);
  if (docs)
    plan.task({
      title: `Say in \`${docs}\` how ${subject} and \`${symbol}\` are used`,
      estimate: '1h',
      files: [{ path: docs, kind: 'modify' }],
      done: `\`${docs}\` tells what ${subject} does, how it is set up and what it does not do`,
    });

  return {
    goals: [topic.goal, ...(request.target ? [`the first to have it: ${request.target}`] : [])],
    requirements: [topic.constraint, `what ${subject} refuses or cannot do is told in words, not by silence`],
    design: [
      ...meets(findings),
      topic.design,
      ...blocks.map(
        ({ symbol: name, file, does }) =>
          `\`${name}\` (${inFile(file)}): ${does.charAt(0).toLowerCase()}${does.slice(1)}`,
      ),
    ],
    testing: [
      `cases: ${listed(topic.cases)}`,
      `${inFile(test)} drives ${subject} the way a caller does; \`${testCommand}\` runs it`,
    ],
    deployment: [topic.rollout],
    maintenance: [`watch ${topic.watch}`],
    risks: [topic.risk],
    questions: [topic.question, ...withoutEvidence(findings)],
  };
};

interface Block {
  readonly symbol: string;
  readonly file: TaskPath;
  readonly task: string;
  readonly does: string;
}

/** A workspace without code gets a project first. */
const layGround = ({ request: { subject }, conventions, testCommand }: Findings, plan: PlanBuilder): string[] => {
  if (!conventions.isEmpty) return [];
  const { language } = conventions;
  plan.phase(`Lay the ground for ${subject}`);
  return [
    plan.task({
      title: `Set up a ${language.name} project for ${subject}`,
      estimate: '2h',
      files: [conventions.at(language.manifest), conventions.at(language.entry), conventions.at('README.md')],
      done: `\`${testCommand}\` runs in a fresh clone and passes`,
    }),
  ];
};

const addBlocks = (
  { request: { subject }, topic, conventions }: Findings,
  plan: PlanBuilder,
  after: readonly string[],
): Block[] => {
  plan.phase(`Build ${subject}`);
  const blocks: Block[] = [];
  for (const { name, does, done } of topic.parts) {
    const file = conventions.source(name, null, subject);
    const symbol = conventions.symbol(name);
    const task = plan.task({
      title: `${does} in ${inFile(file)}`,
      estimate: blocks.length === 0 ? '4h' : '3h',
      files: [file],
      after: blocks.length === 0 ? after : blocks.slice(0, 1).map(({ task }) => task),
      done: done.replaceAll('{name}', symbol),
    });
    blocks.push({ symbol, file, task, does });
  }
  return blocks;
};

import type { TaskPath } from '../conventions';
import type { Found } from '../evidence';
import type { Findings } from '../findings';
import { languageOfPath } from '../languages';
import { called, inFile, type PlanBuilder, placed } from '../planBuilder';
import { roleOf } from '../role';
import type { TopicWords } from '../words/topicWords';
import type { Words } from '../words/words';
import { listed, meets, ofEachFile, pageOf, usesOf, withoutEvidence } from './common';
import type { Shape } from './shape';

type FeatureWords = ReturnType<Words['feature']>;

/** A new feature: its building blocks, its place in the program, the proof that it works. */
export const feature: Shape = (findings, plan) => {
  const { request, topic, topicWords, conventions, entry, testCommand, related } = findings;
  const words = findings.words.feature(request.phrase);
  const told = topicWords ?? words.general;
  const ground = layGround(findings, plan, words);
  const blocks = addBlocks(findings, plan, words, told, ground);
  const [core] = blocks;
  const symbol = core?.symbol ?? conventions.symbol(request.codeName);
  const places = ofEachFile(related).filter(
    ({ path, name }) => !blocks.some(({ file }) => file.path === path) && name !== entry?.name,
  );

  plan.phase(words.phases.connect);
  const wired: string[] = [];
  const config = conventions.findSource(/(?:^|\/)(?:config|settings|options)\.\w+$/i);
  if (config && topic?.takesSettings)
    wired.push(
      plan.task({
        title: words.settings.title(config),
        estimate: '1h',
        files: [{ path: config, kind: 'modify' }],
        done: words.settings.done(symbol, config),
      }),
    );
  if (entry && (topic?.isGlobal || places.length === 0))
    wired.push(
      plan.task({
        title: words.entry.title(called(entry)),
        estimate: '2h',
        files: [{ path: entry.path, kind: 'modify' }],
        after: blocks.map(({ task }) => task),
        done: words.entry.done(entry.name, symbol),
      }),
    );
  for (const definition of places.slice(0, topic?.isGlobal ? 1 : 3))
    wired.push(use(findings, plan, words, definition, symbol, blocks.slice(0, 1)));
  for (const item of findings.items)
    wired.push(
      plan.task({
        title: words.item.title(item.text),
        estimate: '2h',
        files: [conventions.at(item.place.path), conventions.test(item.place.path)],
        after: blocks.slice(0, 1).map(({ task }) => task),
        done: words.item.done(inFile(conventions.test(item.place.path)), placed(item.place)),
      }),
    );

  plan.phase(words.phases.prove);
  const tested =
    core && languageOfPath(core.file.path) !== null ? core.file.path : (entry?.path ?? conventions.language.entry);
  const test = conventions.test(tested);
  plan.task({
    title: words.test.title(inFile(test)),
    estimate: '3h',
    files: [test],
    after: wired.length > 0 ? wired : blocks.map(({ task }) => task),
    done: words.test.done(testCommand, listed(findings, told.cases)),
  });
  const docs = pageOf(findings);
  if (docs)
    plan.task({
      title: words.docs.title(docs, symbol),
      estimate: '1h',
      files: [{ path: docs, kind: 'modify' }],
      done: words.docs.done(docs, symbol),
    });

  return {
    goals: [`${request.title}: ${told.goal}`],
    requirements: [told.constraint, words.refusals],
    design: [
      ...meets(findings),
      told.design,
      ...blocks.map(({ symbol: name, file, does }) => words.blockDesign(name, inFile(file), does)),
    ],
    testing: [words.cases(listed(findings, told.cases)), words.outside(inFile(test), testCommand)],
    deployment: [told.rollout],
    maintenance: [words.watch(told.watch)],
    risks: [told.risk],
    questions: [told.question, ...withoutEvidence(findings)],
  };
};

interface Block {
  readonly symbol: string;
  readonly file: TaskPath;
  readonly task: string;
  readonly does: string;
}

/** A workspace without code gets a project first. */
const layGround = ({ conventions, testCommand }: Findings, plan: PlanBuilder, words: FeatureWords): string[] => {
  if (!conventions.isEmpty) return [];
  const { language } = conventions;
  plan.phase(words.phases.ground);
  return [
    plan.task({
      title: words.setUp.title(language.name),
      estimate: '2h',
      files: [conventions.at(language.manifest), conventions.at(language.entry), conventions.at('README.md')],
      done: words.setUp.done(testCommand),
    }),
  ];
};

const addBlocks = (
  { request, topic, conventions, related }: Findings,
  plan: PlanBuilder,
  words: FeatureWords,
  told: TopicWords,
  after: readonly string[],
): Block[] => {
  plan.phase(words.phases.build);
  const home = related.find(({ path }) => ['other', 'store'].includes(roleOf(path)))?.path ?? null;
  const blocks: Block[] = [];
  for (const [index, part] of (topic?.parts ?? [{ name: request.codeName, path: undefined }]).entries()) {
    const text = told.parts[index];
    if (!text) continue;
    const file =
      part.path === undefined
        ? conventions.source(part.name, topic === null ? home : null, request.codeName)
        : conventions.at(part.path);
    const symbol = part.path ?? conventions.symbol(part.name);
    const task = plan.task({
      title: words.block(text.does, inFile(file)),
      estimate: blocks.length === 0 ? '4h' : '3h',
      files: [file],
      after: blocks.length === 0 ? after : blocks.slice(0, 1).map((block) => block.task),
      done: text.done.replaceAll('{name}', symbol),
    });
    blocks.push({ symbol, file, task, does: text.does });
  }
  return blocks;
};

/** Adds the task for a place that uses the feature; it depends on what that place is for. */
const use = (
  findings: Findings,
  plan: PlanBuilder,
  words: FeatureWords,
  definition: Found,
  symbol: string,
  after: readonly Block[],
): string => {
  const role = words[roleOf(definition.path)];
  const callers = usesOf(findings, [definition], 3).map(({ path }) => `\`${path}\``);
  return plan.task({
    title: role.title(called(definition)),
    estimate: '2h',
    files: [{ path: definition.path, kind: 'modify' }],
    after: after.map(({ task }) => task),
    done: role.done(placed(definition), symbol) + (callers.length > 0 ? words.callers(listed(findings, callers)) : ''),
  });
};

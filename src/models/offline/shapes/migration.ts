import type { TaskPath } from '../conventions';
import type { Findings } from '../findings';
import { folderOf, joinWords, nameWords, pathOf } from '../naming';
import { called, inFile, listed, type PlanBuilder } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Prose, Shape } from './shape';

/** Data or a dependency moves to another form. */
export const migration: Shape = (findings, plan) => {
  const { title } = findings.request;
  const isUpgrade =
    /^(?:upgrade|bump|update|port|switch)\b/i.test(title) &&
    !/\b(?:table|column|schema|database|data|records?|rows?|ids?)\b/i.test(title);
  return isUpgrade ? upgrade(findings, plan) : moveData(findings, plan);
};

/** Data: widen, write both forms, move what is there, read the new form, narrow. */
const moveData = (findings: Findings, plan: PlanBuilder): Prose => {
  const { request, conventions, testCommand } = findings;
  const { subject } = request;
  const form = request.target || 'the new form';
  const keepers = subjects(findings, 3);
  const prime = firstOf(keepers);
  const [widen, narrow] = migrationFiles(findings);
  const test = conventions.test(prime.path);

  plan.phase(`Make room for ${form}`);
  const widened = plan.task({
    title: `Write the migration that adds ${form} for ${subject} in \`${widen.path}\``,
    estimate: '3h',
    files: [widen],
    done: `${inFile(widen)} runs forward and back on a copy of real data, and a second run changes nothing`,
  });
  const both = plan.task({
    title: `Let ${called(prime)} write ${subject} in both forms`,
    estimate: '3h',
    files: [conventions.at(prime.path)],
    after: [widened],
    done: `every write through ${placeOf(findings, prime)} fills the old and the new form alike`,
  });

  plan.phase(`Move ${subject}`);
  const mover = conventions.source(`backfill ${subject}`, null, subject);
  const moved = plan.task({
    title: `Carry the existing ${subject} over in batches with ${inFile(mover)}`,
    estimate: '4h',
    files: [mover],
    after: [both],
    done: `${inFile(mover)} can be stopped and started again, and the counts of both forms are equal at its end`,
  });
  const readers = keepers.slice(1).length > 0 ? keepers.slice(1) : [prime];
  const reads = readers.map((definition) =>
    plan.task({
      title: `Read only ${form} of ${subject} in ${called(definition)}`,
      estimate: '2h',
      files: [conventions.at(definition.path)],
      after: [moved],
      done: `${placeOf(findings, definition)} no longer touches the old form`,
    }),
  );

  plan.phase(`Let the old form of ${subject} go`);
  const tested = plan.task({
    title: `Test ${subject} before, during and after the move in ${inFile(test)}`,
    estimate: '3h',
    files: [test],
    after: reads,
    done: `\`${testCommand}\` passes on data of the old form, of both and of the new form`,
  });
  plan.task({
    title: `Drop the old form of ${subject} with \`${narrow.path}\``,
    estimate: '1h',
    files: [narrow],
    after: [tested],
    done: `one release has run without \`${prime.name}\` reading the old form of ${subject}, and a backup from before is at hand`,
  });

  return {
    goals: [`${subject} live in ${form}`, `at no moment are ${subject} unreadable for the running version`],
    requirements: [
      `old and new version of the program run side by side while ${subject} move`,
      `each step of the move can be undone until the old form is dropped`,
    ],
    design: [
      ...meets(findings),
      `widen (${inFile(widen)}), write both, carry over, read the new form, narrow (${inFile(narrow)})`,
    ],
    testing: [
      `run the move of ${subject} on a copy of real data and compare counts and samples`,
      `${inFile(test)} holds the three states`,
    ],
    deployment: [`one release per phase; carry ${subject} over between the first and the second`],
    maintenance: [`while both forms exist, a daily count tells whether they differ for ${subject}`],
    risks: [`writers of ${subject} that do not go through ${listed(keepers.map(({ name }) => `\`${name}\``))}`],
    questions: [`How many ${subject} are there, and how long may the move take?`, ...withoutEvidence(findings)],
  };
};

/** A dependency: raise it on a branch, adapt, compare, release. */
const upgrade = (findings: Findings, plan: PlanBuilder): Prose => {
  const { request, conventions, testCommand, entry } = findings;
  const what = request.subject;
  const users = subjects(findings, 3);
  const manifest = conventions.at(
    conventions.find(
      /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|go\.mod|Cargo\.toml|pom\.xml|Gemfile|composer\.json)$/,
    ) ?? conventions.language.manifest,
  );

  plan.phase(`Prepare ${what}`);
  const read = plan.task({
    title: `List the breaking changes of ${what} that reach ${listed(users.map(called))}`,
    estimate: '2h',
    files: users.map(({ path }) => conventions.at(path)),
    done: `each breaking change of ${what} is marked here as "does not concern us" or with the places that it concerns`,
  });
  const raised = plan.task({
    title: `Raise ${what} in \`${manifest.path}\` on a branch`,
    estimate: '1h',
    files: [manifest],
    after: [read],
    done: `the lock file holds ${what} once, and the build's errors are listed here`,
  });

  plan.phase(`Adapt to ${what}`);
  const adapted = users.map((definition) =>
    plan.task({
      title: `Adapt ${called(definition)} to ${what}`,
      estimate: '3h',
      files: [conventions.at(definition.path)],
      after: [raised],
      done: `${placeOf(findings, definition)} compiles without a warning of ${what}, and its tests pass`,
    }),
  );
  const test = conventions.test(users[0]?.path ?? entry?.path ?? conventions.language.entry);
  plan.task({
    title: `Compare the behaviour under ${what} in ${inFile(test)}`,
    estimate: '2h',
    files: [test],
    after: adapted,
    done: `\`${testCommand}\` passes with the same expectations before and after ${what}`,
  });

  return {
    goals: [`the program runs on ${what}`, `nobody notices ${what} but by what it improves`],
    requirements: [`no feature is mixed into the step to ${what}`, `the step to ${what} can be reverted by one commit`],
    design: [...meets(findings), `calls of ${what} that changed are gathered in as few places as possible`],
    testing: [
      `the same tests before and after ${what}`,
      `\`${testCommand}\`, then a walk through the main paths by hand`,
    ],
    deployment: [`release ${what} alone, first where a fault hurts least`],
    maintenance: [`remove what only the version before ${what} needed after one quiet release`],
    risks: [`other dependencies that do not allow ${what} yet`],
    questions: [`Which deadline does the present version have?`, ...withoutEvidence(findings)],
  };
};

/** Two migration files named as the project names them: numbered on where it numbers, else in a folder of their own. */
const migrationFiles = ({ request, conventions }: Findings): readonly [TaskPath, TaskPath] => {
  const last = conventions.last(/(?:^|\/)migrations?\/[^/]*\d[^/]*\.\w+$/i);
  const extension = last ? last.slice(last.lastIndexOf('.')) : '.sql';
  const folder = last ? folderOf(last) : pathOf(conventions.isEmpty ? '' : conventions.sourceFolder, 'migrations');
  const digits = /(\d+)/.exec(last?.slice(folder.length) ?? '')?.[1] ?? '000';
  const separator = last && /\d-/.test(last.slice(folder.length)) ? 'kebab' : 'snake';
  const name = (step: number, words: string): TaskPath => {
    const number = String(BigInt(digits) + BigInt(step)).padStart(digits.length, '0');
    return conventions.at(pathOf(folder, `${joinWords([number, ...nameWords(words)], separator)}${extension}`));
  };
  return [name(1, `add ${request.subject}`), name(2, `drop old ${request.subject}`)];
};

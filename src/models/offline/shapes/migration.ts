import type { TaskPath } from '../conventions';
import type { Findings } from '../findings';
import { folderOf, joinWords, nameWords, pathOf } from '../naming';
import { called, inFile } from '../planBuilder';
import { firstOf, listed, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A data migration: widen, write both forms, move existing data, read the new form, narrow. */
export const migration: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.migration(request.phrase, request.target);
  const keepers = subjects(findings, 3);
  const prime = firstOf(keepers);
  const [widen, narrow] = migrationFiles(findings);
  const test = conventions.test(prime.path);

  plan.phase(words.phases.widen);
  const widened = plan.task({
    title: words.widen.title(widen.path),
    estimate: '3h',
    files: [widen],
    done: words.widen.done(inFile(widen)),
  });
  const both = plan.task({
    title: words.both.title(called(prime)),
    estimate: '3h',
    files: [conventions.at(prime.path)],
    after: [widened],
    done: words.both.done(placeOf(findings, prime)),
  });

  plan.phase(words.phases.move);
  const mover = conventions.source(
    `backfill ${request.codeName}`,
    conventions.has(prime.path) ? prime.path : null,
    request.codeName,
  );
  const moved = plan.task({
    title: words.backfill.title(inFile(mover)),
    estimate: '4h',
    files: [mover],
    after: [both],
    done: words.backfill.done(inFile(mover)),
  });
  const readers = keepers.length > 1 ? keepers.slice(1) : [prime];
  const reads = readers.map((definition) =>
    plan.task({
      title: words.read.title(called(definition)),
      estimate: '2h',
      files: [conventions.at(definition.path)],
      after: [moved],
      done: words.read.done(placeOf(findings, definition)),
    }),
  );

  plan.phase(words.phases.narrow);
  const tested = plan.task({
    title: words.test.title(inFile(test)),
    estimate: '3h',
    files: [test],
    after: reads,
    done: words.test.done(testCommand),
  });
  plan.task({
    title: words.drop.title(narrow.path),
    estimate: '1h',
    files: [narrow],
    after: [tested],
    done: words.drop.done(prime.name),
  });

  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), words.design(inFile(widen), inFile(narrow))],
    testing: words.testing(inFile(test)),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks(
      listed(
        findings,
        keepers.map(({ name }) => `\`${name}\``),
      ),
    ),
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

/** Two migration files, named like the project's: with the next numbers if it has any, else in a folder of their own. */
const migrationFiles = ({ request, conventions, related }: Findings): readonly [TaskPath, TaskPath] => {
  const last = conventions.lastNear(/(?:^|\/)migrations?\/[^/]*\d[^/]*\.\w+$/i, related[0]?.path ?? '');
  const extension = last ? last.slice(last.lastIndexOf('.')) : '.sql';
  const folder = last ? folderOf(last) : pathOf(conventions.isEmpty ? '' : conventions.sourceFolder, 'migrations');
  const digits = /(\d+)/.exec(last?.slice(folder.length) ?? '')?.[1] ?? '000';
  const separator = last && /\d-/.test(last.slice(folder.length)) ? 'kebab' : 'snake';
  const name = (step: number, words: string): TaskPath => {
    const number = String(BigInt(digits) + BigInt(step)).padStart(digits.length, '0');
    return conventions.at(pathOf(folder, `${joinWords([number, ...nameWords(words)], separator)}${extension}`));
  };
  return [name(1, `add ${request.codeName}`), name(2, `drop old ${request.codeName}`)];
};

import { called, inFile } from '../planBuilder';
import { listed, meets, ofEachFile, pipelineOf, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

const manifestPattern =
  /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|go\.mod|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json)$/;

/** A dependency upgrade: raise the version on a branch, adapt the code, compare, release. */
export const upgrade: Shape = (findings, plan) => {
  const { request, conventions, testCommand, entry } = findings;
  const what = request.target && !/\d/.test(request.subject) ? `${request.subject} ${request.target}` : request.subject;
  const words = findings.words.upgrade(what);
  const users = (findings.importers.length > 0 ? findings.importers : ofEachFile(subjects(findings, 5))).slice(0, 3);
  const manifest = conventions.at(conventions.find(manifestPattern) ?? conventions.language.manifest);

  plan.phase(words.phases.prepare);
  const read = plan.task({
    title: words.list.title(listed(findings, users.map(called))),
    estimate: '2h',
    files: users.map(({ path }) => conventions.at(path)),
    done: words.list.done,
  });
  const raised = plan.task({
    title: words.raise.title(manifest.path),
    estimate: '1h',
    files: [manifest],
    after: [read],
    done: words.raise.done(manifest.path),
  });

  plan.phase(words.phases.adapt);
  const adapted = users.map((definition) =>
    plan.task({
      title: words.adapt.title(called(definition)),
      estimate: '3h',
      files: [conventions.at(definition.path)],
      after: [raised],
      done: words.adapt.done(placeOf(findings, definition)),
    }),
  );
  const test = conventions.test(users[0]?.path ?? entry?.path ?? conventions.language.entry);
  const compared = plan.task({
    title: words.compare.title(inFile(test)),
    estimate: '2h',
    files: [test],
    after: adapted,
    done: words.compare.done(testCommand),
  });
  const pipeline = pipelineOf(findings);
  if (pipeline) {
    plan.phase(words.phases.release);
    plan.task({
      title: words.pipeline.title(pipeline),
      estimate: '1h',
      files: [{ path: pipeline, kind: 'modify' }],
      after: [compared],
      done: words.pipeline.done(pipeline),
    });
  }

  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), words.design],
    testing: words.testing(testCommand),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks,
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

import { folderOf, pathOf } from '../naming';
import { called, inFile } from '../planBuilder';
import { firstOf, listed, meets, pipelineOf, placeOf, subjects, usesOf, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Tests for existing code: data, each definition, what callers rely on, the run in CI. */
export const testing: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.testing(request.phrase);
  const covered = subjects(findings, 4);
  const prime = firstOf(covered);
  const test = conventions.test(prime.path);
  const dataName = conventions.source(`${request.codeName} fixtures`, null, request.codeName).path;
  const data = conventions.at(pathOf(folderOf(test.path), dataName.slice(dataName.lastIndexOf('/') + 1)));

  plan.phase(words.phases.prepare);
  const ready = plan.task({
    title: words.data.title(inFile(data)),
    estimate: '2h',
    files: [data],
    done: words.data.done(inFile(data), prime.name),
  });

  plan.phase(words.phases.cover);
  const tasks = covered.map((definition) => {
    const own = conventions.test(definition.path);
    return plan.task({
      title: words.cover.title(called(definition), inFile(own)),
      estimate: '2h',
      files: [own, conventions.at(definition.path)],
      after: [ready],
      done: words.cover.done(placeOf(findings, definition)),
    });
  });
  for (const { path, place, name } of usesOf(findings, covered, 1)) {
    const own = conventions.test(path);
    plan.task({
      title: words.contract.title(inFile(own), path, name),
      estimate: '1h',
      files: [own],
      after: tasks.slice(0, 1),
      done: words.contract.done(place, name),
    });
  }

  plan.phase(words.phases.keep);
  const pipeline = pipelineOf(findings);
  if (pipeline)
    plan.task({
      title: words.pipeline.title(pipeline),
      estimate: '1h',
      files: [{ path: pipeline, kind: 'modify' }],
      after: tasks,
      done: words.pipeline.done(prime.name),
    });
  plan.task({
    title: words.mutate.title(called(prime), inFile(test)),
    estimate: '1h',
    files: [test],
    after: tasks,
    done: words.mutate.done(prime.name),
  });

  const names = listed(
    findings,
    covered.map(({ name }) => `\`${name}\``),
  );
  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), words.design(inFile(data), names)],
    testing: words.testing(testCommand, names),
    deployment: words.deployment,
    maintenance: words.maintenance(inFile(test)),
    risks: words.risks(prime.name),
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

import { folderOf, pathOf } from '../naming';
import { called, inFile, listed } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Tests for what is there: data, each definition, what callers rely on, the run in CI. */
export const testing: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const { subject } = request;
  const covered = subjects(findings, 4);
  const prime = firstOf(covered);
  const test = conventions.test(prime.path);
  const dataName = conventions.source(`${subject} fixtures`, null, subject).path;
  const data = conventions.at(pathOf(folderOf(test.path), dataName.slice(dataName.lastIndexOf('/') + 1)));

  plan.phase(`Make ${subject} testable`);
  const ready = plan.task({
    title: `Gather test data for ${subject} in ${inFile(data)}`,
    estimate: '2h',
    files: [data],
    done: `${inFile(data)} gives a usual, a minimal and a broken example for \`${prime.name}\`, each by one call`,
  });

  plan.phase(`Cover ${subject}`);
  const tasks = covered.map((definition) => {
    const own = conventions.test(definition.path);
    return plan.task({
      title: `Cover ${called(definition)} in ${inFile(own)}`,
      estimate: '2h',
      files: [own, conventions.at(definition.path)],
      after: [ready],
      done: `every branch of ${placeOf(findings, definition)} is reached, and taking any one line out of it makes a test fail`,
    });
  });
  const uses = covered.flatMap((definition) =>
    findings.callersOf(definition).map((use) => ({ ...use, name: definition.name })),
  );
  const [use] = uses;
  if (use) {
    const own = conventions.test(use.path);
    plan.task({
      title: `Hold fast in ${inFile(own)} what \`${use.path}\` expects of \`${use.name}\``,
      estimate: '1h',
      files: [own],
      after: tasks.slice(0, 1),
      done: `the test goes through \`${use.path}:${use.line}\` without a stand-in for \`${use.name}\``,
    });
  }

  plan.phase(`Keep ${subject} covered`);
  const ci = conventions.find(
    /^\.github\/workflows\/[^/]*\.ya?ml$|^\.gitlab-ci\.yml$|^Jenkinsfile$|^\.circleci\/config\.yml$/,
  );
  if (ci)
    plan.task({
      title: `Run the tests of ${subject} in \`${ci}\``,
      estimate: '1h',
      files: [{ path: ci, kind: 'modify' }],
      after: tasks,
      done: `a change that breaks \`${prime.name}\` cannot be merged`,
    });
  plan.task({
    title: `Break ${called(prime)} on purpose and see ${inFile(test)} fail`,
    estimate: '1h',
    files: [test],
    after: tasks,
    done: `five small faults in \`${prime.name}\`, one at a time, each make a test of ${subject} fail, and all are taken back`,
  });

  return {
    goals: [`a fault in ${subject} is noticed before a merge`, `the tests of ${subject} say what it promises`],
    requirements: [
      `tests of ${subject} need no network, no clock and no order`,
      `a failing test of ${subject} tells what was expected and what came`,
    ],
    design: [
      ...meets(findings),
      `data from ${inFile(data)}, tests beside those that exist, named after ${listed(covered.map(({ name }) => `\`${name}\``))}`,
    ],
    testing: [
      `\`${testCommand}\` runs the tests of ${subject} in under ten seconds`,
      `usual, edge and failing input for each of ${listed(covered.map(({ name }) => `\`${name}\``))}`,
    ],
    deployment: [`merge the tests of ${subject} before the next change to it; nothing is released for them`],
    maintenance: [`a fault found in ${subject} later gets its test in ${inFile(test)} first`],
    risks: [`tests that repeat the code of \`${prime.name}\` instead of what it promises`],
    questions: [`Which faults of ${subject} hurt most so far?`, ...withoutEvidence(findings)],
  };
};

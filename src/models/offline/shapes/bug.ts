import { called, inFile } from '../planBuilder';
import { changelogOf, firstOf, listed, meets, placeOf, subjects, usesOf, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A bug fix: make the fault visible in a test, find its cause, fix it, keep it fixed. */
export const bug: Shape = (findings, plan) => {
  const { request, conventions, testCommand, symptom } = findings;
  const words = findings.words.bug(request.subject, request.condition);
  const known = symptom === null ? null : findings.words.symptoms[symptom];
  const suspects = subjects(findings, 3);
  const prime = firstOf(suspects);
  const second = suspects.find(({ path }) => path !== prime.path) ?? suspects[1];
  const test = conventions.test(prime.path);

  plan.phase(words.phases.reproduce);
  const failing = plan.task({
    title: words.failing.title(inFile(test)),
    estimate: '2h',
    files: [test],
    done: words.failing.done(prime.name),
  });

  plan.phase(words.phases.locate);
  const traced = plan.task({
    title: words.trace.title(called(prime)),
    estimate: '2h',
    files: suspects.map(({ path }) => conventions.at(path)),
    after: [failing],
    done: words.trace.done(
      listed(
        findings,
        suspects.map((definition) => placeOf(findings, definition)),
      ),
    ),
    notes: known === null ? '' : sentence(known.hint),
  });

  plan.phase(words.phases.fix);
  const fixed = plan.task({
    title: words.fix.title(called(prime)),
    estimate: '2h',
    files: [conventions.at(prime.path)],
    after: [traced],
    done: words.fix.done(inFile(test), prime.name, known === null ? '' : `; ${known.fixed}`),
  });
  if (second)
    plan.task({
      title: words.second.title(called(second)),
      estimate: '1h',
      files: [conventions.at(second.path)],
      after: [traced],
      done: words.second.done(inFile(conventions.test(second.path)), second.name),
      notes: words.second.notes,
    });
  for (const { path, place, name } of usesOf(findings, suspects, 2))
    plan.task({
      title: words.caller.title(path, name),
      estimate: '1h',
      files: [{ path, kind: 'modify' }],
      after: [fixed],
      done: words.caller.done(place),
    });

  plan.phase(words.phases.keep);
  plan.task({
    title: words.regression.title(inFile(test), prime.name),
    estimate: '1h',
    files: [test],
    after: [fixed],
    done: words.regression.done(testCommand, listed(findings, known?.cases ?? words.neighbours(prime.name))),
  });
  const changelog = changelogOf(findings);
  if (changelog)
    plan.task({
      title: words.changelog.title(changelog),
      estimate: '30m',
      files: [{ path: changelog, kind: 'modify' }],
      after: [fixed],
      done: words.changelog.done(changelog),
    });

  return {
    goals: words.goals,
    requirements: words.requirements(prime.name),
    design: [...meets(findings), words.start(placeOf(findings, prime)), ...(known === null ? [] : [known.hint])],
    testing: words.testing(inFile(test), testCommand),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks(prime.name),
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

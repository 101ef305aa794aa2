import { splitWords, stem } from '../../../domain/words';
import type { Found } from '../evidence';
import type { Findings } from '../findings';
import { called, inFile } from '../planBuilder';
import { contentWords } from '../request/planRequest';
import {
  changelogOf,
  firstOf,
  firstUsesOf,
  listed,
  meets,
  ofEachFile,
  pageOf,
  placeOf,
  subjects,
  withoutEvidence,
} from './common';
import type { Shape } from './shape';

/** Definitions with every word of the subject in their name, else the best that was found. */
const namedBy = (findings: Findings): readonly Found[] => {
  const wanted = contentWords(findings.request.codeName).map(stem);
  const whole = findings.related.filter(({ name }) => {
    const own = new Set(splitWords(name).map(stem));
    return wanted.every((word) => own.has(word));
  });
  return whole.length > 0 ? whole.slice(0, 3) : subjects(findings, 1);
};

/** A removal: list the uses, guard what must stay, free the callers, remove the thing itself, then its traces. */
export const removal: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.removal(request.phrase);
  const gone = namedBy(findings);
  const prime = firstOf(gone);
  const test = conventions.test(prime.path);

  plan.phase(words.phases.know);
  const known = plan.task({
    title: words.list.title(listed(findings, gone.map(called))),
    estimate: '1h',
    files: ofEachFile(gone).map(({ path }) => conventions.at(path)),
    done: words.list.done(
      listed(
        findings,
        gone.map((definition) => placeOf(findings, definition)),
      ),
    ),
  });
  const guarded = plan.task({
    title: words.guard.title(inFile(test)),
    estimate: '2h',
    files: [test],
    done: words.guard.done(testCommand),
  });

  plan.phase(words.phases.remove);
  const freed = firstUsesOf(findings, gone, 4).map(({ path, place, name }) =>
    plan.task({
      title: words.caller.title(path, name),
      estimate: '1h',
      files: [{ path, kind: 'modify' }],
      after: [known, guarded],
      done: words.caller.done(place, name),
    }),
  );
  const removed = gone.map((definition) =>
    plan.task({
      title: words.remove.title(called(definition)),
      estimate: '1h',
      files: [conventions.at(definition.path)],
      after: freed.length > 0 ? freed : [known, guarded],
      done: words.remove.done(definition.name, testCommand),
    }),
  );

  plan.phase(words.phases.after);
  for (const docs of new Set([pageOf(findings) ?? 'README.md', changelogOf(findings)]))
    if (docs !== null)
      plan.task({
        title: words.docs.title(docs),
        estimate: '30m',
        files: [conventions.at(docs)],
        after: removed,
        done: words.docs.done(docs),
      });

  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), ...words.design],
    testing: words.testing(testCommand),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks,
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

import { called, inFile } from '../planBuilder';
import { firstOf, meets, ofEachFile, pageOf, placeOf, subjects, usesOf, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A change of existing behaviour: describe it in tests, make it, follow up in the callers. */
export const change: Shape = (findings, plan) => {
  const { request, conventions, testCommand, related } = findings;
  const words = findings.words.change(request.phrase, request.title);
  const changed = related.length > 0 ? ofEachFile(related).slice(0, 3) : subjects(findings, 1);
  const prime = firstOf(changed);
  const test = conventions.test(prime.path);

  plan.phase(words.phases.describe);
  const expected = plan.task({
    title: words.expect.title(inFile(test)),
    estimate: '2h',
    files: [test],
    done: words.expect.done(prime.name),
  });

  plan.phase(words.phases.change);
  const steps = changed.map((definition) =>
    plan.task({
      title: words.change.title(called(definition)),
      estimate: '2h',
      files: [conventions.at(definition.path)],
      after: [expected],
      done: words.change.done(placeOf(findings, definition), inFile(test)),
    }),
  );
  const config = conventions.findSource(/(?:^|\/)(?:config|settings|options|conf)\.\w+$/i);
  if (
    config &&
    !changed.some(({ path }) => path === config) &&
    /limit|max|min|default|timeout|size|setting|config/i.test(request.codeText)
  )
    steps.push(
      plan.task({
        title: words.settings.title(config),
        estimate: '1h',
        files: [{ path: config, kind: 'modify' }],
        after: [expected],
        done: words.settings.done(config),
      }),
    );

  plan.phase(words.phases.prove);
  for (const { path, place, name } of usesOf(findings, changed, 3))
    if (!changed.some((definition) => definition.path === path))
      plan.task({
        title: words.caller.title(path, name),
        estimate: '1h',
        files: [{ path, kind: 'modify' }],
        after: steps.slice(0, 1),
        done: words.caller.done(place, name),
      });
  const docs = pageOf(findings) ?? 'README.md';
  plan.task({
    title: words.docs.title(docs),
    estimate: '30m',
    files: [conventions.at(docs)],
    after: steps,
    done: words.docs.done(docs),
  });

  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), words.design(prime.name)],
    testing: words.testing(inFile(test), testCommand),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks,
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

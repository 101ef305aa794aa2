import { nameWords } from '../naming';
import { called, inFile } from '../planBuilder';
import { firstOf, listed, meets, pipelineOf, placeOf, subjects, usesOf, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A performance improvement: measure, find the cost, cut it, keep it low. */
export const performance: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.performance(request.phrase);
  const hot = subjects(findings, 3);
  const prime = firstOf(hot);
  const name = nameWords(request.codeName).slice(0, 2).join(' ');
  // Go runs benchmarks from test files only.
  const benchName = conventions.language.name === 'Go' ? `${name} bench test` : `${name} benchmark`;
  const bench = conventions.source(
    benchName,
    conventions.find(/(?:^|\/)bench(?:marks?)?\/[^/]+\.\w+$/i) ?? (conventions.has(prime.path) ? prime.path : null),
    request.codeName,
  );
  const test = conventions.test(prime.path);

  plan.phase(words.phases.measure);
  const measured = plan.task({
    title: words.measure.title(inFile(bench)),
    estimate: '3h',
    files: [bench],
    done: words.measure.done(inFile(bench), prime.name),
  });
  const profiled = plan.task({
    title: words.profile.title(called(prime)),
    estimate: '2h',
    files: [conventions.at(prime.path)],
    after: [measured],
    done: words.profile.done(placeOf(findings, prime)),
  });

  plan.phase(words.phases.cut);
  const same = plan.task({
    title: words.same.title(inFile(test)),
    estimate: '2h',
    files: [test],
    after: [measured],
    done: words.same.done(testCommand, prime.name),
  });
  const cut = hot.slice(0, 2).map((definition) =>
    plan.task({
      title: words.cut.title(called(definition)),
      estimate: '4h',
      files: [conventions.at(definition.path)],
      after: [profiled, same],
      done: words.cut.done(inFile(bench), definition.name),
    }),
  );
  for (const { path, place, name } of usesOf(findings, hot, 1))
    plan.task({
      title: words.caller.title(path, name),
      estimate: '2h',
      files: [{ path, kind: 'modify' }],
      after: [profiled],
      done: words.caller.done(place),
    });

  plan.phase(words.phases.keep);
  const pipeline = pipelineOf(findings);
  plan.task({
    title: pipeline ? words.limit.inPipeline(pipeline) : words.limit.title(inFile(bench)),
    estimate: '1h',
    files: [pipeline ? { path: pipeline, kind: 'modify' } : bench],
    after: cut,
    done: words.limit.done(prime.name),
  });

  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), words.design(prime.name)],
    testing: words.testing(inFile(bench), inFile(test)),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks(
      listed(
        findings,
        hot.map(({ name }) => `\`${name}\``),
      ),
    ),
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

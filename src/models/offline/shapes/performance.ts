import { called, inFile, listed } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Faster: measure, find the cost, cut it, hold it. */
export const performance: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const { subject } = request;
  const hot = subjects(findings, 3);
  const prime = firstOf(hot);
  // Go runs benchmarks from test files only.
  const benchName = conventions.language.name === 'Go' ? `${subject} bench test` : `${subject} benchmark`;
  const bench = conventions.source(
    benchName,
    conventions.findSource(/bench/i) ?? (conventions.has(prime.path) ? prime.path : null),
    subject,
  );
  const test = conventions.test(prime.path);

  plan.phase(`Measure ${subject}`);
  const measured = plan.task({
    title: `Measure ${subject} with ${inFile(bench)}`,
    estimate: '3h',
    files: [bench],
    done: `${inFile(bench)} prints median and 95th percentile of \`${prime.name}\` for ten, a thousand and a hundred thousand records; today's figures are noted here`,
  });
  const profiled = plan.task({
    title: `Name the three largest costs of ${called(prime)}`,
    estimate: '2h',
    files: [conventions.at(prime.path)],
    after: [measured],
    done: `a profile of ${placeOf(findings, prime)} under the measurement shows where four fifths of the time go`,
  });

  plan.phase(`Cut the cost of ${subject}`);
  const same = plan.task({
    title: `Hold the results of ${subject} fast in ${inFile(test)}`,
    estimate: '2h',
    files: [test],
    after: [measured],
    done: `\`${testCommand}\` compares results and order of \`${prime.name}\` with those of today`,
  });
  const cut = hot.slice(0, 2).map((definition) =>
    plan.task({
      title: `Take needless work for ${subject} out of ${called(definition)}`,
      estimate: '4h',
      files: [conventions.at(definition.path)],
      after: [profiled, same],
      done: `${inFile(bench)} shows at least a third less time in \`${definition.name}\`, with the same results`,
    }),
  );
  const uses = hot.flatMap((definition) =>
    findings.callersOf(definition).map((use) => ({ ...use, name: definition.name })),
  );
  const [use] = uses;
  if (use)
    plan.task({
      title: `Ask only for what is needed where \`${use.path}\` calls \`${use.name}\``,
      estimate: '2h',
      files: [{ path: use.path, kind: 'modify' }],
      after: [profiled],
      done: `\`${use.path}:${use.line}\` requests no field or record that it does not use`,
    });

  plan.phase(`Keep ${subject} fast`);
  const ci = conventions.find(
    /^\.github\/workflows\/[^/]*\.ya?ml$|^\.gitlab-ci\.yml$|^Jenkinsfile$|^\.circleci\/config\.yml$/,
  );
  plan.task({
    title: ci ? `Let \`${ci}\` fail when ${subject} slows down` : `Give ${inFile(bench)} a limit for ${subject}`,
    estimate: '1h',
    files: [ci ? { path: ci, kind: 'modify' } : bench],
    after: cut,
    done: `the run fails when the median of \`${prime.name}\` is a fifth above the new figure, and passes ten times in a row now`,
  });

  return {
    goals: [
      `${subject} takes at most two thirds of today's time`,
      `the gain for ${subject} is shown by numbers, before and after`,
    ],
    requirements: [`results and order of ${subject} stay equal`, `memory for ${subject} grows by no more than a tenth`],
    design: [...meets(findings), `first less work in \`${prime.name}\`, then fewer calls, caching only after both`],
    testing: [
      `${inFile(bench)} on one idle machine, five runs, median`,
      `${inFile(test)} for equal results of ${subject}`,
    ],
    deployment: [`release each gain for ${subject} alone, to see which one counts`],
    maintenance: [`watch the 95th percentile of ${subject}, not the mean`],
    risks: [`a faster ${listed(hot.map(({ name }) => `\`${name}\``))} that is only faster for small data`],
    questions: [`How fast must ${subject} be, and for how much data?`, ...withoutEvidence(findings)],
  };
};

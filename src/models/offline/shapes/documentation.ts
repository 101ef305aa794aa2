import { joinWords, nameWords } from '../naming';
import { called, inFile } from '../planBuilder';
import { firstOf, listed, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Documentation: an outline, the parts with examples, a link to the page, a check that the examples stay true. */
export const documentation: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.documentation(request.phrase, request.target);
  const told = subjects(findings, 4);
  const prime = firstOf(told);
  const names = nameWords(request.codeName);
  const existing =
    request.mentions
      .map((path) => conventions.find(new RegExp(`(?:^|/)${path.replace(/\W/g, '\\$&')}$`)))
      .find((path) => path !== null && /\.(?:md|rst|adoc|txt)$/i.test(path)) ??
    (/\breadme\b/i.test(request.codeText) ? conventions.find(/^readme\.(?:md|rst)$/i) : null) ??
    conventions.find(new RegExp(`(?:^|/)docs?/(?:.*[/_-])?(?:${names.join('|')})[^/]*\\.(?:md|rst)$`, 'i'));
  const folder =
    conventions
      .find(/(?:^|\/)(?:docs?|documentation)\/[^/]+\.(?:md|rst)$/i)
      ?.split('/')
      .slice(0, -1)
      .join('/') ?? 'docs';
  const page = conventions.at(existing ?? `${folder}/${joinWords(names, 'kebab')}.md`);

  plan.phase(words.phases.learn);
  const outlined = plan.task({
    title: words.outline.title(page.path, prime.name),
    estimate: '1h',
    files: [page],
    done: words.outline.done(page.path, prime.name),
  });

  plan.phase(words.phases.write);
  const written = told.map((definition) =>
    plan.task({
      title: words.explain.title(called(definition), page.path),
      estimate: '1h',
      files: [page, conventions.at(definition.path)],
      after: [outlined],
      done: words.explain.done(placeOf(findings, definition)),
    }),
  );
  const readme = conventions.find(/^readme\.(?:md|rst|txt)$/i) ?? 'README.md';
  if (readme !== page.path)
    plan.task({
      title: words.lead.title(readme, called(prime)),
      estimate: '30m',
      files: [conventions.at(readme)],
      after: [outlined],
      done: words.lead.done(readme),
    });

  plan.phase(words.phases.keep);
  const check = conventions.test(conventions.source(`${request.codeName} examples`, null, request.codeName).path);
  plan.task({
    title: words.check.title(inFile(check)),
    estimate: '2h',
    files: [check],
    after: written,
    done: words.check.done(testCommand, page.path),
  });

  const all = listed(
    findings,
    told.map(({ name }) => `\`${name}\``),
  );
  return {
    goals: words.goals(page.path),
    requirements: words.requirements,
    design: [...meets(findings), words.design(page.path, all)],
    testing: words.testing(inFile(check)),
    deployment: words.deployment,
    maintenance: words.maintenance(all, page.path),
    risks: words.risks,
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

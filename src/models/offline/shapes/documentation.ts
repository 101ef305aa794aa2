import { joinWords, nameWords } from '../naming';
import { called, inFile, listed } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Words for readers: who reads, the parts with examples, the way in, examples that stay true. */
export const documentation: Shape = (findings, plan) => {
  const { request, conventions, entry, testCommand } = findings;
  const { subject } = request;
  const readers = request.target || 'its readers';
  const told = subjects(findings, 4);
  const prime = firstOf(told);
  const stem = joinWords(nameWords(subject), 'kebab');
  const existing = conventions.find(
    new RegExp(`(?:^|/)docs?/(?:.*[/-])?(?:${nameWords(subject).join('|')})[^/]*\\.(?:md|rst)$`, 'i'),
  );
  const page = conventions.at(existing ?? `docs/${stem}.md`);

  plan.phase(`Find out what ${readers} need of ${subject}`);
  const outlined = plan.task({
    title: `Outline ${subject} for ${readers} in \`${page.path}\`, beginning with \`${prime.name}\``,
    estimate: '1h',
    files: [page],
    done: `\`${page.path}\` says what ${subject} is for, how to begin and what can go wrong with \`${prime.name}\`; somebody of ${readers} has read it`,
  });

  plan.phase(`Write about ${subject}`);
  const written = told.map((definition) =>
    plan.task({
      title: `Explain ${called(definition)} with an example in \`${page.path}\``,
      estimate: '1h',
      files: [page, conventions.at(definition.path)],
      after: [outlined],
      done: `the example uses ${placeOf(findings, definition)} as it is, and shows its result and its commonest mistake`,
    }),
  );
  const readme = conventions.find(/^readme\.(?:md|rst|txt)$/i) ?? 'README.md';
  if (readme !== page.path)
    plan.task({
      title: entry
        ? `Lead from \`${readme}\` to ${subject} by way of ${called(entry)}`
        : `Lead from \`${readme}\` to ${subject} and \`${prime.name}\``,
      estimate: '30m',
      files: [conventions.at(readme)],
      after: [outlined],
      done: `somebody new gets from \`${readme}\` to a first result with ${subject} in five minutes`,
    });

  plan.phase(`Keep ${subject} true`);
  const check = conventions.test(conventions.source(`${subject} examples`, null, subject).path);
  plan.task({
    title: `Run the examples about ${subject} in ${inFile(check)}`,
    estimate: '2h',
    files: [check],
    after: written,
    done: `\`${testCommand}\` fails when an example of \`${page.path}\` no longer works`,
  });

  return {
    goals: [`${readers} can use ${subject} without asking`, `what \`${page.path}\` says of ${subject} is so`],
    requirements: [
      `each statement about ${subject} can be checked in the code`,
      `the page on ${subject} is read in ten minutes`,
    ],
    design: [
      ...meets(findings),
      `one page, \`${page.path}\`, in the order in which ${readers} meet ${listed(told.map(({ name }) => `\`${name}\``))}`,
    ],
    testing: [
      `${inFile(check)} runs the examples`,
      `one of ${readers} follows the page on ${subject} while somebody watches in silence`,
    ],
    deployment: [`merge the page on ${subject} in pieces; each is of use alone`],
    maintenance: [
      `a change to ${listed(told.slice(0, 2).map(({ name }) => `\`${name}\``))} changes \`${page.path}\` in the same commit`,
    ],
    risks: [`words about ${subject} that the code does not keep`],
    questions: [`What do ${readers} ask about ${subject} today?`, ...withoutEvidence(findings)],
  };
};

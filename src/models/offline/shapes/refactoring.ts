import { called, inFile, listed } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Another form, the same behaviour: pin it down, build the new home, move over in small steps, clear up. */
export const refactoring: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const { subject } = request;
  const moved = subjects(findings, 3);
  const prime = firstOf(moved);
  const test = conventions.test(prime.path);
  const isInto = /\binto\b/i.test(request.title) && request.target !== '';
  const plainHome = conventions.source(subject, prime.path, subject);
  const homeName = isInto
    ? `${subject.split(' ')[0]} ${request.target}`
    : plainHome.kind === 'new'
      ? subject
      : `${subject} service`;
  const home = conventions.source(homeName, prime.path, subject);
  const symbol = conventions.symbol(homeName);

  plan.phase(`Pin down ${subject}`);
  const pinned = moved.slice(0, 2).map((definition) => {
    const own = conventions.test(definition.path);
    return plan.task({
      title: `Record in ${inFile(own)} what ${called(definition)} does today`,
      estimate: '3h',
      files: [own],
      done: `a test per branch of \`${definition.name}\` passes before anything is moved`,
    });
  });

  plan.phase(`Move ${subject}`);
  const made = plan.task({
    title: `Make ${inFile(home)} the home of ${subject}`,
    estimate: '2h',
    files: [home],
    after: pinned,
    done: `\`${symbol}\` has the interface that the callers need and no dependency on them`,
  });
  const steps = moved.map((definition) =>
    plan.task({
      title: `Move ${called(definition)} behind \`${symbol}\``,
      estimate: '2h',
      files: [conventions.at(definition.path), home],
      after: [made],
      done: `${placeOf(findings, definition)} only hands over to \`${symbol}\`; the recorded tests pass unchanged`,
    }),
  );
  const callers = moved.flatMap((definition) =>
    findings.callersOf(definition).map((use) => ({ ...use, name: definition.name })),
  );
  for (const { path, line, name } of callers
    .filter((use, index) => callers.findIndex(({ path: other }) => other === use.path) === index)
    .slice(0, 2))
    steps.push(
      plan.task({
        title: `Let \`${path}\` call \`${symbol}\` instead of \`${name}\``,
        estimate: '1h',
        files: [{ path, kind: 'modify' }],
        after: steps.slice(0, 1),
        done: `\`${path}:${line}\` no longer names \`${name}\``,
      }),
    );

  plan.phase(`Clear up after ${subject}`);
  plan.task({
    title: `Remove what ${subject} leaves unused in ${inFile(prime)}`,
    estimate: '1h',
    files: [conventions.at(prime.path)],
    after: steps,
    done: `nothing in \`${prime.path}\` is unused, and \`${testCommand}\` passes`,
  });

  return {
    goals: [
      `${subject} has one home, \`${symbol}\``,
      `callers of ${listed(moved.map(({ name }) => `\`${name}\``))} notice nothing`,
    ],
    requirements: [`no step changes what ${subject} does`, `each step of moving ${subject} can be merged alone`],
    design: [
      ...meets(findings),
      `\`${symbol}\` in ${inFile(home)} takes over; the old names stay as thin doors until their callers have moved`,
    ],
    testing: [
      `${inFile(test)} is written first and not touched while ${subject} moves`,
      `\`${testCommand}\` after every step`,
    ],
    deployment: [`merge the move of ${subject} in the order of its tasks; nothing waits for a big day`],
    maintenance: [`new code about ${subject} goes to \`${home.path}\`; reviews hold to it`],
    risks: [`behaviour of \`${prime.name}\` that no test records, such as its order of side effects`],
    questions: [`Who outside of this repository calls \`${prime.name}\`?`, ...withoutEvidence(findings)],
  };
};

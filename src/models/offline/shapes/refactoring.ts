import { called, inFile } from '../planBuilder';
import { firstOf, listed, meets, placeOf, subjects, usesOf, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A refactoring: pin down the behaviour, build the new home, move over in small steps, clean up. */
export const refactoring: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.refactoring(request.phrase);
  const moved = subjects(findings, 3);
  const prime = firstOf(moved);
  const test = conventions.test(prime.path);
  const home = conventions.source(homeName(findings, prime.path), prime.path, request.codeName);
  const symbol = conventions.symbol(homeName(findings, prime.path));

  plan.phase(words.phases.pin);
  const pinned = moved.slice(0, 2).map((definition) => {
    const own = conventions.test(definition.path);
    return plan.task({
      title: words.pin.title(inFile(own), called(definition)),
      estimate: '3h',
      files: [own],
      done: words.pin.done(definition.name),
    });
  });

  plan.phase(words.phases.move);
  const made = plan.task({
    title: words.home.title(inFile(home)),
    estimate: '2h',
    files: [home],
    after: pinned,
    done: words.home.done(symbol),
  });
  const steps = moved.map((definition) =>
    plan.task({
      title: words.step.title(called(definition), symbol),
      estimate: '2h',
      files: [conventions.at(definition.path), home],
      after: [made],
      done: words.step.done(placeOf(findings, definition), symbol),
    }),
  );
  for (const { path, place, name } of usesOf(findings, moved, 2))
    steps.push(
      plan.task({
        title: words.caller.title(path, symbol, name),
        estimate: '1h',
        files: [{ path, kind: 'modify' }],
        after: steps.slice(0, 1),
        done: words.caller.done(place, name),
      }),
    );

  plan.phase(words.phases.clean);
  plan.task({
    title: words.clean.title(inFile(prime)),
    estimate: '1h',
    files: [conventions.at(prime.path)],
    after: steps,
    done: words.clean.done(prime.path, testCommand),
  });

  const names = listed(
    findings,
    moved.map(({ name }) => `\`${name}\``),
  );
  return {
    goals: words.goals(symbol, names),
    requirements: words.requirements,
    design: [...meets(findings), words.design(symbol, inFile(home))],
    testing: words.testing(inFile(test), testCommand),
    deployment: words.deployment,
    maintenance: words.maintenance(home.path),
    risks: words.risks(prime.name),
    questions: [...words.questions(prime.name), ...withoutEvidence(findings)],
  };
};

/** The name of the new home: what the request moves the code into, else the subject. */
const homeName = ({ request, conventions }: Parameters<Shape>[0], near: string): string => {
  const into = /\b(?:into|in)\s+(?:an?|its?|their|one|the|own)\s+([\w -]+?)(?:\s+(?:in|of|for|with)\b|$)/i.exec(
    request.codeText,
  )?.[1];
  const target = into === undefined ? '' : into.replace(/^own\s+/i, '');
  if (target !== '' && !/^(?:files?|modules?|class(?:es)?|place|folder)$/i.test(target))
    return target.split(' ').length > 1 ? target : `${request.codeName.split(' ')[0]} ${target}`;
  const plain = request.codeName.replace(/\b(?:handling|logic|code)\b/gi, '').trim() || request.codeName;
  return conventions.has(conventions.source(plain, near, request.codeName).path) ? `${plain} service` : plain;
};

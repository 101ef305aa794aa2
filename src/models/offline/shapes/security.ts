import { called, inFile } from '../planBuilder';
import { firstOf, listed, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A security change: know the ways in, close them one by one, attack them in tests, notice attempts. */
export const security: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = findings.words.security(request.phrase, request.target);
  const doors = subjects(findings, 3);
  const prime = firstOf(doors);
  const test = conventions.test(prime.path);
  const guardName = `${request.codeName.split(' ').slice(0, 3).join(' ')} guard`;
  const guard = conventions.source(guardName, conventions.has(prime.path) ? prime.path : null, request.codeName);
  const symbol = conventions.symbol(guardName);
  const isGuessing = /brute|guess|stuffing|enumerat|flood|abuse/i.test(
    `${request.codeText} ${request.details.join(' ')}`,
  );

  plan.phase(words.phases.know);
  const known = plan.task({
    title: words.list.title(called(prime)),
    estimate: '2h',
    files: doors.map(({ path }) => conventions.at(path)),
    done: words.list.done(
      listed(
        findings,
        doors.map((definition) => placeOf(findings, definition)),
      ),
    ),
  });

  plan.phase(words.phases.close);
  const guarded = plan.task({
    title: isGuessing ? words.slow.title(inFile(guard)) : words.check.title(inFile(guard)),
    estimate: '4h',
    files: [guard],
    after: [known],
    done: isGuessing ? words.slow.done(symbol) : words.check.done(symbol),
  });
  const closed = doors.map((definition) =>
    plan.task({
      title: words.close.title(called(definition), symbol),
      estimate: '2h',
      files: [conventions.at(definition.path)],
      after: [guarded],
      done: words.close.done(placeOf(findings, definition), symbol),
    }),
  );

  plan.phase(words.phases.attack);
  plan.task({
    title: words.attack.title(inFile(test)),
    estimate: '3h',
    files: [test],
    after: closed,
    done: words.attack.done(testCommand, symbol, isGuessing ? words.repeated : words.forged),
  });
  const log = conventions.findSource(/(?:^|\/)(?:log|logger|logging|audit)\.\w+$/i);
  const noted = log ? conventions.at(log) : guard;
  plan.task({
    title: words.note.title(inFile(noted)),
    estimate: '1h',
    files: [noted],
    after: [guarded],
    done: words.note.done(symbol),
  });

  return {
    goals: words.goals,
    requirements: words.requirements,
    design: [...meets(findings), words.design(symbol, inFile(guard))],
    testing: words.testing(inFile(test), guard.path),
    deployment: words.deployment(symbol),
    maintenance: words.maintenance,
    risks: words.risks,
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

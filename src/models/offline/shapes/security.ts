import { called, inFile, listed } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Safer: know the ways in, close them one by one, attack it in tests, notice attempts. */
export const security: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const { subject } = request;
  const threat = request.target || 'misuse';
  const doors = subjects(findings, 3);
  const prime = firstOf(doors);
  const test = conventions.test(prime.path);
  const guard = conventions.source(`${subject} guard`, conventions.has(prime.path) ? prime.path : null, subject);
  const symbol = conventions.symbol(`${subject} guard`);
  const isGuessing = /brute|guess|stuffing|enumerat|flood|abuse/i.test(`${request.title} ${request.details.join(' ')}`);

  plan.phase(`Know the ways into ${subject}`);
  const listedWays = plan.task({
    title: `List what reaches ${called(prime)} from outside and who may send it (${threat})`,
    estimate: '2h',
    files: doors.map(({ path }) => conventions.at(path)),
    done: `each input of ${listed(doors.map((definition) => placeOf(findings, definition)))} stands here with its sender, its check and what an attacker would gain`,
  });

  plan.phase(`Close the ways into ${subject}`);
  const guarded = plan.task({
    title: isGuessing
      ? `Slow repeated attempts at ${subject} down in ${inFile(guard)}`
      : `Check everything that enters ${subject} in ${inFile(guard)}`,
    estimate: '4h',
    files: [guard],
    after: [listedWays],
    done: isGuessing
      ? `\`${symbol}\` lets five attempts per account and address through, then doubles the pause, and forgets them after success`
      : `\`${symbol}\` refuses what is not expected, with one answer that tells an attacker nothing`,
  });
  const closed = doors.map((definition) =>
    plan.task({
      title: `Let ${called(definition)} pass ${subject} only through \`${symbol}\``,
      estimate: '2h',
      files: [conventions.at(definition.path)],
      after: [guarded],
      done: `no path into ${placeOf(findings, definition)} goes around \`${symbol}\``,
    }),
  );

  plan.phase(`Attack ${subject}`);
  plan.task({
    title: `Try ${threat} on ${subject} in ${inFile(test)}`,
    estimate: '3h',
    files: [test],
    after: closed,
    done: `\`${testCommand}\` fails without \`${symbol}\` and passes with it, for ${isGuessing ? 'many attempts, many addresses and right credentials after a pause' : 'missing, oversized, forged and repeated input'}`,
  });
  const log = conventions.findSource(/(?:^|\/)(?:log|logger|logging|audit)\.\w+$/i);
  plan.task({
    title: `Note refused attempts at ${subject} in ${log ? `\`${log}\`` : inFile(guard)}`,
    estimate: '1h',
    files: [log ? { path: log, kind: 'modify' } : guard],
    after: [guarded],
    done: `each refusal by \`${symbol}\` leaves one line with time, source and reason, and no secret`,
  });

  return {
    goals: [`${subject} stands against ${threat}`, `attempts at ${subject} are noticed`],
    requirements: [
      `people who use ${subject} rightly notice nothing`,
      `an answer about ${subject} does not tell whether an account or record exists`,
    ],
    design: [
      ...meets(findings),
      `one guard, \`${symbol}\` in ${inFile(guard)}, at the entrance of ${subject}; what is behind it trusts it`,
    ],
    testing: [
      `${inFile(test)} attacks ${subject} the way that the list of ways in tells`,
      `a second person reads \`${guard.path}\` with that list in hand`,
    ],
    deployment: [`first count what \`${symbol}\` would refuse, look at it for a week, then refuse`],
    maintenance: [`go through the ways into ${subject} again whenever one is added`],
    risks: [`right users who are locked out of ${subject}: keep a way to let them in`],
    questions: [`Who is told when ${threat} is seen on ${subject}, and how fast?`, ...withoutEvidence(findings)],
  };
};

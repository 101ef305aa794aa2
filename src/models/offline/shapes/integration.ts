import { called, inFile, listed, placed } from '../planBuilder';
import { meets, withoutEvidence } from './common';
import type { Shape } from './shape';

/** Another program's API: a client of its own, credentials, the calls, recorded answers. */
export const integration: Shape = (findings, plan) => {
  const { request, topic, conventions, related, entry, testCommand } = findings;
  const service = request.subject;
  const blocks = topic.isExternal ? topic.parts.slice(1) : [];
  const client = conventions.source(`${service} client`, null, service);
  const symbol = conventions.symbol(`${service} client`);
  const test = conventions.test(client.path);

  plan.phase(`Reach ${service}`);
  const config = conventions.findSource(/(?:^|\/)(?:config|settings|conf)\.\w+$/i);
  const settings = config ? conventions.at(config) : conventions.source(`${service} settings`, client.path, service);
  const keyed = plan.task({
    title: `Read the address and key of ${service} in ${inFile(settings)}`,
    estimate: '1h',
    files: [settings],
    done: `without a key \`${symbol}\` is off and the program says so once at its start; the key is in no log`,
  });
  const reached = plan.task({
    title: `Write the client of ${service} in ${inFile(client)}`,
    estimate: '1d',
    files: [client],
    after: [keyed],
    done: `\`${symbol}\` tells success, refusal, rate limit and time-out of ${service} apart as typed results`,
  });
  plan.task({
    title: `Record answers of ${service} for ${inFile(test)}`,
    estimate: '3h',
    files: [test],
    after: [reached],
    done: `\`${testCommand}\` plays a success, a refusal, a time-out and a broken answer without the network`,
  });

  plan.phase(`Use ${service}`);
  const uses = related.slice(0, 2);
  const places = uses.length > 0 ? uses : entry ? [entry] : [];
  for (const definition of places)
    plan.task({
      title: `Call ${service} from ${called(definition)}`,
      estimate: '3h',
      files: [{ path: definition.path, kind: 'modify' }],
      after: [reached],
      done: `${placed(definition)} uses \`${symbol}\` and still answers within its time when ${service} is down`,
    });
  for (const part of blocks) {
    const file = conventions.source(part.name, client.path, service);
    plan.task({
      title: `${part.does} of ${service} in ${inFile(file)}`,
      estimate: '4h',
      files: [file],
      after: [reached],
      done: part.done.replaceAll('{name}', conventions.symbol(part.name)),
    });
  }

  plan.phase(`Run with ${service}`);
  const docs = conventions.find(/^readme\.md$/i) ?? conventions.find(/(?:^|\/)docs?\/[^/]*\.md$/i) ?? 'README.md';
  plan.task({
    title: `Write down in \`${docs}\` how ${service} and \`${symbol}\` are switched on and off`,
    estimate: '1h',
    files: [conventions.at(docs)],
    after: [reached],
    done: `somebody new gets a test account of ${service} to answer by following \`${docs}\` alone`,
  });

  const cases =
    blocks.length > 0 ? listed(topic.cases) : `a refusal by ${service}, a time-out and an answer of another shape`;
  return {
    goals: [
      `the program works with ${service}${request.target ? ` for ${request.target}` : ''}`,
      `it keeps working when ${service} does not`,
    ],
    requirements: [
      blocks.length > 0 ? topic.constraint : `what ${service} answers is checked before it is believed`,
      `no call to ${service} without a time limit`,
    ],
    design: [...meets(findings), `only ${inFile(client)} knows how ${service} speaks; the rest sees \`${symbol}\``],
    testing: [`cases: ${cases}`, `recorded answers of ${service}, renewed by one command against its test account`],
    deployment: [`switch ${service} on by its key: first in a test environment, then for a few, then for all`],
    maintenance: [`count calls, failures and time of ${service}; follow its announcements of changes`],
    risks: [`${service} changes its answers or limits; the client is the one place to adapt`],
    questions: [`Which plan and limits does the account at ${service} have?`, ...withoutEvidence(findings)],
  };
};

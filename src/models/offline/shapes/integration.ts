import { called, inFile, placed } from '../planBuilder';
import { listed, meets, ofEachFile, pageOf, withoutEvidence } from './common';
import type { Shape } from './shape';

/** An integration of another program's API: credentials, a client, recorded responses, the calls. */
export const integration: Shape = (findings, plan) => {
  const { request, topic, topicWords, conventions, related, entry, testCommand } = findings;
  const service = request.subject;
  const words = findings.words.integration(service, request.target);
  const told = topic?.isExternal ? topicWords : null;
  const client = conventions.source(`${request.codeName} client`, null, request.codeName);
  const symbol = conventions.symbol(`${request.codeName} client`);
  const test = conventions.test(client.path);

  plan.phase(words.phases.reach);
  const config = conventions.findSource(/(?:^|\/)(?:config|settings|conf)\.\w+$/i);
  const settings = config
    ? conventions.at(config)
    : conventions.source(`${request.codeName} settings`, client.path, service);
  const keyed = plan.task({
    title: words.settings.title(inFile(settings)),
    estimate: '1h',
    files: [settings],
    done: words.settings.done(symbol),
  });
  const reached = plan.task({
    title: words.client.title(inFile(client)),
    estimate: '1d',
    files: [client],
    after: [keyed],
    done: words.client.done(symbol),
  });
  plan.task({
    title: words.recorded.title(inFile(test)),
    estimate: '3h',
    files: [test],
    after: [reached],
    done: words.recorded.done(testCommand),
  });

  plan.phase(words.phases.use);
  const uses = ofEachFile(related).slice(0, 2);
  for (const definition of uses.length > 0 ? uses : entry ? [entry] : [])
    plan.task({
      title: words.call.title(called(definition)),
      estimate: '3h',
      files: [{ path: definition.path, kind: 'modify' }],
      after: [reached],
      done: words.call.done(placed(definition), symbol),
    });
  // The topic's first block is the client itself.
  for (const [index, part] of (topic?.parts ?? []).entries()) {
    const text = told?.parts[index];
    if (index === 0 || !text) continue;
    const file = conventions.source(part.name, client.path, request.codeName);
    plan.task({
      title: words.block(text.does, inFile(file)),
      estimate: '4h',
      files: [file],
      after: [reached],
      done: text.done.replaceAll('{name}', conventions.symbol(part.name)),
    });
  }

  plan.phase(words.phases.run);
  const docs = pageOf(findings) ?? 'README.md';
  plan.task({
    title: words.docs.title(docs, symbol),
    estimate: '1h',
    files: [conventions.at(docs)],
    after: [reached],
    done: words.docs.done(docs),
  });

  return {
    goals: words.goals,
    requirements: [told?.constraint ?? words.checked, words.limited],
    design: [...meets(findings), words.design(inFile(client), symbol)],
    testing: words.testing(told ? listed(findings, told.cases) : words.cases),
    deployment: words.deployment,
    maintenance: words.maintenance,
    risks: words.risks,
    questions: [...words.questions, ...withoutEvidence(findings)],
  };
};

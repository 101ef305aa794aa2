import { contentWords } from '../planRequest';
import { called, inFile, listed } from '../planBuilder';
import { firstOf, meets, placeOf, subjects, withoutEvidence } from './common';
import type { Shape } from './shape';

/** A fault: make it visible, find its cause, correct it, keep it away. */
export const bug: Shape = (findings, plan) => {
  const { request, conventions, testCommand } = findings;
  const words = contentWords(request.subject);
  // A long complaint is named by its first telling words, so that titles stay readable.
  const fault = `"${request.subject.split(' ').length <= 6 ? request.subject : words.slice(0, 4).join(' ')}"`;
  const suspects = subjects(findings, 3);
  const prime = firstOf(suspects);
  const test = conventions.test(prime.path);

  plan.phase(`Make ${fault} visible`);
  const failing = plan.task({
    title: `Write a test for ${fault} in ${inFile(test)} that fails today`,
    estimate: '2h',
    files: [test],
    done: `the test fails for the reported reason and reaches \`${prime.name}\``,
  });
  const traced = plan.task({
    title: `Trace ${fault} through ${called(prime)}`,
    estimate: '2h',
    files: suspects.map(({ path }) => conventions.at(path)),
    after: [failing],
    done: `the line where it goes wrong and the input that leads there are noted in this task; suspects are ${listed(suspects.map((definition) => placeOf(findings, definition)))}`,
  });

  plan.phase(`Correct ${fault}`);
  const fixed = suspects.slice(0, 2).map((suspect) =>
    plan.task({
      title: `Make ${called(suspect)} right for ${fault}`,
      estimate: '2h',
      files: [conventions.at(suspect.path)],
      after: [traced],
      done: `the new test in ${inFile(test)} passes, and no other test of \`${suspect.path}\` had to change`,
      notes: suspect === prime ? '' : 'Only where the trace shows that it takes part.',
    }),
  );
  const uses = suspects.flatMap((suspect) =>
    findings.callersOf(suspect).map((use) => ({ ...use, name: suspect.name })),
  );
  for (const { path, line, name } of uses.slice(0, 2))
    plan.task({
      title: `Look for the fault ${fault} where \`${path}\` calls \`${name}\``,
      estimate: '1h',
      files: [{ path, kind: 'modify' }],
      after: fixed,
      done: `the call at \`${path}:${line}\` handles the case, or a test shows that it cannot get there`,
    });

  plan.phase(`Keep ${fault} away`);
  plan.task({
    title: `Test the neighbours of ${fault} around \`${prime.name}\` in ${inFile(test)}`,
    estimate: '1h',
    files: [test],
    after: fixed,
    done: `\`${testCommand}\` passes with cases for nothing, one, several and broken input of \`${prime.name}\``,
  });
  const changelog = conventions.find(/(?:^|\/)(?:changelog|history|changes)\.(?:md|rst|txt)$/i);
  if (changelog)
    plan.task({
      title: `Tell users in \`${changelog}\` that ${fault} is corrected`,
      estimate: '30m',
      files: [{ path: changelog, kind: 'modify' }],
      done: `\`${changelog}\` names the symptom, not the code`,
    });

  return {
    goals: [`"${request.subject}" no longer happens`, `a test would tell if ${fault} came back`],
    requirements: [
      `the behaviour of \`${prime.name}\` stays as it is in every other case`,
      `the correction stands at the cause of ${fault}, not where it shows`,
    ],
    design: [...meets(findings), `start at ${placeOf(findings, prime)} and follow the input of ${fault} inwards`],
    testing: [`first the failing test in ${inFile(test)}, then the correction`, `\`${testCommand}\` before and after`],
    deployment: [`release the correction of ${fault} alone, so that it can be reverted alone`],
    maintenance: [`look for ${fault} in error reports for two releases`],
    risks: [`other code may have come to rely on what \`${prime.name}\` does wrong`],
    questions: [`Since when does ${fault} happen, and with which input?`, ...withoutEvidence(findings)],
  };
};

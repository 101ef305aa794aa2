/** The texts of a plan for covering something with tests. */
export const testing = (phrase: string) => ({
  phases: { prepare: `Make ${phrase} testable`, cover: `Cover ${phrase}`, keep: `Keep it covered` },
  data: {
    title: (file: string) => `Gather test data for ${phrase} in ${file}`,
    done: (file: string, name: string) =>
      `${file} gives a usual, a minimal and a broken example for \`${name}\`, each by one call`,
  },
  cover: {
    title: (place: string, test: string) => `Cover ${place} in ${test}`,
    done: (place: string) => `every branch of ${place} is reached, and taking any one line out of it makes a test fail`,
  },
  contract: {
    title: (test: string, path: string, name: string) => `Pin down in ${test} what \`${path}\` expects of \`${name}\``,
    done: (place: string, name: string) =>
      `the test goes through \`${place}\` with the real \`${name}\`, not a stand-in`,
  },
  pipeline: {
    title: (path: string) => `Run the tests of ${phrase} in \`${path}\``,
    done: (name: string) => `a change that breaks \`${name}\` cannot be merged`,
  },
  mutate: {
    title: (place: string, test: string) => `Break ${place} on purpose and see ${test} fail`,
    done: (name: string) =>
      `five small faults in \`${name}\`, one at a time, each make a test of ${phrase} fail, and all are taken back`,
  },
  goals: [`a fault in ${phrase} is noticed before a merge`, `the tests say what ${phrase} promises`],
  requirements: [
    `tests of ${phrase} need no network, no clock and no order`,
    `a failing test tells what was expected and what came`,
  ],
  design: (file: string, names: string) => `data from ${file}, tests beside those that exist, named after ${names}`,
  testing: (testCommand: string, names: string) => [
    `\`${testCommand}\` runs the tests of ${phrase} in under ten seconds`,
    `usual, edge and failing input for each of ${names}`,
  ],
  deployment: [`merge the tests of ${phrase} before its next change; nothing is released for them`],
  maintenance: (test: string) => [`a fault found in ${phrase} later gets its test in ${test} first`],
  risks: (name: string) => [`tests that repeat the code of \`${name}\` instead of what it promises`],
  questions: [`Which faults of ${phrase} hurt most so far?`],
});

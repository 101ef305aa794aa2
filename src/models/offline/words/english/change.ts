/** The texts of a plan for a change to something that exists. */
export const change = (phrase: string, title: string) => ({
  phases: { describe: `Pin down the change`, change: `Change ${phrase}`, prove: `Check what depends on it` },
  expect: {
    title: (test: string) => `Describe the new behaviour of ${phrase} as failing tests in ${test}`,
    done: (name: string) =>
      `the tests say what "${title}" means for \`${name}\`, in numbers or examples, and fail today`,
  },
  change: {
    title: (place: string) => `Change ${place}: ${phrase}`,
    done: (place: string, test: string) =>
      `${place} passes the new tests in ${test}; tests of other behaviour stay untouched`,
  },
  caller: {
    title: (path: string, name: string) => `Adjust \`${path}\` to the changed \`${name}\``,
    done: (place: string, name: string) =>
      `the call at \`${place}\` works with the new \`${name}\`, shown by a test, or needs no change and that is noted here`,
  },
  settings: {
    title: (config: string) => `Check defaults and limits of ${phrase} in \`${config}\``,
    done: (config: string) =>
      `\`${config}\` holds the new value once, an existing setting of a user still wins, and a wrong one is refused with its name`,
  },
  docs: {
    title: (docs: string) => `Bring \`${docs}\` up to date on ${phrase}`,
    done: (docs: string) => `\`${docs}\` no longer tells the old behaviour of ${phrase}`,
  },
  goals: [`${title}: done where it is visible today`, `nothing else changes for people who use ${phrase}`],
  requirements: [`old data and old settings around ${phrase} keep working`],
  design: (name: string) => `change \`${name}\` itself; no second way beside it`,
  testing: (test: string, testCommand: string) => [
    `first the failing tests in ${test}, then the change`,
    `\`${testCommand}\` before and after`,
  ],
  deployment: [`one change for ${phrase} that can be reverted as a whole`],
  maintenance: [`look for reports about ${phrase} for one release`],
  risks: [`somebody may rely on the present behaviour of ${phrase}`],
  questions: [`Does the change of ${phrase} hold for existing data as well?`],
});

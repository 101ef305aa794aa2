/** The texts of a plan for a new feature. */
export const feature = (phrase: string) => ({
  phases: {
    ground: `Set the project up`,
    build: `Build ${phrase}`,
    connect: `Bring ${phrase} into the program`,
    prove: `Prove ${phrase}`,
  },
  setUp: {
    title: (language: string) => `Set up a ${language} project for ${phrase}`,
    done: (testCommand: string) => `\`${testCommand}\` runs in a fresh clone and passes`,
  },
  block: (does: string, file: string) => `${does} in ${file}`,
  item: {
    title: (item: string) => item,
    done: (test: string, place: string) => `a case in ${test} shows it by way of ${place}, and fails without it`,
  },
  settings: {
    title: (config: string) => `Read the settings of ${phrase} in \`${config}\``,
    done: (symbol: string, config: string) =>
      `every value that \`${symbol}\` takes has a default in \`${config}\`, and a wrong value stops the start with a message that names it`,
  },
  entry: {
    title: (place: string) => `Put ${phrase} to work in ${place}`,
    done: (name: string, symbol: string) =>
      `\`${name}\` builds \`${symbol}\` once and hands it on; the existing tests pass unchanged`,
  },
  route: {
    title: (place: string) => `Offer ${phrase} through ${place}`,
    done: (place: string, symbol: string) =>
      `a request through ${place} reaches \`${symbol}\`, and success, refusal and bad input each get their own status`,
  },
  store: {
    title: (place: string) => `Give ${phrase} its data in ${place}`,
    done: (place: string, symbol: string) =>
      `\`${symbol}\` reads and writes only through ${place}, and a test shows that existing records stay as they are`,
  },
  view: {
    title: (place: string) => `Show ${phrase} in ${place}`,
    done: (place: string, symbol: string) =>
      `${place} shows what \`${symbol}\` gives while loading, when empty and when it failed, by keyboard too`,
  },
  command: {
    title: (place: string) => `Make ${phrase} callable from ${place}`,
    done: (place: string, symbol: string) =>
      `${place} calls \`${symbol}\`, its help names it, and a failure ends with a message and an exit code that is not 0`,
  },
  other: {
    title: (place: string) => `Use ${phrase} in ${place}`,
    done: (place: string, symbol: string) => `${place} calls \`${symbol}\``,
  },
  callers: (paths: string) => `; the callers in ${paths} need no change`,
  test: {
    title: (test: string) => `Test ${phrase} end to end in ${test}`,
    done: (testCommand: string, cases: string) => `\`${testCommand}\` passes with cases for ${cases}`,
  },
  docs: {
    title: (docs: string, symbol: string) => `Describe ${phrase} and \`${symbol}\` in \`${docs}\``,
    done: (docs: string, symbol: string) =>
      `\`${docs}\` shows one example of ${phrase}, its settings and limits, and the example works with \`${symbol}\` as it is`,
  },
  refusals: `what ${phrase} refuses is told with the reason, never in silence`,
  blockDesign: (symbol: string, file: string, does: string) => `\`${symbol}\` (${file}): ${does}`,
  cases: (cases: string) => `cases: ${cases}`,
  outside: (test: string, testCommand: string) =>
    `${test} uses ${phrase} the way a caller does; \`${testCommand}\` runs it`,
  watch: (what: string) => `watch ${what}`,
  general: {
    parts: [
      {
        does: `Implement ${phrase}`,
        done: `a unit test calls \`{name}\` with usual, empty and invalid input and gets the expected result or error for each`,
      },
    ],
    cases: [`the usual use of ${phrase}`, `nothing to work on`, `invalid input`, `a second run with the same input`],
    goal: `${phrase} can be used from end to end`,
    constraint: `nothing changes for those who do not use ${phrase}`,
    design: `the rules of ${phrase} stay apart from input and output, so that they can be tested alone`,
    rollout: `release ${phrase} with its tests in one change that can be reverted as a whole`,
    watch: `errors that name ${phrase} in the first week`,
    risk: `${phrase} may need data that the program does not keep today; find out in the first task`,
    question: `Who may use ${phrase}, and what do they see when it fails?`,
  },
});

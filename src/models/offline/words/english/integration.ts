/** The texts of a plan for an integration. */
export const integration = (service: string, target: string) => ({
  phases: { reach: `Reach ${service}`, use: `Use ${service}`, run: `Run with ${service}` },
  settings: {
    title: (file: string) => `Read address and key of ${service} in ${file}`,
    done: (symbol: string) =>
      `without a key \`${symbol}\` is off and the program says so once at its start; the key stands in no log`,
  },
  client: {
    title: (file: string) => `Write the client of ${service} in ${file}`,
    done: (symbol: string) =>
      `\`${symbol}\` tells success, refusal, rate limit and time-out of ${service} apart as typed results`,
  },
  recorded: {
    title: (test: string) => `Test the client of ${service} against recorded answers in ${test}`,
    done: (testCommand: string) =>
      `\`${testCommand}\` plays a success, a refusal, a time-out and a broken answer without the network`,
  },
  call: {
    title: (place: string) => `Call ${service} from ${place}`,
    done: (place: string, symbol: string) =>
      `${place} uses \`${symbol}\` and still answers in time when ${service} is down`,
  },
  block: (does: string, file: string) => `${does} in ${file}`,
  docs: {
    title: (docs: string, symbol: string) =>
      `Describe in \`${docs}\` how ${service} and \`${symbol}\` are switched on and off`,
    done: (docs: string) => `somebody new gets a test account of ${service} to answer by following \`${docs}\` alone`,
  },
  cases: `a refusal by ${service}, a time-out and an answer of another shape`,
  goals: [
    `the program works with ${service}${target ? ` for ${target}` : ''}`,
    `it keeps working when ${service} does not`,
  ],
  checked: `what ${service} answers is checked before it is believed`,
  limited: `no call to ${service} without a time limit`,
  design: (file: string, symbol: string) => `only ${file} knows how ${service} speaks; the rest sees \`${symbol}\``,
  testing: (cases: string) => [
    `cases: ${cases}`,
    `recorded answers of ${service}, renewed by one command against its test account`,
  ],
  deployment: [`switch ${service} on by its key: first in a test environment, then for a few, then for all`],
  maintenance: [`count calls, failures and time of ${service}, and follow its announcements of changes`],
  risks: [`${service} changes its answers or limits; the client is the one place to adapt`],
  questions: [`Which contract and limits does the account at ${service} have?`],
});

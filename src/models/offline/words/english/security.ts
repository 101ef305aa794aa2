/** The texts of a plan for a security change. */
export const security = (phrase: string, target: string) => {
  const threat = target || 'misuse';
  return {
    phases: { know: `Know the attack`, close: `Close the ways in`, attack: `Attack it in tests` },
    list: {
      title: (place: string) => `List what reaches ${place} from outside, and who may send it`,
      done: (places: string) =>
        `each input of ${places} stands here with its sender, its check and what an attacker would gain by ${threat}`,
    },
    slow: {
      title: (file: string) => `Slow repeated attempts at ${phrase} down in ${file}`,
      done: (symbol: string) =>
        `\`${symbol}\` lets five attempts per account and address through, then doubles the pause, and forgets them after success`,
    },
    check: {
      title: (file: string) => `Check everything that enters ${phrase} in ${file}`,
      done: (symbol: string) =>
        `\`${symbol}\` lets only expected input through, and its refusal tells an attacker nothing`,
    },
    close: {
      title: (place: string, symbol: string) => `Let ${place} be reached only through \`${symbol}\``,
      done: (place: string, symbol: string) => `no way into ${place} goes around \`${symbol}\`; a test tries each`,
    },
    attack: {
      title: (test: string) => `Try ${threat} on ${phrase} in ${test}`,
      done: (testCommand: string, symbol: string, tries: string) =>
        `\`${testCommand}\` fails without \`${symbol}\` and passes with it, for ${tries}`,
    },
    repeated: 'many attempts, many addresses and right credentials after a pause',
    forged: 'missing, oversized, forged and repeated input',
    note: {
      title: (file: string) => `Log refused attempts at ${phrase} in ${file}`,
      done: (symbol: string) =>
        `each refusal by \`${symbol}\` leaves one line with time, source and reason, and no secret`,
    },
    goals: [`${phrase} stands against ${threat}`, `attempts are noticed`],
    requirements: [
      `people who use ${phrase} rightly notice nothing`,
      `no answer tells whether an account or record exists`,
    ],
    design: (symbol: string, file: string) =>
      `one guard, \`${symbol}\` in ${file}, at the entrance of ${phrase}; what is behind it trusts it`,
    testing: (test: string, path: string) => [
      `${test} attacks ${phrase} along the list of ways in`,
      `a second person reads \`${path}\` with that list in hand`,
    ],
    deployment: (symbol: string) => [
      `first only log what \`${symbol}\` would refuse, look at it for a week, then refuse`,
    ],
    maintenance: [`go through the ways into ${phrase} again whenever one is added`],
    risks: [`right users who are locked out of ${phrase}: keep a way to let them in`],
    questions: [`Who is told when ${threat} is seen on ${phrase}, and has it happened already?`],
  };
};

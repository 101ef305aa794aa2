/** The texts of a plan for writing documentation. */
export const documentation = (phrase: string, target: string) => {
  const readers = target || 'its readers';
  return {
    phases: { learn: `Find out what ${readers} need`, write: `Write about ${phrase}`, keep: `Keep it true` },
    outline: {
      title: (path: string, name: string) =>
        `Outline ${phrase} for ${readers} in \`${path}\`, beginning with \`${name}\``,
      done: (path: string, name: string) =>
        `\`${path}\` says what ${phrase} is for, how to begin and what can go wrong with \`${name}\`; one of ${readers} has read it`,
    },
    explain: {
      title: (place: string, path: string) => `Explain ${place} with an example in \`${path}\``,
      done: (place: string) => `the example uses ${place} as it is, and shows its result and its commonest mistake`,
    },
    lead: {
      title: (readme: string, place: string) => `Lead from \`${readme}\` to ${phrase} by way of ${place}`,
      done: (readme: string) => `somebody new gets from \`${readme}\` to a first result with ${phrase} in five minutes`,
    },
    check: {
      title: (test: string) => `Run the examples about ${phrase} in ${test}`,
      done: (testCommand: string, path: string) =>
        `\`${testCommand}\` fails when an example of \`${path}\` no longer works`,
    },
    goals: (path: string) => [`${readers} can use ${phrase} without asking`, `what \`${path}\` says is so`],
    requirements: [`each statement about ${phrase} can be checked in the code`, `the page is read in ten minutes`],
    design: (path: string, names: string) => `one page, \`${path}\`, in the order in which ${readers} meet ${names}`,
    testing: (test: string) => [
      `${test} runs the examples`,
      `one of ${readers} follows the page while somebody watches in silence`,
    ],
    deployment: [`merge the page on ${phrase} in pieces; each is of use alone`],
    maintenance: (names: string, path: string) => [`a change to ${names} changes \`${path}\` in the same commit`],
    risks: [`words about ${phrase} that the code does not keep`],
    questions: [`What do ${readers} ask about ${phrase} today?`],
  };
};

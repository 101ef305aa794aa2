/** The texts of a plan for a refactoring. */
export const refactoring = (phrase: string) => ({
  phases: { pin: `Pin the behaviour down`, move: `Move ${phrase} step by step`, clean: `Clean up` },
  pin: {
    title: (test: string, place: string) => `Cover what ${place} does today in ${test}`,
    done: (name: string) => `a test per branch of \`${name}\` passes before anything is moved`,
  },
  home: {
    title: (file: string) => `Create ${file} as the one home of ${phrase}`,
    done: (symbol: string) =>
      `\`${symbol}\` has the interface that the callers need, imports none of them and is unused so far`,
  },
  step: {
    title: (place: string, symbol: string) => `Move the logic of ${place} behind \`${symbol}\``,
    done: (place: string, symbol: string) =>
      `${place} only hands over to \`${symbol}\`; the pinned tests pass unchanged`,
  },
  caller: {
    title: (path: string, symbol: string, name: string) => `Let \`${path}\` call \`${symbol}\` instead of \`${name}\``,
    done: (place: string, name: string) => `\`${place}\` no longer names \`${name}\``,
  },
  clean: {
    title: (file: string) => `Remove what ${phrase} leaves unused in ${file}`,
    done: (path: string, testCommand: string) => `nothing in \`${path}\` is unused, and \`${testCommand}\` passes`,
  },
  goals: (symbol: string, names: string) => [
    `${phrase} has one home, \`${symbol}\``,
    `callers of ${names} notice nothing`,
  ],
  requirements: [`no step changes what ${phrase} does`, `each step can be merged and shipped alone`],
  design: (symbol: string, file: string) =>
    `\`${symbol}\` in ${file} takes over; the old names stay as thin doors until their callers have moved`,
  testing: (test: string, testCommand: string) => [
    `${test} is written first and not touched while ${phrase} moves`,
    `\`${testCommand}\` after every step`,
  ],
  deployment: [`merge in the order of the tasks; stopping after any of them leaves working code`],
  maintenance: (path: string) => [`new code about ${phrase} goes to \`${path}\`; reviews hold to it`],
  risks: (name: string) => [`behaviour of \`${name}\` that no test pins down, such as the order of its side effects`],
  questions: (name: string) => [`Who outside of this repository calls \`${name}\`?`],
});

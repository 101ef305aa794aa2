/** The texts of a plan for removing something. */
export const removal = (phrase: string) => ({
  phases: { know: `Know who uses ${phrase}`, remove: `Take ${phrase} out`, after: `Leave nothing behind` },
  list: {
    title: (places: string) => `List everything that uses ${places}`,
    done: (places: string) => `each use of ${places} is noted here with what replaces it or why it can go`,
  },
  guard: {
    title: (test: string) => `Pin down in ${test} what must still work without ${phrase}`,
    done: (testCommand: string) =>
      `\`${testCommand}\` covers the neighbours of ${phrase} and passes before anything is removed`,
  },
  caller: {
    title: (path: string, name: string) => `Free \`${path}\` of \`${name}\``,
    done: (place: string, name: string) => `\`${place}\` no longer names \`${name}\`, and its tests pass`,
  },
  remove: {
    title: (place: string) => `Remove ${place}`,
    done: (name: string, testCommand: string) =>
      `a search for \`${name}\` finds nothing in code or tests, and \`${testCommand}\` passes`,
  },
  docs: {
    title: (docs: string) => `Take ${phrase} out of \`${docs}\``,
    done: (docs: string) =>
      `\`${docs}\` does not mention ${phrase}, or says since when it is gone and what to use instead`,
  },
  goals: [`${phrase}: removed, without surprising anybody who needs a replacement`, `there is less code to keep`],
  requirements: [`data that belongs to ${phrase} is kept or deleted on purpose, not left lying`],
  design: [`callers first, then ${phrase} itself, so that every step builds`],
  testing: (testCommand: string) => [
    `\`${testCommand}\` after each task`,
    `a use of ${phrase} from outside gets a clear answer, not a crash`,
  ],
  deployment: [
    `announce the end of ${phrase} in the release notes; remove it one release later where others depend on it`,
  ],
  maintenance: [`watch for errors that ask for ${phrase} after the release`],
  risks: [`uses of ${phrase} that no search finds: configuration, scripts, other repositories`],
  questions: [`Who outside of this repository uses ${phrase}, and until when?`],
});

/** The texts of a plan for upgrading a dependency. */
export const upgrade = (what: string) => ({
  phases: { prepare: `Prepare ${what}`, adapt: `Adapt the code`, release: `Release` },
  list: {
    title: (places: string) => `List the breaking changes of ${what} that reach ${places}`,
    done: `each breaking change of ${what} is marked here as "does not concern us" or with the places that it concerns`,
  },
  raise: {
    title: (manifest: string) => `Raise ${what} in \`${manifest}\` on a branch`,
    done: (manifest: string) =>
      `\`${manifest}\` and the lock file hold ${what} once, and the errors of build and tests are listed here`,
  },
  adapt: {
    title: (place: string) => `Adapt ${place} to ${what}`,
    done: (place: string) => `${place} builds without a deprecation warning of ${what}, and its tests pass`,
  },
  compare: {
    title: (test: string) => `Compare the behaviour before and after ${what} in ${test}`,
    done: (testCommand: string) => `\`${testCommand}\` passes with the same expectations before and after`,
  },
  pipeline: {
    title: (path: string) => `Let \`${path}\` build and test with ${what}`,
    done: (path: string) => `a run of \`${path}\` on the branch is green and names the new version in its log`,
  },
  goals: [`the program runs on ${what}`, `users notice only what it improves`],
  requirements: [`no feature is mixed into the step to ${what}`, `the step can be reverted by one commit`],
  design: `calls that changed are gathered in as few places as possible`,
  testing: (testCommand: string) => [
    `the same tests before and after ${what}`,
    `\`${testCommand}\`, then the main paths by hand`,
  ],
  deployment: [`release ${what} alone, first where a fault hurts least`],
  maintenance: [`remove what only the version before ${what} needed after one quiet release`],
  risks: [`other dependencies that do not allow ${what} yet`],
  questions: [`Until when is the present version supported?`],
});

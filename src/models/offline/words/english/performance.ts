/** The texts of a plan for making something faster. */
export const performance = (phrase: string) => ({
  phases: { measure: `Measure ${phrase}`, cut: `Cut the cost`, keep: `Keep it fast` },
  measure: {
    title: (bench: string) => `Measure ${phrase} with ${bench}`,
    done: (bench: string, name: string) =>
      `${bench} prints median and 95th percentile of \`${name}\` for a small, a usual and a very large input; today's figures are noted here`,
  },
  profile: {
    title: (place: string) => `Profile ${place} and name its three largest costs`,
    done: (place: string) => `a profile of ${place} under the measurement shows where four fifths of the time go`,
  },
  same: {
    title: (test: string) => `Pin down the results of ${phrase} in ${test}`,
    done: (testCommand: string, name: string) =>
      `\`${testCommand}\` compares results and order of \`${name}\` with those of today`,
  },
  cut: {
    title: (place: string) => `Remove the largest cost of ${phrase} in ${place}`,
    done: (bench: string, name: string) =>
      `${bench} shows at least a third less time in \`${name}\`, with the same results`,
  },
  caller: {
    title: (path: string, name: string) => `Ask for less where \`${path}\` calls \`${name}\``,
    done: (place: string) => `\`${place}\` requests no record or field that it does not use, and not twice`,
  },
  limit: {
    title: (file: string) => `Give ${file} a limit for ${phrase}`,
    inPipeline: (path: string) => `Let \`${path}\` fail when ${phrase} slows down`,
    done: (name: string) =>
      `the run fails when the median of \`${name}\` is a fifth above the new figure, and passes ten times in a row now`,
  },
  goals: [`at most two thirds of today's time for ${phrase}`, `numbers before and after show the gain`],
  requirements: [`results and order of ${phrase} stay equal`, `memory grows by no more than a tenth`],
  design: (name: string) => `first less work in \`${name}\`, then fewer calls of it; caching only after both`,
  testing: (bench: string, test: string) => [
    `${bench} on one idle machine, five runs, median`,
    `${test} for equal results of ${phrase}`,
  ],
  deployment: [`release each gain for ${phrase} alone, to see which one counts`],
  maintenance: [`watch the 95th percentile of ${phrase}, not the mean`],
  risks: (names: string) => [`a change of ${names} that is only faster for small data`],
  questions: [`How fast must ${phrase} be, and for how much data?`],
});

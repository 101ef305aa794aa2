/** The texts of a plan for a bug fix. */
export const bug = (fault: string, condition: string) => ({
  phases: {
    reproduce: `Reproduce the fault`,
    locate: `Find the cause`,
    fix: `Fix it`,
    keep: `Keep it fixed`,
  },
  failing: {
    title: (test: string) => `Reproduce in ${test}: ${fault}`,
    done: (name: string) =>
      `a test fails on today's code with the reported symptom${condition ? ` when ${condition}` : ''}, and goes through \`${name}\``,
  },
  trace: {
    title: (place: string) => `Find where ${place} goes wrong${condition ? ` when ${condition}` : ''}`,
    done: (suspects: string) =>
      `the line and the input that leads to it are noted here; suspects in this order: ${suspects}`,
  },
  fix: {
    title: (place: string) => `Fix the cause in ${place}: ${fault}`,
    done: (test: string, name: string, symptom: string) =>
      `the new test in ${test} passes and no existing test of \`${name}\` had to change${symptom}`,
  },
  second: {
    title: (place: string) => `Rule out ${place} as part of the cause, or fix it: ${fault}`,
    done: (test: string, name: string) => `a case in ${test} shows that \`${name}\` handles the reported input`,
    notes: 'Only where the trace shows that it takes part.',
  },
  caller: {
    title: (path: string, name: string) => `Look for the same mistake where \`${path}\` calls \`${name}\``,
    done: (place: string) =>
      `the call at \`${place}\` handles the reported input, or a test shows that it cannot get there`,
  },
  regression: {
    title: (test: string, name: string) => `Add regression cases around \`${name}\` to ${test}`,
    done: (testCommand: string, cases: string) => `\`${testCommand}\` passes with cases for ${cases}`,
  },
  neighbours: (name: string) => [`the reported input`, `nothing`, `input just beside the reported one for \`${name}\``],
  changelog: {
    title: (changelog: string) => `Name the fixed symptom in \`${changelog}\``,
    done: (changelog: string) => `\`${changelog}\` tells users what no longer happens: ${fault}`,
  },
  goals: [`this no longer happens: ${fault}`, `a test fails if it comes back`],
  requirements: (name: string) => [
    `\`${name}\` behaves as today for all other input`,
    `the cause is fixed, not only its symptom`,
  ],
  start: (place: string) => `start at ${place} and follow the reported input`,
  testing: (test: string, testCommand: string) => [
    `first the failing test in ${test}, then the fix`,
    `\`${testCommand}\` before and after the fix`,
  ],
  deployment: [`release the fix alone, so that it can be reverted alone`],
  maintenance: [`look for the symptom in error reports for two releases`],
  risks: (name: string) => [`other code may rely on what \`${name}\` does today`],
  questions: [
    `Since which version does it happen${condition ? `, and only when ${condition}` : ', and with which input'}?`,
  ],
});

/** Texts about a kind of symptom: where to look, what is true once it is fixed, what to test. */
export const symptoms = {
  encoding: {
    hint: `compare lengths in bytes and in characters, and look at every decoding, URL part, header and pattern that the text passes`,
    fixed: `the text comes back unchanged`,
    cases: ['ä, ö, ü and ß', 'composed and decomposed accents', 'an emoji', 'plain ASCII as before'],
  },
  missingFile: {
    hint: `look at the place that reads the file or setting and at what it does with "not found"`,
    fixed: `a missing file leads to a default or to one message that names it`,
    cases: ['the file missing', 'an empty file', 'a file that cannot be read', 'a broken one'],
  },
  emptyInput: {
    hint: `look for a value that is used before it was checked for being there`,
    fixed: `nothing given is answered on purpose, not by an exception`,
    cases: ['nothing given', 'an empty list or text', 'one entry'],
  },
  serverError: {
    hint: `take the stack trace of one failing request: it names the throwing line`,
    fixed: `the request is answered with success or a 4xx that tells why, never with a 500`,
    cases: ['the reported request', 'a request with a bad value', 'a usual request'],
  },
  crash: {
    hint: `take the stack trace of one crash: it names the throwing line`,
    fixed: `the program goes on or ends with a message that says what to do`,
    cases: ['the reported situation', 'the same situation twice in a row', 'the usual case'],
  },
  duplicate: {
    hint: `look for work that is started twice: a retry, a double event, a missing unique key`,
    fixed: `the same action twice has the effect of one`,
    cases: ['the same action twice', 'two at the same time', 'a retry after a time-out'],
  },
  race: {
    hint: `write down the order of steps that leads there, and force it in the test without sleeping`,
    fixed: `every order of the steps gives the same result`,
    cases: ['both orders of the two steps', 'an abort between them', 'many at once'],
  },
  time: {
    hint: `look at every conversion between local time and UTC, and at the ends of days and months`,
    fixed: `the result is the same in every time zone`,
    cases: ['a time zone before and one after UTC', 'the change to summer time', 'the last day of a month'],
  },
  hang: {
    hint: `look for a wait without an end: a lock, a promise that is never settled, a loop`,
    fixed: `the wait ends with a result or with a message after a limit`,
    cases: ['the reported situation', 'the other side never answering', 'a stop while waiting'],
  },
  leak: {
    hint: `compare two heap snapshots and look for listeners, timers and caches that only grow`,
    fixed: `memory returns to its first level after a hundred rounds`,
    cases: ['a hundred rounds of the same action', 'an action that fails half-way'],
  },
  lost: {
    hint: `follow the data from where it enters to where it is stored, and look where it is dropped or overwritten`,
    fixed: `what was acknowledged is there afterwards`,
    cases: ['the reported sequence', 'two writers', 'a restart in between'],
  },
  denied: {
    hint: `look at where the credentials are compared and at what the last change did to them`,
    fixed: `right credentials get in and wrong ones do not`,
    cases: ['right credentials', 'wrong ones', 'expired ones', 'credentials that were just changed'],
  },
};

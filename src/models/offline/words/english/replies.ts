/** What the offline planner says in the chat. */
export const replies = {
  /** How every reply with a plan begins, so that nobody takes it for a model's. */
  notice: 'Planned offline, without a model: from your files and templates.',
  capabilities: `Offline I understand:
- a request for a plan: "Plan rate limiting for the public API", "Fix the crash when the cart is empty"
- a question about the workspace or the plan: "Explain src/app.ts", "Where is the router used?", "What does T3 mean?"
- for the plan under discussion:
  - add: "add a task to test the admin routes", "add a phase Rollout", "add a risk: two processes", "cover the admin routes too"
  - remove: "remove T3", "remove the docs task", "remove phase 2"
  - split: "split T2 into parse options and print results"
  - move: "move T4 to phase 2", "move T4 after T1"
  - rename: "rename T2 to Check the input"
  - estimate: "estimate T3 2h"
  - acceptance: "acceptance of T3: the second request gets 429"
  - tick: "T3 is done", "reopen T3"

For anything else choose a model.`,
  foreign: (language: string) =>
    `Your request seems to be in ${language}. Offline I write English and German only, so this is in English; a model would answer in your language.`,
  buildsOn: (places: string) => `It builds on ${places}.`,
  noCode: 'The workspace holds no code yet, so every file is new.',
  nothingNamed: (phrase: string) =>
    `Nothing in the workspace is named after "${phrase}": please check where it belongs.`,
  taken: (assumptions: string) => `Taken by default, as you left it open: ${assumptions}.`,
  takenKind: (kind: string) => `kind of work: ${kind}`,
  takenSubject: (place: string) => `what it is about: ${place}, where the program is put together`,
  nothingToPlan: 'You skipped the questions, and there is nothing in the request that could be planned.',
  done: 'Done.',
  notTaken: (reason: string) => `The plan was not taken: ${reason}`,
  asking: 'Tell me a little more, then I can plan.',
  what: 'What should change?',
  kind: 'What kind of work is it?',
  kinds: {
    feature: 'New feature',
    bug: 'Bug fix',
    refactoring: 'Refactoring',
    integration: 'API integration',
    migration: 'Migration',
    performance: 'Performance',
    security: 'Security',
    testing: 'Tests',
    documentation: 'Documentation',
  },
  changed: (done: string) => `Without a model, from your words: ${done}.`,
  waits: ' The plan stays as it is until you accept.',
  changeNotTaken: (reason: string) => `The change was not taken: ${reason}`,
  notUnderstood: (clause: string) => `I did not understand "${clause}".`,
};

/** Texts in drafts of any kind. */
export const common = {
  and: 'and',
  summary: (what: string, basis: string) => `${what}. ${basis} Planned offline, without a model.`,
  startsFrom: (name: string, path: string) => `The work starts from \`${name}\` in \`${path}\`.`,
  startsFromEntry: (path: string) => `Nothing in the code is named after it yet; the work starts from \`${path}\`.`,
  noCodeYet: 'The workspace holds no code for it yet.',
  phase: (number: number, title: string) => `Phase ${number}: ${title}`,
  leftToPeople: 'Left to you: the planner without a model writes nothing here',
  asAsked: (detail: string) => `As asked: ${detail}`,
  touches: (places: string) => `the work touches ${places}`,
  assembled: (place: string) => `the program is put together in ${place}`,
  whichLanguage: (language: string, phrase: string) =>
    `The workspace holds no code yet: is ${language} right for ${phrase}?`,
  whichCode: (phrase: string) => `Nothing in the workspace is named after ${phrase}: which code does it concern?`,
  change: 'change',
};

import type { Call } from './explore';

/** What the offline planner says in one answer: words, tool calls, or both. */
export interface Answer {
  readonly text: string;
  readonly calls: readonly Call[];
}

/** How every reply that holds a plan begins: nobody shall take it for a model's. */
export const offlineNotice = 'Planned offline, without a model: from your files and templates.';

/** What the offline planner understands, told where it was asked for something else. */
export const capabilities = `Offline I understand:
- a request for a plan: "Plan rate limiting for the public API", "Fix the crash when the cart is empty"
- for the plan under discussion:
  - add: "add a task to test the admin routes", "add a phase Rollout", "add a risk: two processes", "cover the admin routes too"
  - remove: "remove T3", "remove the docs task", "remove phase 2"
  - split: "split T2 into parse options and print results"
  - move: "move T4 to phase 2", "move T4 after T1"
  - rename: "rename T2 to Check the input"
  - estimate: "estimate T3 2h"
  - acceptance: "acceptance of T3: the second request gets 429"
  - tick: "T3 is done", "reopen T3"

For anything else choose a model.`;

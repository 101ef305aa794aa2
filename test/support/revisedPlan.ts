import assert from 'node:assert/strict';
import { parsePlan } from '../../src/domain/grammar/planDocument';
import { editPlan } from '../../src/domain/edit/planEdit';
import { playTurn } from './offlineTurns';
import { typescriptService } from './repositories';

/** A plan to revise. */
const plan = `# Rate limiting for the public API

> Count requests.

## Overview & Goals
- Keep one client from starving the others.

## Requirements & Constraints
- 429 with Retry-After.

## Implementation Phases

### Phase 1: Token bucket

- [ ] **T1** Add the bucket store (3h)
  - Files: \`src/limits/bucket.ts\` (new), \`src/app.ts\`
  - Done when: the 11th request within a second gets 429
- [ ] **T2** Put the limiter before the router (4h)
  - Files: \`src/app.ts\`
  - Depends on: T1
  - Done when: every public route is limited

### Phase 2: Proof

- [ ] **T3** Test the limits (2h)
  - Files: \`test/limits.test.ts\` (new)
  - Done when: the tests pass
- [ ] **T4** Write the docs
  - Files: \`docs/api.md\`
  - Done when: the docs tell of 429

## Testing Strategy
- Unit tests.
`;

/** Sends a message about the plan. */
export const ask = (message: string) => playTurn(message, { plan, files: typescriptService });

/** The plan's tasks after a message, one line each: phase, id, title, estimate. */
const after = async (message: string): Promise<string[]> => {
  const { edits } = await ask(message);
  return parsePlan(editPlan(plan, edits).source).phases.flatMap(({ title, tasks }) =>
    tasks.map(
      (task) =>
        `${title.replace(/^Phase (\d+).*/, '$1')} ${task.id} ${task.title}${task.estimate === null ? '' : ` (${task.estimate})`}`,
    ),
  );
};
/** The plan's tasks before any message. */
export const before = [
  '1 T1 Add the bucket store (3h)',
  '1 T2 Put the limiter before the router (4h)',
  '2 T3 Test the limits (2h)',
  '2 T4 Write the docs',
];

/** Tests how a message changes the tasks. */
export const check = (message: string, expected: readonly string[]): void => {
  it(message, async () => assert.deepEqual(await after(message), expected));
};
/** The tasks without the given ones. */
export const without = (...ids: string[]) => before.filter((line) => !ids.some((id) => line.includes(` ${id} `)));
/** The tasks with one line changed. */
export const changed = (id: string, line: string) => before.map((own) => (own.includes(` ${id} `) ? line : own));

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlan } from '../../../src/domain/grammar/planDocument';
import type { PlanTask } from '../../../src/domain/grammar/planModel';
import { handOffPrompt, type HandOffScope } from '../../../src/generation/handOff';

const text = `# Rate limits

> Keep one client from starving the others.

## Overview & Goals
- Fair use of the API.

## Requirements & Constraints
- No new service.

## Implementation Phases

### Phase 1: Count

- [x] **T1** Read the code
- [ ] **T2** Count requests (2h)
  - Files: \`src/limits.ts\` (new), \`src/app.ts\`
  - Done when: the counter counts

  Mind the clock.

### Phase 2: Refuse

- [ ] **T3** Answer 429
  - Depends on: T2
  - Done when: the 11th request gets 429

## Testing Strategy
- Load it.

## Decisions
- A bucket for each key.
`;

describe('handing a plan on', () => {
  it('tells of a task what it needs: files, acceptance, goal, constraints, decisions, what is done and what is missing', () => {
    assert.equal(
      handOffPrompt(text, { kind: 'task', taskId: 'T3' }),
      `Implement the task below, of the plan "Rate limits".

Keep one client from starving the others.

Keep to the constraints and decisions. Check each task against its "Done when" before you go on. Change nothing that no task asks for; say so where a task does not fit the code as it is.

## Tasks

### Phase 2: Refuse

#### T3: Answer 429

- Depends on: T2
- Done when: the 11th request gets 429

## Not done yet, but needed first

- T2: Count requests

## Goal

- Fair use of the API.

## Constraints

- No new service.

## Decisions

- A bucket for each key.

## Already done

- T1: Read the code
`,
    );
  });

  it('keeps the notes of a task and what becomes of its files', () => {
    const prompt = handOffPrompt(text, { kind: 'phase', index: 0 }) ?? '';
    assert.match(
      prompt,
      /- Files: `src\/limits\.ts` \(new\), `src\/app\.ts`\n- Done when: the counter counts\n\nMind the clock\./,
    );
  });

  it('has nothing to hand on where everything is done', () => {
    assert.equal(handOffPrompt(text.replaceAll('[ ]', '[x]'), { kind: 'plan' }), null);
    assert.equal(handOffPrompt(text, { kind: 'task', taskId: 'T1' }), null);
  });

  it('holds every open task of its scope and no closed one', () => {
    const tasks = fc.array(fc.array(fc.boolean(), { maxLength: 5 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(tasks, fc.nat(3), (phases, chosen) => {
        let id = 0;
        const lines = phases.flatMap((boxes, at) => [
          `### Part ${at}`,
          '',
          ...boxes.map((done) => `- [${done ? 'x' : ' '}] **T${(id += 1)}** Do thing ${id}\n  - Done when: it works`),
          '',
        ]);
        const source = `# P\n\n## Implementation Phases\n\n${lines.join('\n')}`;
        const plan = parsePlan(source);
        const all = plan.phases.flatMap((phase) => phase.tasks);
        const scopes: readonly (readonly [HandOffScope, readonly PlanTask[]])[] = [
          [{ kind: 'plan' }, all],
          [{ kind: 'phase', index: chosen }, plan.phases[chosen]?.tasks ?? []],
          ...all.map((task) => [{ kind: 'task', taskId: task.id! }, [task]] as const),
        ];
        for (const [scope, own] of scopes) {
          const prompt = handOffPrompt(source, scope) ?? '';
          const told = Array.from(prompt.matchAll(/^#### (T\d+): /gm), ([, name]) => name);
          assert.deepEqual(
            told,
            own.filter(({ done }) => !done).map((task) => task.id),
          );
        }
      }),
    );
  });
});

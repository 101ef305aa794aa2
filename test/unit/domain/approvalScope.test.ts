import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scopeChanges } from '../../../src/domain/approvalScope';
import { parsePlan } from '../../../src/domain/grammar/planDocument';
import { renderPlan } from '../../../src/domain/grammar/planRender';
import { editSequences, playEdits, wordingSequences } from './grammar/planPlay';
import { drafts, habits, withHabits } from './grammar/planTexts';

const letters = (text: string): string =>
  Array.from(text.toLowerCase())
    .filter((one) => !/[\p{P}`\s]/u.test(one))
    .join('');

/** What an approval covers, computed without the comparison under test. */
const scopeOf = (source: string): string => {
  const tasks = parsePlan(source).phases.flatMap((phase) => phase.tasks);
  return tasks
    .map(({ id, dependsOn, files, doneWhen }) =>
      JSON.stringify([
        id,
        [...new Set(dependsOn)].sort(),
        [...new Set(files.map(({ path, kind }) => `${kind} ${path}`))].sort(),
        letters(doneWhen ?? ''),
      ]),
    )
    .sort()
    .join('\n');
};

const plan = (items: string, acceptance = 'the 11th request gets 429'): string =>
  `# P\n\n## Requirements & Constraints\n\n${items}\n\n## Implementation Phases\n\n- [ ] **T1** Add it\n  - Files: \`src/a.ts\`\n  - Done when: ${acceptance}\n`;
const isKept = (before: string, after: string): boolean => scopeChanges(before, after).length === 0;

describe('scopeChanges', () => {
  it('covers the items of every heading that means requirements', () => {
    const text = (rule: string): string => `# P\n\n## Requirements\n\n- Fast.\n\n## Constraints\n\n- ${rule}\n`;
    const before = text('Never send data out of the EU.');
    assert.equal(scopeChanges(before, text('Data may go anywhere.')).length, 1);
    assert.equal(isKept(before, before), true);
  });

  it('keeps no stale approval and loses none by wording, over random edits', () => {
    fc.assert(
      fc.property(drafts, habits, editSequences, (draft, habit, wishes) => {
        const text = withHabits(renderPlan(draft), habit);
        const edited = playEdits(text, wishes);
        assert.equal(isKept(text, edited), scopeOf(text) === scopeOf(edited));
      }),
      { numRuns: 200 },
    );
  });

  it('keeps an approval through titles, estimates, order and summaries, however many', () => {
    fc.assert(
      fc.property(drafts, habits, wordingSequences, (draft, habit, wishes) => {
        const text = withHabits(renderPlan(draft), habit);
        assert.deepEqual(scopeChanges(text, playEdits(text, wishes)), []);
      }),
      { numRuns: 200 },
    );
  });

  it('ignores case, space and punctuation of acceptance and requirements, and the way that paths are written', () => {
    const text = plan('- Answer within 10 ms.\n- No new service.');
    assert.ok(isKept(text, plan('1. no new service\n2. Answer  within 10 ms!', 'The 11th request: gets 429.')));
    assert.ok(isKept(plan('- a', 'in 5 to 10 s, well-known'), plan('- a', 'In 5 to 10 s - well known!')));
    assert.ok(isKept(text, text.replace('`src/a.ts`', '`./src/a.ts`')));
    assert.ok(isKept(text, text.replace('[ ]', '[x]')), 'a tick is no change of scope');
  });

  it('loses it with a number, a measure, an item, a file or its kind', () => {
    const text = plan('- Fail for less than 5 % of requests.');
    const stale = [
      text.replace('5 %', '6 %'),
      text.replace('5 %', '5'),
      plan('- Fail for less than 5 % of requests.\n- And more.'),
      text.replace('429', '< 429'),
      text.replace('`src/a.ts`', '`src/b.ts`'),
      text.replace('`src/a.ts`', '`src/a.ts` (new)'),
      text.replace('## Requirements & Constraints', '## Wishes'),
    ];
    for (const after of stale) assert.ok(!isKept(text, after), after);
  });

  it('loses it with a sign that turns the meaning round', () => {
    for (const [before, after] of [
      ['status != 500', 'status = 500'],
      ['`offset` is `-1`', '`offset` is `1`'],
      ['between -.5 and 1', 'between .5 and 1'],
    ] as const) {
      assert.ok(!isKept(plan(`- ${before}`), plan(`- ${after}`)), before);
      assert.ok(!isKept(plan('- a', before), plan('- a', after)), before);
    }
  });
});

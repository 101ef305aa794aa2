import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeLines } from '../../../../src/domain/diff/mergeLines';
import { comparePlans } from '../../../../src/domain/diff/planDiff';
import { editPlan } from '../../../../src/domain/edit/planEdit';
import { mergePlans } from '../../../../src/domain/diff/planMerge';
import type { PlanEdit } from '../../../../src/domain/grammar/planModel';
import { renderPlan } from '../../../../src/domain/grammar/planRender';
import { selectChanges } from '../../../../src/domain/diff/planSelect';
import { drafts, habits, withHabits } from '../grammar/planTexts';
import { editSequences, playEdits } from '../grammar/planPlay';

const base = `# Limits

> Why.

## Requirements & Constraints

- Answer within 10 ms.

## Implementation Phases

### Phase 1: Bucket

- [ ] **T1** Add the bucket store (3h)
  - Files: \`src/bucket.ts\` (new)
  - Done when: the 11th request gets 429
- [ ] **T2** Read the limits
  - Depends on: T1

### Phase 2: Wire it in

- [ ] **T3** Put the middleware first

## Risks

- None.
- Few.
`;
const after = (source: string, ...edits: readonly PlanEdit[]): string => editPlan(source, edits).source;
const draft = { title: 'Cover admin', estimate: null, files: [], dependsOn: [], doneWhen: 'it runs', notes: '' };
const shorts = (before: string, text: string): string[] =>
  comparePlans(before, text).map(({ kind, taskId, title, detail }) => `${kind} ${taskId ?? title} ${detail}`);

describe('mergePlans', () => {
  const ours = after(
    base,
    { type: 'updateTask', task: 'T1', estimate: '5h' },
    { type: 'addTask', phase: 'Bucket', after: 'T1', task: { ...draft, title: 'Ours' } },
    { type: 'appendToSection', section: 'Risks', body: '- Ours.' },
  );

  it('brings both sides together where they touched different things', () => {
    const theirs = after(
      base,
      { type: 'updateTask', task: 'T1', doneWhen: 'the 12th request gets 429' },
      { type: 'moveTask', task: 'T2', phase: 'Wire it in', after: 'T3' },
      { type: 'removeTask', task: 'T3' },
      { type: 'addPhase', title: 'Roll-out', after: null },
      { type: 'addTask', phase: 'Roll-out', after: null, task: draft },
    ).replace('T4', 'T9');
    const { text, conflicts } = mergePlans(base, ours, theirs);
    assert.deepEqual(conflicts, []);
    assert.deepEqual(shorts(base, text).toSorted(), [...shorts(base, ours), ...shorts(base, theirs)].toSorted());
    assert.match(text, /- None\.\n- Few\.\n- Ours\.\n$/);
  });

  it('tells what both changed differently, and takes what both changed alike', () => {
    const theirs = after(base, { type: 'updateTask', task: 'T1', estimate: '8h' });
    assert.deepEqual(mergePlans(base, ours, theirs).conflicts, ['task T1']);
    assert.deepEqual(mergePlans(base, ours, ours).conflicts, []);
    assert.equal(mergePlans(base, ours, ours).text, ours);
    const removed = after(base, { type: 'removeTask', task: 'T1' });
    assert.deepEqual(mergePlans(base, ours, removed).conflicts, ['task T1'], 'changed here, removed there');
    assert.deepEqual(mergePlans(base, removed, ours).conflicts, ['task T1'], 'removed here, changed there');
    const section = base.replace('- Few.', '- Many.');
    assert.deepEqual(mergePlans(base, base.replace('- Few.', '- Some.'), section).conflicts, ['text of section Risks']);
  });

  it('leaves ticks alone and keeps every byte of a side that nothing comes to', () => {
    const ticked = ours.replace('[ ] **T1**', '[x] **T1**');
    assert.equal(mergePlans(base, ticked, base).text, ticked);
    assert.equal(mergePlans(base, ticked, base.replace('[ ] **T3**', '[x] **T3**')).text, ticked);
  });

  it('gives back the other side where ours is the base, whatever was edited and however it is written', () => {
    fc.assert(
      fc.property(drafts, habits, editSequences, (plan, habit, wishes) => {
        const text = withHabits(renderPlan(plan), habit);
        const theirs = playEdits(text, wishes);
        const merged = mergePlans(text, text, theirs);
        assert.deepEqual(merged.conflicts, []);
        assert.deepEqual(comparePlans(merged.text, theirs), []);
        assert.equal(mergePlans(text, theirs, text).text, theirs);
      }),
    );
  });
});

describe('selectChanges', () => {
  it('takes the chosen changes and nothing else, and leaves other lines as they are', () => {
    const proposal = after(
      base,
      { type: 'updateTask', task: 'T1', title: 'Add a store', doneWhen: 'the 12th request gets 429' },
      { type: 'removeTask', task: 'T3' },
      { type: 'addTask', phase: 'Bucket', after: 'T2', task: draft },
      { type: 'replaceSection', section: 'Risks', body: '- Some.' },
      { type: 'setSummary', summary: 'So.' },
    );
    const all = comparePlans(base, proposal);
    all.forEach((change, at) => {
      const text = selectChanges(base, proposal, [at]);
      // The change reports the title as it is afterwards.
      const bare = (told: typeof change) => ({ ...told, title: '' });
      assert.deepEqual(comparePlans(base, text).map(bare), [bare(change)]);
    });
    const scope = all.findIndex(({ kind }) => kind === 'rescoped');
    assert.equal(selectChanges(base, proposal, [scope]), base.replace('11th', '12th'));
    assert.equal(selectChanges(base, proposal, []), base);
  });

  it('comes to the whole with everything chosen, and to what was chosen otherwise', () => {
    fc.assert(
      fc.property(drafts, habits, editSequences, fc.array(fc.boolean()), (plan, habit, wishes, picks) => {
        const text = withHabits(renderPlan(plan), habit);
        const proposal = playEdits(text, wishes);
        const all = comparePlans(text, proposal);
        assert.deepEqual(comparePlans(selectChanges(text, proposal, Array.from(all.keys())), proposal), []);
        assert.equal(selectChanges(text, proposal, []), text);
        // Positions depend on what else was taken; additions, removals and rewrites do not.
        const chosen = all.flatMap(({ kind }, at) => (picks[at % picks.length] && kind !== 'moved' ? [at] : []));
        const facts = (changes: ReturnType<typeof comparePlans>): string[] =>
          changes
            .filter(({ kind, taskId }) => taskId !== null && kind !== 'moved')
            .map(({ kind, taskId }) => `${kind} ${taskId}`)
            .sort();
        assert.deepEqual(
          facts(comparePlans(text, selectChanges(text, proposal, chosen))),
          facts(chosen.map((at) => all[at]!)),
        );
      }),
    );
  });
});

describe('mergeLines', () => {
  it('merges what lies apart and refuses what overlaps', () => {
    assert.equal(mergeLines('a\nb\nc', 'A\nb\nc', 'a\nb\nC\nd'), 'A\nb\nC\nd');
    assert.equal(mergeLines('a\nb', 'a\nb\nours', 'a\nb\ntheirs'), null);
    assert.equal(mergeLines('a\nb', 'a\nx', 'a\nx'), 'a\nx');
    assert.equal(mergeLines('a\r\nb', 'a\r\nb', 'b'), 'b');
  });
});

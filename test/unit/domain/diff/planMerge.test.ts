import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeLines } from '../../../../src/domain/diff/mergeLines';
import { comparePlans } from '../../../../src/domain/diff/planDiff';
import { editPlan } from '../../../../src/domain/edit/planEdit';
import { mergePlans } from '../../../../src/domain/diff/planMerge';
import { parseForEdits, parsePlan } from '../../../../src/domain/grammar/planDocument';
import { allTasks, type PlanEdit } from '../../../../src/domain/grammar/planModel';
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

  it('keeps text below the last task there and once, whatever both sides add above it', () => {
    const noted = base.replace('middleware first\n', '$&\nShip after both.\n');
    const added = (title: string, text = noted): string =>
      after(text, { type: 'addTask', phase: 'Wire it in', after: 'T3', task: { ...draft, title } });
    const theirs = added('Theirs').replace('T4', 'T9');
    const merged = mergePlans(noted, added('Ours'), theirs);
    const tasks = ['T9** Theirs', 'T4** Ours'].map((task) => `- [ ] **${task}\n  - Done when: it runs\n`).join('');
    const both = noted.replace('middleware first\n', `$&${tasks}`);
    assert.deepEqual([merged.conflicts, merged.text], [[], both]);
    const reworded = mergePlans(noted, added('Ours'), theirs.replace('Ship', 'Launch'));
    assert.deepEqual([reworded.conflicts, reworded.text], [[], both.replace('Ship', 'Launch')]);
    const sold = mergePlans(noted, added('Ours').replace('Ship', 'Sell'), theirs.replace('Ship', 'Launch'));
    assert.deepEqual(sold.conflicts, ['text of task T3']);
  });

  it('keeps text below the last task apart from a task that comes between', () => {
    const noted = base.replace('Depends on: T1\n', '$&\nShip.\n');
    const ours = after(noted, { type: 'removeTask', task: 'T2' });
    const theirs = after(noted, { type: 'addTask', phase: 'Bucket', after: 'T1', task: draft });
    assert.match(mergePlans(noted, ours, theirs).text, /it runs\n\nShip\.\n\n### Phase 2/);
  });

  it('keeps sections apart that have the same heading', () => {
    const once = `${base}\n## Notes\n\nOne.\n`;
    const twice = `${once}\n## Notes\n\nTwo.\n`;
    assert.equal(mergePlans(once, once, twice).text, twice);
    const changed = twice.replace('Two.', 'Three.');
    assert.equal(mergePlans(twice, twice.replace('One.', 'None.'), changed).text, changed.replace('One.', 'None.'));
    assert.equal(selectChanges(twice, changed, [0]), changed);
    assert.equal(selectChanges(once, twice, [0]), twice);
  });

  it('says nothing twice that each side says once', () => {
    const times = (text: string, note: string): number => text.split(note).length - 1;
    fc.assert(
      fc.property(drafts, habits, editSequences, editSequences, (plan, habit, here, there) => {
        let number = 0;
        const noted = renderPlan(plan).replace(/\n(?=###? )/g, () => `\nNote ${++number}.\n\n`);
        const text = withHabits(noted, habit);
        const [ours, theirs] = [playEdits(text, here), playEdits(text, there)];
        const merged = mergePlans(text, ours, theirs).text;
        for (const [note] of text.matchAll(/Note \d+\./g))
          if (times(ours, note) === 1 && times(theirs, note) === 1) assert.equal(times(merged, note), 1);
        assert.ok(allTasks(parsePlan(merged)).every((task) => !/^Note \d/m.test(task.notes)));
      }),
      { numRuns: 50 },
    );
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

/** The labelled lines of each task, with its id; their indentation follows the task that they come to. */
const fieldsOf = (source: string): string[] => {
  const plan = parseForEdits(source);
  return allTasks(plan).flatMap(({ id, parts }) =>
    parts.fields.map(({ line, value }) => {
      const text = source.slice(plan.lines.start(line), value.end);
      const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
      return `${id} ${text.slice(indent.length).replaceAll(`\n${indent}`, '\n')}`;
    }),
  );
};

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

  it('takes fields as they are written, and leaves those that were not chosen as they are', () => {
    const own = `# P\n\n## Tasks\n\n1. [ ] **T1** One\n   * Files: \`a.ts:7\` (the head)\n\n   A note.\n   * **Done when**:\n     1. first\n     2. second\n2. [ ] **T2** Two\n`;
    const other = `# P\n\n## Tasks\n\n- [ ] **T1** Uno\n  - Files: \`a.ts:9\`, \`b.ts:40\` (the loop in \`run\`)\n  - Depends on: T2 (its types)\n  - Done when:\n    - third\n    - fourth\n- [ ] **T2** Two\n`;
    const all = comparePlans(own, other);
    const only = (wanted: string): string =>
      selectChanges(
        own,
        other,
        all.flatMap(({ kind }, at) => (kind === wanted ? [at] : [])),
      );
    const scope = `   - Files: \`a.ts:9\`, \`b.ts:40\` (the loop in \`run\`)\n   - Depends on: T2 (its types)\n\n   A note.\n   - Done when:\n     - third\n     - fourth\n`;
    assert.equal(only('rescoped'), `# P\n\n## Tasks\n\n1. [ ] **T1** One\n${scope}2. [ ] **T2** Two\n`);
    const indented = own.replaceAll('1. [ ]', '- [ ]').replaceAll('   ', '\t');
    const bare = `# P\n\n## Tasks\n\n- [ ] **T1** Uno\n- [ ] **T2** Two\n`;
    const reworded = comparePlans(indented, bare).findIndex(({ kind }) => kind === 'reworded');
    const taken = selectChanges(indented, bare, [reworded]);
    assert.match(taken, /^\t\* Files: .*\n\t\* \*\*Done when\*\*:\n\t {2}1\. first$/m, 'indented as before');
    const wording = `- [ ] **T1** Uno\n  * Files: \`a.ts:7\` (the head)\n  * **Done when**:\n    1. first\n    2. second\n`;
    assert.equal(only('reworded'), `# P\n\n## Tasks\n\n${wording}2. [ ] **T2** Two\n`);
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
        const selected = selectChanges(text, proposal, chosen);
        assert.deepEqual(facts(comparePlans(text, selected)), facts(chosen.map((at) => all[at]!)));
        const known = new Set([...fieldsOf(text), ...fieldsOf(proposal)]);
        for (const field of fieldsOf(selected)) assert.ok(known.has(field), `${field}\nin ${selected}`);
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

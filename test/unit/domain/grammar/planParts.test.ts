import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseForEdits } from '../../../../src/domain/grammar/planDocument';
import { allTasks } from '../../../../src/domain/grammar/planModel';
import { planParts } from '../../../../src/domain/grammar/planParts';
import { renderPlan } from '../../../../src/domain/grammar/planRender';
import { drafts, habits, withHabits } from './planTexts';

/** The parts with their tasks by title. */
const partsOf = (source: string) =>
  planParts(source, 'P').map(({ title, body, phases }) => ({
    title,
    body,
    phases: phases.map(({ tasks, texts, ...phase }) => ({ ...phase, tasks: tasks.map((task) => task.title), texts })),
  }));

describe('planParts', () => {
  it('keeps the text around phases and tasks', () => {
    const source =
      '# P\n\n## Phases\n\nBefore all.\n\n### One\n\nIntro.\n\n- [ ] a\n  - Files: `x.ts`\n\nBetween.\n\n- [ ] b\n\n#### Last\n\nAfter.\n\n### Two\n\nNo task yet.\n\n## Risks\n\n- Time\n';
    assert.deepEqual(partsOf(source), [
      {
        title: 'Implementation Phases',
        body: 'Before all.',
        phases: [
          { title: 'One', tasks: ['a', 'b'], texts: ['Intro.', 'Between.', '#### Last\n\nAfter.'] },
          { title: 'Two', tasks: [], texts: ['No task yet.'] },
        ],
      },
      { title: 'Risks', body: '- Time', phases: [] },
    ]);
  });

  it('gives the text above tasks without a phase to their section, and to groups of tasks their names', () => {
    const source = '## Tasks\n\nIn order.\n\n- Server\n  - [ ] a\n\n  Then:\n\n- Client\n  - [ ] b\n';
    const phase = { title: '', tasks: ['a', 'b'], texts: ['', '  Then:\n\n- Client', ''] };
    assert.deepEqual(partsOf(source), [
      { title: 'Implementation Phases', body: 'In order.\n\n- Server', phases: [phase] },
    ]);
  });

  it('gives each section of an imported list its own tasks', () => {
    const source = '# P\n\n## 1. Backend\n\nFirst.\n\n- [ ] a\n- [x] b\n\n## Frontend\n\n- [ ] c\n\n## Notes\n\n- d\n';
    assert.deepEqual(partsOf(source), [
      { title: 'Backend', body: 'First.', phases: [{ title: 'Backend', tasks: ['a', 'b'], texts: ['', '', ''] }] },
      { title: 'Frontend', body: '', phases: [{ title: 'Frontend', tasks: ['c'], texts: ['', ''] }] },
      { title: 'Notes', body: '- d', phases: [] },
    ]);
  });

  it('keeps text outside of the sections, and a title that is not the known one', () => {
    const outside = (source: string) => partsOf(source).map(({ title, body }) => [title, body]);
    assert.deepEqual(outside('# P\n\n> Quoted.\n\nProse.\n\n- [ ] a\n'), [['', 'Prose.\n\n- [ ] a']]);
    assert.deepEqual(outside('# Q\n\nProse.\n'), [['', '# Q\n\nProse.']]);
    assert.deepEqual(outside('# P\n\n## A\n\nIn A.\n\n# More\n\nIn none.\n\n## B\n'), [
      ['A', 'In A.'],
      ['', '# More\n\nIn none.'],
      ['B', ''],
    ]);
    assert.deepEqual(outside('---\nstatus: draft\n---\n# P\n'), [['', '    ---\n    status: draft\n    ---']]);
  });

  it('adds to the notes of a task the fields that say more than files, ids and an estimate', () => {
    const notes = (fields: string) =>
      planParts(`## Tasks\n\n- [ ] **T1** a (1h)\n${fields}`, '')[0]?.phases[0]?.tasks[0]?.notes;
    const plain = '  - Files: `a.ts` (new), delete `b.ts`\n  - Depends on: T2 and T3\n  - Done when: it says so\n';
    assert.equal(notes(`  Note.\n${plain}`), 'Note.');
    const more = ['- Files: `a.ts`, only its head', '- Depends on: T2 (the server)', '- Estimate: 2d'];
    assert.equal(notes(`  Note.\n  ${more.join('\n  ')}`), ['Note.', ...more].join('\n\n'));
    fc.assert(
      fc.property(drafts, (draft) => {
        const text = renderPlan(draft);
        const tasks = planParts(text, '').flatMap(({ phases }) => allTasks({ phases }));
        assert.deepEqual(tasks, allTasks(parseForEdits(text)));
      }),
    );
  });

  it('leaves nothing out and repeats nothing', () => {
    const line = fc.constantFrom(
      ...'# A|## B|## C|## Implementation Phases|### D|### Phase 1: E|#### F|> quote|```|||'.split('|'),
      ...'- [ ] **T1** a|- [x] b|- c|  - [ ] d|  - Files: `e.ts`|- Done when: f|1. g|h|    i'.split('|'),
    );
    const loose = fc.array(line, { maxLength: 25 }).map((all) => all.join('\n'));
    const written = fc.tuple(drafts, habits).map(([draft, habit]) => withHabits(renderPlan(draft), habit));
    const bare = (text: string) => text.split(/\r\n?|\n/).flatMap((each) => each.trim().replace(/^#+ /, '') || []);
    fc.assert(
      fc.property(fc.oneof(loose, written), (source) => {
        const { lines, summaryLines } = parseForEdits(source);
        const summary = summaryLines && lines.range(summaryLines.line, summaryLines.endLine);
        const shown = planParts(source, 'another').flatMap(({ title, body, phases }) => [
          title,
          body,
          ...phases.flatMap((phase) => [
            phase.title === title ? '' : phase.title,
            ...phase.texts.flatMap((text, at) => {
              const task = phase.tasks[at];
              return task ? [text, source.slice(task.range.start, task.range.end)] : text;
            }),
          ]),
        ]);
        const rest = summary ? `${source.slice(0, summary.start)}\n${source.slice(summary.end)}` : source;
        assert.deepEqual(bare(shown.join('\n')), bare(rest));
      }),
      { numRuns: 500 },
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlan, sameButBoxes, setBoxes } from '../../../../src/domain/grammar/planDocument';
import { renderPlan } from '../../../../src/domain/grammar/planRender';
import { drafts, habits, withHabits } from './planTexts';

const example = `# P

## Implementation Phases

- [ ] **T1** Add the bucket store (3h)
  - [ ] a step
- [x] **T4** Read the limits
- **T5** No box
`;

describe('setBoxes and sameButBoxes', () => {
  it('shows progress in the boxes and nowhere else', () => {
    const shown = setBoxes(
      example,
      new Map([
        ['T1', true],
        ['T4', false],
        ['T9', true],
      ]),
    );
    assert.equal(shown, example.replace('[ ] **T1**', '[x] **T1**').replace('[x] **T4**', '[ ] **T4**'));
    assert.deepEqual(
      sameButBoxes(example, shown),
      new Map([
        ['T1', true],
        ['T4', false],
      ]),
    );
  });

  it('leaves boxes that the map does not name, and takes X for done', () => {
    const source = example.replace('[x]', '[X]');
    assert.equal(setBoxes(source, new Map([['T4', true]])), source);
    assert.deepEqual(sameButBoxes(example, source), new Map());
  });

  it('tells any other difference', () => {
    assert.equal(sameButBoxes(example, example.replace('3h', '4h')), null);
    assert.equal(sameButBoxes(example, `${example}\n`), null);
    assert.equal(
      sameButBoxes(example.replace('**T1** ', ''), example.replace('**T1** ', '').replace('[ ]', '[x]')),
      null,
    );
  });

  it("are each other's inverse on any plan", () => {
    fc.assert(
      fc.property(drafts, habits, fc.array(fc.boolean()), (draft, habit, ticks) => {
        const source = withHabits(renderPlan(draft), habit);
        const ids = parsePlan(source).phases.flatMap(({ tasks }) => tasks.flatMap(({ id }) => id ?? []));
        const done = new Map(ids.map((id, at) => [id, ticks[at] ?? false]));
        const shown = setBoxes(source, done);
        assert.equal(shown.length, source.length);
        assert.deepEqual(sameButBoxes(source, shown), new Map(Array.from(done).filter(([, isDone]) => isDone)));
        assert.equal(setBoxes(shown, new Map(ids.map((id) => [id, false]))), source);
      }),
    );
  });
});

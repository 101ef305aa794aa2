import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorAt, isSectionGone, locateAnchor, placeOf } from '../../../src/domain/commentAnchor';
import { editPlan } from '../../../src/domain/edit/planEdit';
import type { PlanEdit } from '../../../src/domain/grammar/planModel';
import { renderPlan } from '../../../src/domain/grammar/planRender';
import { drafts, habits, withHabits } from './grammar/planTexts';

const base = `# Limits

> Keep clients apart.

## Overview & Goals

- Keep one client from starving the others.
- Tell a client when to come back.

## Implementation Phases

### Phase 1: Bucket

- [ ] **T1** Add the bucket store (3h)
  - Files: \`src/bucket.ts\` (new)
  - Done when: the 11th request within a second gets 429
- [ ] **T2** Read the limits from configuration
  - Done when: the 11th request within a second gets 429

### Phase 2: Wire it in

- [ ] **T3** Put the middleware first

## Risks

- A proxy may share one address among clients.
`;

const anchor = (quote: string, source = base) => {
  const start = source.indexOf(quote);
  return anchorAt(source, { start, end: start + quote.length });
};
const found = (source: string, quote: string): string | null => {
  const range = locateAnchor(source, anchor(quote));
  return range && source.slice(range.start, range.end);
};
const after = (...edits: readonly PlanEdit[]): string => editPlan(base, edits).source;

describe('anchorAt', () => {
  it('names task, section, quote and what stands around it', () => {
    assert.deepEqual(anchor('gets 429'), {
      taskId: 'T1',
      section: 'Implementation Phases',
      quote: 'gets 429',
      before: base.slice(base.indexOf('gets 429') - 80, base.indexOf('gets 429')),
      after: base.slice(base.indexOf('gets 429') + 8, base.indexOf('gets 429') + 88),
    });
    assert.equal(anchor('Keep clients apart').section, null);
  });

  it('takes the line where nothing is selected, without marker and box', () => {
    const at = base.indexOf('bucket store');
    assert.equal(anchorAt(base, { start: at, end: at }).quote, '**T1** Add the bucket store (3h)');
  });
});

describe('locateAnchor', () => {
  it('follows a task wherever it goes, its twin lines left alone', () => {
    const moved = after({ type: 'moveTask', task: 'T1', phase: 'Wire it in', after: 'T3' });
    const range = locateAnchor(moved, anchor('the 11th request within a second gets 429'));
    assert.ok(range && range.start > moved.indexOf('**T1**'));
  });

  it('finds words that were edited, and items that went to another section', () => {
    const edited = base.replace('Tell a client when to come back', 'Tell every client exactly when to come back');
    assert.equal(found(edited, 'Tell a client when to come back.'), 'Tell every client exactly when to come back');
    const item = 'A proxy may share one address among clients.';
    const gone = base.replace(`- ${item}\n`, '').replace('## Implementation', `- ${item}\n\n## Implementation`);
    assert.equal(found(gone, item), item);
  });

  it('finds a task that has no id yet', () => {
    const text = base.replace('\n## Risks', '- [ ] Write the documentation of limits\n\n## Risks');
    const range = locateAnchor(text, anchor('Write the documentation of limits', text));
    assert.equal(range && text.slice(range.start, range.end), 'Write the documentation of limits');
  });

  it('takes of a selection over several tasks what stands in the first, so that it is found again', () => {
    const all = base.slice(base.indexOf('### Phase 1'), base.indexOf('### Phase 2')).trim();
    const made = anchor(all);
    assert.equal(made.quote, '### Phase 1: Bucket');
    const { start, end } = locateAnchor(base, made) ?? { start: 0, end: 0 };
    assert.equal(base.slice(start, end), made.quote);
    const tasks = anchor(base.slice(base.indexOf('**T1**'), base.indexOf('## Risks')).trim());
    assert.deepEqual([tasks.taskId, tasks.quote.includes('T2')], ['T1', false]);
    assert.ok(locateAnchor(base, tasks));
  });

  it('looks for a very long quote word for word only', () => {
    const long = Array.from({ length: 400 }, (_, n) => `word${n}`).join(' ');
    const text = base.replace('A proxy may share one address among clients.', long);
    const made = anchor(long, text);
    assert.ok(locateAnchor(text, made));
    assert.equal(locateAnchor(text.replace('word7 ', ''), made), null);
  });

  it('tells what is gone as gone, and shows it at its task, its section or the top', () => {
    const reworked = after({ type: 'updateTask', task: 'T1', doneWhen: 'clients see a page' });
    assert.equal(found(reworked, 'the 11th request within a second gets 429'), null);
    assert.equal(placeOf(reworked, anchor('the 11th request')).start, reworked.indexOf('- [ ] **T1**'));
    const removed = after({ type: 'removeTask', task: 'T1' });
    assert.equal(found(removed, 'the 11th request within a second gets 429'), null, 'not at its twin');
    assert.equal(placeOf(removed, anchor('the 11th request')).start, removed.indexOf('## Implementation'));
    assert.deepEqual(placeOf('Nothing left', anchor('Keep one client')), { start: 0, end: 12 });
  });

  it('shows what was said on a section that is gone where it stood', () => {
    const overview = anchor('Keep one client');
    const without = after({ type: 'removeSection', section: 'Overview & Goals' });
    assert.equal(placeOf(without, overview).start, without.indexOf('## Implementation'));
    const risks = anchor('A proxy may share');
    const atEnd = after({ type: 'removeSection', section: 'Risks' });
    assert.equal(placeOf(atEnd, risks).start, atEnd.indexOf('## Implementation'));
    assert.deepEqual(
      [without, atEnd].map((text) => isSectionGone(text, risks)),
      [false, true],
    );
  });

  it('finds every line of an unchanged text again, however it is written', () => {
    fc.assert(
      fc.property(drafts, habits, fc.nat(), (draft, habit, pick) => {
        const text = withHabits(renderPlan(draft), habit);
        const at = pick % text.length;
        const made = anchorAt(text, { start: at, end: at });
        const range = locateAnchor(text, made);
        // Among equal lines with equal neighbours, none is identifiable.
        if (range) assert.equal(text.slice(range.start, range.end), made.quote);
        else assert.ok(made.quote === '' || text.split(made.quote).length > 2 || made.quote.length < 40);
      }),
    );
  });
});

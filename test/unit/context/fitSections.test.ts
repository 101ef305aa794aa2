import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sectionTokens, shownText } from '../../../src/context/cutSection';
import { fitSections, tokensOf } from '../../../src/context/fitSections';
import type { SectionDraft } from '../../../src/context/sections';

const linesOf = (count: number, first = 1): string =>
  Array.from({ length: count }, (_, at) => `const line${first + at} = read(${first + at});`).join('\n');

const file = (path: string, lines: number, more = 0): SectionDraft => ({
  title: `${path} (lines 1-${lines})`,
  source: 'mention',
  text: linesOf(lines),
  more,
  path,
  startLine: 1,
  endLine: lines,
  reason: 'named',
});

const other = (source: SectionDraft['source'], title: string, lines: number): SectionDraft => ({
  title,
  source,
  text: linesOf(lines),
  reason: 'attached',
});

const titles = (sections: readonly SectionDraft[]): string[] => sections.map(({ title }) => title);

describe('fitSections', () => {
  it('cuts a named file at a line, says how many follow, and leaves out exactly the rest', () => {
    const { kept, leftOut } = fitSections([file('src/a.ts', 400, 800), other('workspace', 'b', 40)], 1000);
    const [shown] = kept;
    const [rest] = leftOut;
    const end = shown?.endLine ?? 0;
    assert.ok(end > 50 && end < 400 && tokensOf(kept) > 950, `${end}`);
    assert.equal(shown?.title, `src/a.ts (lines 1-${end})`);
    assert.equal(shownText(shown!), `${linesOf(end)}\n(${1200 - end} more lines)`);
    assert.deepEqual([rest?.title, rest?.startLine, rest?.endLine], [`src/a.ts (lines ${end + 1}-400)`, end + 1, 400]);
    assert.deepEqual(titles(leftOut).slice(1), ['b'], 'what was only found does not take its room');
  });

  it('cuts what has no line numbers, too', () => {
    const { kept, leftOut } = fitSections([other('attachment', 'Changes that are not committed', 300)], 500);
    const shown = kept[0]!.text.split('\n').length;
    assert.equal(kept[0]?.title, 'Changes that are not committed');
    assert.match(shownText(kept[0]!), new RegExp(`\\n\\(${300 - shown} more lines\\)$`));
    assert.deepEqual(titles(leftOut), [`Changes that are not committed (${300 - shown} more lines)`]);
  });

  it('shows whole what fits whole, and shares the room among the others', () => {
    const drafts = [file('large.ts', 400), file('small.ts', 20), other('attachment', 'Changes', 400)];
    const { kept } = fitSections(drafts, 2000);
    const [small, large, changes] = kept;
    assert.deepEqual(titles(kept).at(0), 'small.ts (lines 1-20)');
    assert.equal(small?.more, 0);
    assert.ok(Math.abs(large!.tokens - changes!.tokens) < 50 && tokensOf(kept) > 1900);
  });

  it('leaves out whole what would be too short to be of use, and what was not named', () => {
    const { kept, leftOut } = fitSections([file('a.ts', 400), other('facts', 'Workspace', 400)], 150);
    assert.deepEqual([kept, titles(leftOut)], [[], ['a.ts (lines 1-400)', 'Workspace']]);
  });

  it('never passes the budget, loses no line, and lets nothing found push out what was named', () => {
    const source = fc.constantFrom<SectionDraft['source']>('project', 'attachment', 'workspace', 'facts');
    const draft = fc.oneof(
      fc.tuple(fc.nat(200), fc.nat(50)).map(([lines, more]) => file(`f${lines}.ts`, lines + 1, more)),
      fc.tuple(source, fc.nat(200)).map(([from, lines]) => other(from, `${from} ${lines}`, lines + 1)),
    );
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 8 }), fc.nat(6000), (drafts, budget) => {
        const { kept, leftOut } = fitSections(drafts, budget);
        assert.ok(tokensOf(kept) <= budget);
        for (const section of [...kept, ...leftOut]) assert.equal(section.tokens, sectionTokens(section));
        const lines = (sections: readonly SectionDraft[]): number =>
          sections.reduce((sum, { text }) => sum + text.split('\n').length, 0);
        assert.equal(lines([...kept, ...leftOut]), lines(drafts));
        const isFound = ({ source: from }: SectionDraft): boolean => from === 'workspace' || from === 'facts';
        const named = drafts.filter((each) => !isFound(each));
        const alone = fitSections(named, budget);
        assert.deepEqual(
          kept.filter((each) => !isFound(each)),
          alone.kept,
        );
        assert.deepEqual(fitSections(drafts, budget), { kept, leftOut });
      }),
    );
  });
});

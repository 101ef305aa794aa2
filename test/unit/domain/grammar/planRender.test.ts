import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import { containBody } from '../../../../src/domain/grammar/planDocumentBody';
import type { PlanDraft } from '../../../../src/domain/grammar/planModel';
import { renderPlan } from '../../../../src/domain/grammar/planRender';
import { drafts, outline } from './planTexts';

const draft: PlanDraft = {
  title: 'Rate limiting for the\npublic API',
  summary: 'What changes\nand why.',
  sections: [
    { title: 'Risks', body: '- None known.' },
    { title: 'Overview & Goals', body: '- Keep one client from starving the others.' },
    { title: 'Testing Strategy', body: '' },
  ],
  phases: [
    {
      title: 'Phase 1: Token bucket',
      tasks: [
        {
          title: 'Add the bucket store',
          estimate: '3h',
          files: [
            { path: 'src/limits/bucket.ts', kind: 'new' },
            { path: 'src/app.ts', kind: 'modify' },
          ],
          dependsOn: ['2'],
          doneWhen: 'the 11th request\nwithin a second gets 429',
          notes: 'Sliding window.',
        },
      ],
    },
    {
      title: 'Phase 2: Wire it in',
      tasks: [{ title: 'Read the limits', estimate: null, files: [], dependsOn: [], doneWhen: '', notes: '' }],
    },
  ],
};

describe('renderPlan', () => {
  it('writes the grammar', () => {
    assert.equal(
      renderPlan(draft),
      `# Rate limiting for the public API

> What changes and why.

## Overview & Goals

- Keep one client from starving the others.

## Implementation Phases

### Phase 1: Token bucket

- [ ] **T1** Add the bucket store (3h)
  - Files: \`src/limits/bucket.ts\` (new), \`src/app.ts\`
  - Depends on: T2
  - Done when: the 11th request within a second gets 429

  Sliding window.

### Phase 2: Wire it in

- [ ] **T2** Read the limits

## Testing Strategy

## Risks

- None known.
`,
    );
  });

  it('follows the order of a template', () => {
    const text = renderPlan(draft, ['Risks', 'Implementation Phases', 'Overview & Goals']);
    assert.deepEqual(
      parsePlan(text).sections.map(({ title }) => title),
      ['Risks', 'Implementation Phases', 'Overview & Goals', 'Testing Strategy'],
    );
  });

  it('is understood as what it was made from', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const text = renderPlan(draft);
        const plan = parsePlan(text);
        assert.equal(plan.title, draft.title);
        assert.equal(plan.summary, draft.summary);
        const prose = plan.sections.filter(({ title }) => title !== 'Implementation Phases');
        assert.deepEqual(
          new Map(prose.map(({ title, body }) => [title, body])),
          new Map(draft.sections.map(({ title, body }) => [title, body])),
        );
        let next = 0;
        const expected = draft.phases.map(({ title, tasks }) => ({
          title,
          tasks: tasks.map((task) => ({
            ...task,
            id: `T${++next}`,
            doneWhen: task.doneWhen || null,
            dependsOn: task.dependsOn.map((position) => `T${position}`),
          })),
        }));
        assert.deepEqual(outline(text), expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('containBody', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['headings of sections', '# One\ntext\n\nTwo\n---\n## Three ##', '### One\ntext\n\n### Two\n### Three'],
    ['deeper headings and code', '#### One\n\n```sh\n# comment\n```', '#### One\n\n```sh\n# comment\n```'],
    ['open code', '````\ncode', '````\ncode\n````'],
    ['a fence in open code', '``````## x\n~~~', '``````## x\n~~~\n``````'],
    ['open HTML', '<!-- hidden', '<!-- hidden\n-->'],
    ['outer blank lines and line breaks', '\r\n\r\n  \r\na\r\nb  \r\n', 'a\nb'],
  ];
  for (const [name, body, expected] of cases)
    it(`contains ${name}`, () => {
      assert.equal(containBody(body), expected);
    });

  it('lets no text reach beyond its section', () => {
    const piece = fc.constantFrom(
      '# ',
      '## x\n',
      '- ',
      '\n',
      '```',
      '~~~\n',
      '<!--',
      '<pre>',
      '<?',
      '<![CDATA[',
      '---\n',
      '===\n',
      '> ',
      '    ',
      'text',
      '</script>',
      '<script>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const body = containBody(pieces.join(''));
        const text = renderPlan({
          ...draft,
          sections: [
            { title: 'Overview & Goals', body },
            { title: 'Risks', body: 'kept' },
          ],
        });
        const plan = parsePlan(text);
        assert.deepEqual(
          plan.sections.map(({ title }) => title),
          ['Overview & Goals', 'Implementation Phases', 'Risks'],
        );
        assert.equal(plan.title, 'Rate limiting for the public API');
        assert.equal(plan.sections[2]?.body, 'kept');
      }),
      { numRuns: 300 },
    );
  });
});

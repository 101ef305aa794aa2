import assert from 'node:assert/strict';
import { requiredSections } from '../../../src/domain/grammar/planModel';
import { claimId, fillTemplate, parseTemplate, templates } from '../../../src/generation/templates';
import { failsWith } from '../../support/failsWith';

const source = `---
id: spike
title: "Spike: try it"
description: Find out
fields:
  - question: What is to be found out?
  - days?: How long may it take?
  - who?: Who looks at it?
sections:
  - Overview & Goals
  - Findings
---
Find out: {{question}}
Within {{ days }} days.

Throw the code away.
`;

describe('templates', () => {
  it('are nine, with ids of their own, questions, and the sections of the grammar in order', () => {
    assert.equal(templates.length, 9);
    assert.equal(new Set(templates.map(({ id }) => id)).size, 9);
    for (const { id, fields, sections } of templates) {
      assert.ok(
        fields.some(({ required }) => required),
        id,
      );
      assert.equal(new Set(fields.map(({ name }) => name)).size, fields.length, id);
      assert.deepEqual(
        sections.filter((title) => (requiredSections as readonly string[]).includes(title)),
        requiredSections,
        id,
      );
    }
  });

  it('place every answer in the request', () => {
    for (const template of templates) {
      const filled = fillTemplate(template, new Map(template.fields.map(({ name }) => [name, `<${name}>`])));
      assert.ok('prompt' in filled);
      for (const { name } of template.fields) assert.ok(filled.prompt.includes(`<${name}>`), `${template.id} ${name}`);
      assert.doesNotMatch(filled.prompt, /\{\{/);
    }
  });
});

describe('parseTemplate', () => {
  it('takes the id from the name of the file and needs no description', () => {
    const text = source.replace('id: spike\n', '').replace('description: Find out\n', '');
    const { id, description } = parseTemplate(text, 'folder/Our Spike.md');
    assert.deepEqual([id, description], ['our-spike', '']);
  });

  it('takes a name without Latin letters as it stands for the id, so that no two share one', () => {
    const text = source.replace('id: spike\n', '');
    const idOf = (file: string) => parseTemplate(text, file).id;
    assert.deepEqual(['Миграция  данных.md', '設計.md', 'План 2.md', 'Größe.md', '2026.md'].map(idOf), [
      'миграция-данных',
      '設計',
      'план-2',
      'gro-e',
      '2026',
    ]);
    assert.equal(idOf('дизайн й.md'.normalize('NFD')), idOf('дизайн й.md'.normalize('NFC')));
  });

  it('reads front matter and request, whatever the line breaks', () => {
    const template = parseTemplate(`\uFEFF${source.replaceAll('\n', '\r\n')}`);
    assert.deepEqual(template, {
      id: 'spike',
      title: 'Spike: try it',
      icon: 'note',
      description: 'Find out',
      fields: [
        { name: 'question', question: 'What is to be found out?', required: true },
        { name: 'days', question: 'How long may it take?', required: false },
        { name: 'who', question: 'Who looks at it?', required: false },
      ],
      sections: ['Overview & Goals', 'Findings'],
      body: 'Find out: {{question}}\nWithin {{ days }} days.\n\nThrow the code away.',
    });
  });

  const wrong: readonly (readonly [string, string, object])[] = [
    ['no front matter', 'Find out.', { reason: 'noFrontMatter' }],
    ['front matter that is not closed', '---\nid: x\n', { reason: 'noFrontMatter' }],
    ['no title', source.replace(/^title.*\n/m, ''), { reason: 'missingValue', name: 'title' }],
    [
      'a field without a question',
      source.replace('question: What is to be found out?', 'What is to be found out?'),
      { reason: 'strangeField', text: 'What is to be found out?' },
    ],
    [
      'a place for no field',
      source.replace('{{question}}', '{{answer}}'),
      { reason: 'unknownField', text: '{{answer}}' },
    ],
    ['no request', source.slice(0, source.lastIndexOf('---') + 4), { reason: 'noRequest' }],
    ['a line that is nothing', source.replace('id: spike', 'spike'), { reason: 'strangeLine', text: 'spike' }],
  ];
  for (const [name, text, problem] of wrong)
    it(`refuses ${name}`, () => {
      const args = { file: 'mine.md', text: '', name: '', ...problem };
      assert.throws(() => parseTemplate(text, 'mine.md'), failsWith('unknownFormat', args));
    });
});

describe('fillTemplate', () => {
  const template = parseTemplate(source);

  it('asks for what is missing instead of sending it', () => {
    const filled = fillTemplate(
      template,
      new Map([
        ['question', ' '],
        ['days', '2'],
      ]),
    );
    assert.ok('missing' in filled);
    assert.deepEqual(
      filled.missing.map(({ name }) => name),
      ['question'],
    );
  });

  it('leaves out optional lines without an answer, and adds answers without a place', () => {
    assert.deepEqual(
      fillTemplate(
        template,
        new Map([
          ['question', 'Is $& fast?'],
          ['who', 'Ada'],
        ]),
      ),
      { prompt: 'Find out: Is $& fast?\n\nThrow the code away.\n- Who looks at it? Ada' },
    );
  });
});

describe('claimId', () => {
  it('leaves an id with the first file that has it, and names that to the next', () => {
    const claimed = new Map<string, string>();
    claimId(claimed, 'spike', 'a.md');
    claimId(claimed, 'probe', 'b.md');
    assert.throws(
      () => claimId(claimed, 'spike', 'c.md'),
      failsWith('unknownFormat', { file: 'c.md', reason: 'idTaken', text: 'id: spike', name: 'a.md' }),
    );
    assert.equal(claimed.get('spike'), 'a.md');
  });
});

import assert from 'node:assert/strict';
import { exportFiles } from '../../../src/plans/planExport';
import { createPlanFromText } from '../../../src/plans/planImport';
import { readPlanText } from '../../../src/plans/planReader';
import { parsePlan } from '../../../src/domain/grammar/planDocument';
import { failsWith } from '../../support/failsWith';
import { openMemoryStorage } from '../../support/memoryStorage';

const openWithProject = async () => {
  const storage = await openMemoryStorage();
  const { id: projectId } = await storage.projects.create({ name: 'Atlas API' });
  const take = (text: string, name?: string) =>
    createPlanFromText(storage, { projectId, text, author: 'import', who: 'Ada', ...(name !== undefined && { name }) });
  return { storage, projectId, take };
};

describe('importing Markdown', () => {
  const accepted: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['a plan with ids', '# A\n\n## Implementation Phases\n\n- [x] **T4** One\n', 'A', ['T4 One, done']],
    ['a list of boxes alone', '- [ ] One\n- [x] Two\n', 'notes', ['T1 One', 'T2 Two, done']],
    ['a title and boxes', '# To do\n\nSome words.\n\n* [ ] One\n', 'To do', ['T1 One']],
    [
      'boxes after some in code and in a comment',
      'Write `- [ ] x`:\n\n```\n- [ ] Sample\n```\n\n<!--\n- [ ] Old\n-->\n\n- [ ] One\n',
      'notes',
      ['T1 One'],
    ],
    ['boxes after code in a list', '1. Run:\n\n   ```\n   - [ ] Sample\n   ```\n\n- [ ] One\n', 'notes', ['T1 One']],
    ['numbered tasks', '# A\n\n## Tasks\n\n1. One\n2. Two\n', 'A', ['T1 One', 'T2 Two']],
    [
      'phases as sections',
      '# A\n\n## Phase 1: B\n\n- [ ] One\n\n## Phase 2: C\n\n- [ ] Two\n',
      'A',
      ['T1 One', 'T2 Two'],
    ],
    ['a list alone after a byte order mark', '\uFEFF- [ ] One\r\n- [x] Two\r\n', 'notes', ['T1 One', 'T2 Two, done']],
    ['words alone', 'Just words.', 'notes', []],
    [
      'priorities as words, not as ids',
      '## Tasks\n\n- [ ] [P1] Fix login\n- [x] [P1] Fix logout\n- [ ] (P2) Tidy\n',
      'notes',
      ['T1 [P1] Fix login', 'T2 [P1] Fix logout, done', 'T3 (P2) Tidy'],
    ],
    [
      'tags that several tasks share as words',
      '## Tasks\n\n- [x] **US1** Add it\n- [ ] **US1** Test it\n- [ ] **US2** Ship it\n',
      'notes',
      ['T1 **US1** Add it, done', 'T2 **US1** Test it', 'US2 Ship it'],
    ],
    [
      'numbers that begin again in each phase',
      '## Tasks\n\n### A\n\n- [x] T1 One\n\n### B\n\n- [ ] T1 Two\n',
      'notes',
      ['T1 One, done', 'T2 Two'],
    ],
    [
      'boxes below numbers with four spaces',
      '# A\n\n1. Setup\n    - [ ] Install\n    - [x] Configure\n2. Build\n    - [ ] Compile\n',
      'A',
      ['T1 Install', 'T2 Configure, done', 'T3 Compile'],
    ],
    ['boxes below words', '- Backend\n  - [ ] One\n- Frontend\n  - [ ] Two\n', 'notes', ['T1 One', 'T2 Two']],
    ['windows line ends and a byte order mark', '\uFEFF# A\r\n\r\n## Tasks\r\n\r\n- [ ] One\r\n', 'A', ['T1 One']],
  ];
  for (const [what, text, title, tasks] of accepted)
    it(`takes ${what}`, async () => {
      const { storage, take } = await openWithProject();
      const plan = await take(text, 'notes');
      const { text: stored } = await readPlanText(storage, plan.id);
      assert.equal(plan.title, title);
      assert.deepEqual(
        parsePlan(stored).phases.flatMap((phase) =>
          phase.tasks.map((task) => `${task.id} ${task.title}${task.done ? ', done' : ''}`),
        ),
        tasks,
      );
    });

  it('leaves a heading that is longer than a title may be as it is written', async () => {
    const { storage, take } = await openWithProject();
    const text = `# ${'x'.repeat(300)}\n\nWords.\n`;
    const plan = await take(text, 'notes');
    assert.equal(plan.title, 'x'.repeat(255));
    assert.equal((await readPlanText(storage, plan.id)).text, text);
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ['nothing', ' \n', 'empty'],
    ['JSON', '{"a": 1}', 'JSON, not Markdown'],
    ['HTML', '<!DOCTYPE html><p>A</p>', 'HTML or XML, not Markdown'],
    ['a binary file', 'PK\u0003\u0004\0\0', 'not a text'],
  ];
  for (const [what, text, reason] of refused)
    it(`refuses ${what}`, async () => {
      const { take, storage } = await openWithProject();
      await assert.rejects(take(text, 'file'), failsWith('unknownFormat', { file: 'file', reason }));
      assert.equal((await storage.plans.list()).total, 0);
    });
});

describe('exporting', () => {
  it('gives each plan a file of its own, in folders by project where everything is exported', async () => {
    const { storage, projectId, take } = await openWithProject();
    await take('# Limits\n\nOne.\n');
    await take('# Limits\n\nTwo.\n');
    const other = await storage.projects.create({ name: 'Atlas: API' });
    await storage.plans.create({ projectId: other.id, title: 'Search', content: '# Search', author: 'user' });
    const stopped = exportFiles(storage, { kind: 'all' }, 'markdown', AbortSignal.abort());
    await assert.rejects(stopped, { name: 'AbortError' });
    const ofProject = await exportFiles(storage, { kind: 'project', projectId }, 'markdown');
    assert.deepEqual(
      ofProject.map(({ name, text }) => [name, text]),
      [
        ['limits.md', '# Limits\n\nOne.\n'],
        ['limits-2.md', '# Limits\n\nTwo.\n'],
      ],
    );
    const all = await exportFiles(storage, { kind: 'all' }, 'markdown');
    assert.deepEqual(
      all.map(({ name }) => name),
      ['atlas-api/limits.md', 'atlas-api/limits-2.md', 'atlas-api-2/search.md'],
    );
  });

  it('puts into the JSON of a project what belongs to it and nothing else', async () => {
    const { storage, projectId, take } = await openWithProject();
    const plan = await take('# Limits\n\n## Tasks\n\n- [x] One\n');
    const { id: sessionId } = await storage.conversations.createSession({ projectId });
    await storage.conversations.addMessage(sessionId, { role: 'user', content: 'hello' });
    const other = await storage.projects.create({ name: 'Other' });
    await storage.plans.create({ projectId: other.id, title: 'Search', content: '# Search', author: 'user' });
    const [file] = await exportFiles(storage, { kind: 'project', projectId }, 'json');
    assert.equal(file?.name, 'atlas-api.json');
    const target = await openMemoryStorage();
    const report = await target.exchange.import([file.text], file.name);
    assert.deepEqual([report.created, report.skipped, report.planIds], [6, 0, [plan.id]]);
    assert.equal((await target.projects.list()).total, 1);
    assert.equal((await target.conversations.messages(sessionId)).length, 1);
    await assert.rejects(exportFiles(storage, { kind: 'plan', planId: 'nowhere' }, 'json'), failsWith('notFound'));
  });
});

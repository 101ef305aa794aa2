import assert from 'node:assert/strict';
import { checkReferences } from '../../../src/context/references/references';
import { requiredSections } from '../../../src/domain/grammar/planModel';
import { renderPlan } from '../../../src/domain/grammar/planRender';
import { MemoryFiles } from '../../support/memoryFiles';
import { type PlayedTurn, playTurn } from '../../support/offlineTurns';
import { goCli, pythonShop, typescriptService } from '../../support/repositories';

const repositories = { typescriptService, pythonShop, goCli };

const requests = [
  ['Add rate limiting to the public API', 'new-feature'],
  ['Fix the crash when a project has no owner', 'bug-fix'],
  ['Refactor the user handling into a service', 'refactoring'],
  ['Integrate Stripe for payments', 'api-integration'],
  ['Migrate user ids to UUIDs in the database', 'database-migration'],
  ['Make listing projects faster', 'performance'],
  ['Harden authentication against brute force', 'security'],
  ['Increase test coverage of the config loader', 'testing-strategy'],
  ['Document the command line for new developers', 'documentation'],
  ['Help me design an onboarding flow', 'new-feature'],
  ['Draft a plan for adding analytics', 'new-feature'],
] as const;

const drafts: {
  readonly name: string;
  readonly request: string;
  readonly files: Readonly<Record<string, string>>;
  readonly turn: PlayedTurn;
}[] = [];

const draftOf = (turn: PlayedTurn): NonNullable<PlayedTurn['draft']> => {
  assert.ok(turn.draft, turn.text);
  return turn.draft;
};
const tasksOf = (turn: PlayedTurn) => draftOf(turn).phases.flatMap(({ tasks }) => tasks);

/** Checks what every draft must satisfy, for any request and workspace. */
const checkDraft = async (turn: PlayedTurn, files: Readonly<Record<string, string>>): Promise<void> => {
  const draft = draftOf(turn);
  assert.match(turn.text, /^Planned offline, without a model/);
  const titles = new Set([...draft.sections.map(({ title }) => title), 'Implementation Phases']);
  for (const section of requiredSections) assert.ok(titles.has(section), section);
  for (const { body } of draft.sections) assert.match(body, /^- \S/);
  const tasks = tasksOf(turn);
  assert.ok(tasks.length >= 3 && tasks.length <= 12, `${tasks.length} tasks`);
  for (const [index, task] of tasks.entries()) {
    assert.ok(task.files.length > 0, task.title);
    for (const { path, kind } of task.files)
      assert.equal(kind, path in files ? 'modify' : 'new', `${task.title}: ${path}`);
    assert.match(task.doneWhen, /`[^`]+`/, task.title);
    assert.match(task.estimate ?? '', /^\d+[mhd]$/);
    for (const before of task.dependsOn)
      assert.ok(Number(before) >= 1 && Number(before) <= index, `${task.title} depends on ${before}`);
  }
  const references = await checkReferences(renderPlan(draft), new MemoryFiles(files));
  assert.deepEqual(
    references.filter(({ state }) => state === 'missing').map(({ text }) => text),
    [],
  );
};

describe('OfflineProvider, drafts', () => {
  for (const [name, files] of Object.entries(repositories))
    for (const [request, template] of requests)
      it(`${name}: ${request}`, async () => {
        const turn = await playTurn(request, { files });
        drafts.push({ name, request, files, turn });
        await checkDraft(turn, files);
        assert.equal(draftOf(turn).template, template);
        assert.ok(turn.rounds <= 5, `${turn.rounds} rounds`);
      });

  it('share no task title and no section with each other', () => {
    assert.equal(drafts.length, 33);
    const owners = new Map<string, string>();
    const claim = (text: string, owner: string): void => {
      assert.equal(owners.get(text) ?? owner, owner, text);
      owners.set(text, owner);
    };
    for (const { name, request, turn } of drafts) {
      for (const { title } of tasksOf(turn)) claim(title, `${name}: ${request}`);
      // What a kind of feature requires is the same in each workspace; how it is built is not.
      for (const { title, body } of draftOf(turn).sections)
        claim(`${title}\n${body}`, title.startsWith('Architecture') ? `${name}: ${request}` : request);
    }
  });

  it('name each file as the project names its files', () => {
    const fresh = (name: string) =>
      drafts
        .filter((draft) => draft.name === name)
        .flatMap(({ turn }) => tasksOf(turn))
        .flatMap(({ files }) => files)
        .filter(({ kind }) => kind === 'new')
        .map(({ path }) => path);
    const code = (name: string) => fresh(name).filter((path) => !/\.(md|sql)$/.test(path));
    for (const path of code('typescriptService'))
      assert.match(path, /^(?:src|test)\/(?:[a-zA-Z]+\/)?[a-z][a-zA-Z]*(?:\.test)?\.ts$/);
    for (const path of code('pythonShop'))
      assert.match(path, /^(?:shop|accounts)\/(?:tests\/test_[a-z_]+\.py|(?:[a-z]+\/)?[a-z0-9_]+\.py)$/);
    for (const path of code('goCli')) assert.match(path, /^(?:internal|cmd)\/(?:[a-z_]+\/)?[a-z_]+\.go$/);
    assert.ok(fresh('pythonShop').includes('shop/migrations/0002_add_user_ids.py'));
    assert.ok(fresh('goCli').some((path) => /^internal\/.*_test\.go$/.test(path)));
  });

  it('are about the code that the request is about', () => {
    const pathsOf = (name: string, request: RegExp) =>
      drafts
        .filter((draft) => draft.name === name && request.test(draft.request))
        .flatMap(({ turn }) => tasksOf(turn))
        .flatMap(({ files }) => files.map(({ path }) => path));
    assert.ok(pathsOf('typescriptService', /no owner/).includes('src/routes/projects.ts'));
    assert.ok(pathsOf('typescriptService', /no owner/).includes('test/projects.test.ts'));
    assert.ok(pathsOf('typescriptService', /listing/).includes('src/routes/projects.ts'));
    assert.ok(pathsOf('typescriptService', /brute/).includes('src/auth/apiKey.ts'));
    assert.ok(pathsOf('typescriptService', /coverage/).includes('src/config.ts'));
    assert.ok(pathsOf('pythonShop', /brute/).includes('accounts/views.py'));
    assert.ok(pathsOf('pythonShop', /coverage/).includes('shop/settings.py'));
    assert.ok(pathsOf('goCli', /listing/).includes('internal/bucket/client.go'));
    assert.ok(pathsOf('goCli', /command line/).includes('cmd/root.go'));
    assert.ok(pathsOf('goCli', /coverage/).includes('internal/config/config.go'));
  });

  for (const [request] of requests)
    it(`without any file: ${request}`, async () => {
      const turn = await playTurn(request);
      await checkDraft(turn, {});
      assert.match(turn.text, /no code yet/);
    });

  it('free the first callers of what goes, however many there are', async () => {
    const callers = Array.from({ length: 12 }, (_, at) => [
      `src/pages/page${at}.ts`,
      `import { legacyExport } from '../legacyExport';\n\nexport const page${at} = () => legacyExport();\n`,
    ]);
    const files = {
      'src/legacyExport.ts': 'export function legacyExport(): string {\n  return "";\n}\n',
      ...Object.fromEntries(callers),
    };
    const tasks = tasksOf(await playTurn('Remove the legacy export', { files }));
    const freed = tasks.filter(({ title }) => /^Free `src\/pages\/page\d+\.ts` of `legacyExport`$/.test(title));
    assert.equal(freed.length, 4);
    const removed = tasks.find(({ title }) => title.startsWith('Remove `legacyExport`'));
    assert.equal(removed?.dependsOn.length, 4);
  });

  it('are the same for the same request', async () => {
    const [a, b] = await Promise.all([
      playTurn(requests[0][0], { files: goCli }),
      playTurn(requests[0][0], { files: goCli }),
    ]);
    assert.deepEqual(a.draft, b.draft);
  });

  const english = /\b(?:the|with|when|and|its|that|which|tests? passes|is)\b/i;
  for (const request of [
    'Füge eine Ratenbegrenzung für die API hinzu',
    'Die App stürzt ab, wenn die Konfigurationsdatei fehlt',
    'Integriere Stripe für Zahlungen',
    'Migriere Benutzer in die Datenbank',
    'Das Auflisten der Projekte ist langsam',
    'Sichere die Anmeldung gegen Brute-Force ab',
    'Schreibe Tests für die Konfiguration',
    'Dokumentiere die Schnittstelle für neue Entwickler',
    'Refaktoriere die Benutzerverwaltung',
    'Entferne die Admin-Routen',
    'Erhöhe die Anzahl der Projekte auf 50',
    'Aktualisiere TypeScript auf Version 6',
    'Importiere Projekte aus CSV',
  ])
    it(`are wholly in German: ${request}`, async () => {
      const turn = await playTurn(request, { files: typescriptService });
      const draft = draftOf(turn);
      assert.match(turn.text, /^Offline geplant, ohne Modell/);
      const texts = [
        draft.title,
        draft.summary,
        ...draft.sections.map(({ body }) => body),
        ...draft.phases.map(({ title }) => title),
        ...tasksOf(turn).flatMap(({ title, doneWhen, notes }) => [title, doneWhen, notes]),
      ].map((text) => text.replace(/`[^`]*`/g, ''));
      for (const text of texts) assert.doesNotMatch(text, english);
    });

  it('differ in kind with the request, in German too', async () => {
    const kinds = async (request: string) => draftOf(await playTurn(request, { files: typescriptService })).template;
    assert.equal(await kinds('Die App stürzt ab, wenn die Konfigurationsdatei fehlt'), 'bug-fix');
    assert.equal(await kinds('Das Auflisten der Projekte ist langsam'), 'performance');
    assert.equal(await kinds('Schreibe Tests für die Konfiguration'), 'testing-strategy');
  });

  it('say nothing in the summary that a revision makes untrue', async () => {
    for (const { turn } of drafts) assert.doesNotMatch(draftOf(turn).summary, /\d+ (?:tasks|phases|h\b)/);
  });

  it('take the language of an empty workspace from the request', async () => {
    const paths = tasksOf(await playTurn('Plan a Django onboarding flow')).flatMap(({ files }) =>
      files.map(({ path }) => path),
    );
    assert.ok(
      paths.includes('pyproject.toml') && paths.some((path) => path.endsWith('onboarding_steps.py')),
      paths.join(),
    );
  });

  it('keep what else was said as requirements, and start from mentioned files', async () => {
    const turn = await playTurn(
      'Add audit logging. It must not slow requests down. Start from @src/store/memoryStore.ts',
      { files: typescriptService },
    );
    assert.match(
      draftOf(turn).sections.find(({ title }) => title.startsWith('Requirements'))?.body ?? '',
      /As asked: It must not slow requests down/,
    );
    assert.ok(turn.calls.some(({ name, args }) => name === 'read_file' && args.path === 'src/store/memoryStore.ts'));
  });
});

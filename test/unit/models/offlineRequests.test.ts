import assert from 'node:assert/strict';
import { parsePlanRequest } from '../../../src/models/offline/request/planRequest';
import { readLanguage } from '../../../src/models/offline/request/requestLanguage';
import { topicOf } from '../../../src/models/offline/topics/topics';

/** A request and its expected reading: kind of work, title, topic. */
const requests: readonly (readonly [string, string, string, string | null])[] = [
  [
    'the app crashes when the config file is missing',
    'bug',
    'Fix the crash of the app when the config file is missing',
    null,
  ],
  ['Users get 500 when the name has an umlaut', 'bug', 'Fix: users get 500 when the name has an umlaut', null],
  [
    'When I accept a proposal twice, the version is stored two times',
    'bug',
    'Fix: when I accept a proposal twice, the version is stored two times',
    null,
  ],
  [
    'Uploading an image with an umlaut in its name returns a 500 error',
    'bug',
    'Fix: uploading an image with an umlaut in its name returns a 500 error',
    null,
  ],
  [
    'The chat view loses the draft when the window is reloaded',
    'bug',
    'Fix: the chat view loses the draft when the window is reloaded',
    null,
  ],
  ['Searching plans is slow with 10,000 plans', 'performance', 'Speed up searching plans', null],
  ['import projects from CSV', 'feature', 'Import projects from CSV', 'imports'],
  ['Add CSV import for users', 'feature', 'Add CSV import for users', 'imports'],
  ['Export projects as CSV', 'feature', 'Export projects as CSV', 'exports'],
  ['New feature: soft delete for projects', 'feature', 'Soft delete for projects', null],
  ['/new feature search for users', 'feature', 'Search for users', 'search'],
  ['Plan a new feature: dark mode', 'feature', 'Dark mode', 'theme'],
  [
    'Plan a fix for this bug: DELETE /users/:id leaves projects without owner',
    'bug',
    'Fix: DELETE /users/:id leaves projects without owner',
    null,
  ],
  ['Plan a refactoring: the routes repeat their checks', 'refactoring', 'The routes repeat their checks', null],
  ['Increase the body limit to 1 MB', 'change', 'Increase the body limit to 1 MB', null],
  ['Remove the admin routes', 'removal', 'Remove the admin routes', null],
  ['Upgrade zod to v5', 'upgrade', 'Upgrade zod to v5', null],
  ['I want users to be able to reset their password', 'feature', 'Let users reset their password', null],
  [
    'Add a way for administrators to see every change that was made to a project, including who made it and from which address, so that audits are possible',
    'feature',
    'Add a way for administrators to see every change',
    null,
  ],
  ['Füge eine Ratenbegrenzung für die API hinzu', 'feature', 'Ratenbegrenzung für die API hinzufügen', 'rateLimit'],
  ['Bitte einen Plan für den CSV-Export der Projekte erstellen', 'feature', 'CSV-Export der Projekte', 'exports'],
  [
    'Die App stürzt ab, wenn die Konfigurationsdatei fehlt',
    'bug',
    'Absturz beheben, wenn die Konfigurationsdatei fehlt',
    null,
  ],
  ['Die Suche ist langsam', 'performance', 'Suche beschleunigen', null],
  [
    'Dokumentiere die Einstellungen für neue Entwickler',
    'documentation',
    'Einstellungen für neue Entwickler dokumentieren',
    null,
  ],
  ['Schreibe Tests für den Router', 'testing', 'Tests für den Router schreiben', null],
  ['Importiere Projekte aus CSV', 'feature', 'Projekte aus CSV importieren', 'imports'],
];

describe('Requests as the offline planner reads them', () => {
  for (const [text, intent, title, topic] of requests)
    it(text, () => {
      const request = parsePlanRequest(text);
      assert.deepEqual([request.intent, request.title], [intent, title]);
      const found = intent === 'feature' ? topicOf(request.codeName, request.codeTarget) : null;
      assert.equal(found?.key ?? null, topic);
      assert.ok(request.title.length <= 80);
    });

  for (const [text, intent, detail] of [
    ['Add a keyboard shortcut, and mention it in the README', 'feature', 'mention it in the README'],
    ['Add rate limiting to the API and write tests', 'feature', 'write tests'],
    ['Füge eine Suche hinzu und dokumentiere sie im README', 'feature', 'dokumentiere sie im README'],
  ] as const)
    it(`plans the work that is asked for first: ${text}`, () => {
      const request = parsePlanRequest(text);
      assert.equal(request.intent, intent);
      assert.deepEqual(request.details, [detail]);
    });

  it('reads a filled template by its answers, not by its instructions', () => {
    const request = parsePlanRequest(
      'Plan a new feature.\n\n- What it does: archive old projects\n- Who uses it: operators\n\nSay first what changes for the user. Cover roll-out and the way back.',
    );
    assert.equal(request.title, 'Archive old projects');
    assert.deepEqual(request.details, ['Who uses it: operators']);
  });

  for (const [text, language, foreign] of [
    ['Add caching', 'english', null],
    ['Dark Mode hinzufügen', 'german', null],
    ['Wo wird der Router verwendet?', 'german', null],
    ['T3 ist fertig', 'german', null],
    ['rate limiting', 'english', null],
    ["Ajouter une limitation de débit à l'API publique", 'english', 'French'],
    ['Añadir un límite de peticiones para la API', 'english', 'Spanish'],
    ['请为公共接口设计限流', 'english', 'Chinese'],
    ['Добавить экспорт проектов', 'english', 'Russian'],
  ] as const)
    it(`reads the language of "${text}"`, () => {
      const read = readLanguage(text);
      assert.deepEqual([read.language, read.foreign], [language, foreign]);
    });
});

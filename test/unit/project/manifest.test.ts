import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const read = (file: string): any => JSON.parse(readFileSync(file, 'utf8'));
const manifest = read('package.json');
const words = read('package.nls.json');
const { contributes, capabilities, activationEvents } = manifest;
const settings: Record<string, any> = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }: { properties: object }) => properties),
);

/** Every `%key%` in a value, however deep. */
const keysIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^%(.+)%$/.test(value) ? [value.slice(1, -1)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : [];
};

describe('the manifest', () => {
  it('has words for every key, and no key without use', () => {
    const used = new Set(keysIn(manifest));
    assert.deepEqual(
      [...used].filter((key) => !(key in words)),
      [],
    );
    assert.deepEqual(
      Object.keys(words).filter((key) => !used.has(key)),
      [],
    );
  });

  it('activates by view, document and panel only, never at start-up', () => {
    assert.deepEqual(activationEvents, ['onFileSystem:devplan', 'onWebviewPanel:devplan.plan']);
  });

  it('lets no workspace change where anything is sent, or how much', () => {
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    const bounds = ['maxTokens', 'maxTurnTokens', 'contextTokens'];
    for (const name of ['provider', 'baseUrl', 'planningModel', 'embeddingModel', 'testMode', ...bounds]) {
      assert.equal(settings[`devplan.${name}`].scope, 'machine', name);
      assert.ok(restrictedConfigurations.includes(`devplan.${name}`), name);
    }
  });

  it('gives each setting one group, and links in descriptions only to commands that it contributes', () => {
    const names = contributes.configuration.flatMap(({ properties }: { properties: object }) =>
      Object.keys(properties),
    );
    assert.equal(new Set(names).size, names.length);
    const known = new Set(contributes.commands.map(({ command }: { command: string }) => command));
    const linked = Object.values<string>(words).flatMap((text) =>
      Array.from(text.matchAll(/\(command:(devplan\.[^.)]+)\)/g), ([, command]) => command),
    );
    assert.ok(linked.length > 0);
    assert.deepEqual(
      linked.filter((command) => !known.has(command)),
      [],
    );
  });

  it('names in menus only commands that it contributes', () => {
    const known = new Set(contributes.commands.map(({ command }: { command: string }) => command));
    const used = Object.values<any[]>(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    assert.deepEqual(
      used.filter((command) => !known.has(command)),
      [],
    );
  });

  it("offers in a row's menu only what is for a row of that kind", () => {
    const items: { when?: string }[] = contributes.menus['view/item/context'];
    assert.deepEqual(
      items.filter(({ when = '' }) => !/\bviewItem (==|=~)/.test(when)),
      [],
    );
  });

  it('offers no review of an archived plan, and hands on nothing that is done', () => {
    const items: { command: string; when: string }[] = contributes.menus['view/item/context'];
    const onlyOpen = items.filter(
      ({ command, when }) =>
        (/(requestReview|approvePlan|requestChanges)$/.test(command) && when.includes('/^plan')) ||
        (/(copyAsPrompt|startInEditorChat)$/.test(command) && /\/\^(phase|task)/.test(when)),
    );
    assert.equal(onlyOpen.length, 8);
    assert.deepEqual(
      onlyOpen.filter(({ when }) => !when.includes('viewItem =~ /open/')),
      [],
    );
  });

  it('offers for several selected rows or files only what acts on all of them', () => {
    const all = ['setStatus', 'requestReview', 'approvePlan', 'archivePlan', 'deletePlan', 'deleteConversation'];
    const several = new Set([...all, 'addFileToChat'].map((name) => `devplan.${name}`));
    const items: { command: string; when: string; group: string }[] = [
      ...contributes.menus['view/item/context'],
      ...contributes.menus['explorer/context'],
    ];
    // The position of a row's inline button shows which row it is for.
    for (const { command, when, group } of items.filter((item) => !item.group.startsWith('inline')))
      assert.equal(when.includes('!listMultiSelection'), !several.has(command), `${command} (${group})`);
  });

  it('describes every setting, in docs/settings.md too', () => {
    const documented = readFileSync('docs/settings.md', 'utf8');
    for (const [name, setting] of Object.entries(settings)) {
      assert.ok(setting.markdownDescription, name);
      assert.ok('default' in setting, name);
      assert.ok(documented.includes(`\`${name.replace('devplan.', '')}\``), `${name} is documented`);
    }
  });
});

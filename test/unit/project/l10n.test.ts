import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { templates } from '../../../src/generation/templates';
import type * as bundleModule from '../../../scripts/editor/l10nBundle.mjs';

const read = (file: string): object => JSON.parse(readFileSync(file, 'utf8'));
/** The files in a folder that translate the named one. */
const translations = (folder: string, base: string): string[] =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.startsWith(`${base}.`) && name !== `${base}.json`)
    .map((name) => join(folder, name));

describe('the words for people', () => {
  it('all stand where the bundle of the package finds them, and every translation has them all', async () => {
    const script = pathToFileURL(resolve('scripts', 'editor', 'l10nBundle.mjs')).href;
    const { findSentences } = (await import(script)) as typeof bundleModule;
    const { sentences, computed } = findSentences();
    assert.ok(sentences.includes('Delete {0} conversations?'), 'one of the extension');
    assert.ok(sentences.includes('what is selected in the editor'), 'one by the short name of the call');
    assert.ok(sentences.includes('What the model will see'), 'one of the webviews');
    assert.ok(sentences.includes('split into {0}'), 'one about a change');
    for (const { title, description, fields } of templates)
      for (const text of [title, description, ...fields.map(({ question }) => question)])
        assert.ok(sentences.includes(text), text);
    // The texts of changes, of the templates and of the webviews each come from a table through a single call.
    assert.deepEqual(computed.toSorted(), [
      join('editor', 'changeWords.ts'),
      join('editor', 'templates', 'templateLibrary.ts'),
      join('editor', 'webviews', 'localStrings.ts'),
    ]);
    for (const file of translations('l10n', 'bundle.l10n'))
      assert.deepEqual(Object.keys(read(file)).toSorted(), sentences, file);
    for (const file of translations('.', 'package.nls'))
      assert.deepEqual(Object.keys(read(file)).toSorted(), Object.keys(read('package.nls.json')).toSorted(), file);
  });
});

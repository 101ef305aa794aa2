import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { showControls } from '../../../webview-ui/bidi';
import { strings } from '../../../src/shared/strings';
import { counted, setWords, t } from '../../../webview-ui/words';

describe('webview words', () => {
  beforeEach(() => setWords(strings));
  it('fills in arguments', () => {
    assert.equal(t('tasksDone', 1, 1), 'Tasks done: 1 of 1');
    assert.equal(counted('didRead', 1), 'read 1 file');
    assert.equal(counted('tasks', 3, 1), '3 tasks · 1 done');
  });
  it("are the host's", () => {
    setWords({ ...strings, send: 'Senden' });
    assert.equal(t('send'), 'Senden');
    assert.equal(t('stop'), 'Stop');
  });
  it('are used, each of them', () => {
    const code = readdirSync('webview-ui', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join('webview-ui', name), 'utf8'))
      .join('\n');
    const isUsed = (key: string): boolean =>
      [key, key.replace(/(One|Many)$/, '')].some((name) => code.includes(`'${name}'`) || code.includes(`"${name}"`));
    assert.deepEqual(
      Object.keys(strings).filter((key) => !isUsed(key)),
      [],
    );
  });
  it('number their arguments from 0 without a gap', () => {
    for (const [key, words] of Object.entries(strings)) {
      const places = [...new Set(Array.from(words.matchAll(/\{(\d)\}/g), ([, place]) => Number(place)))].sort(
        (a, b) => a - b,
      );
      // The singular may leave the number out.
      const first = key.endsWith('One') ? (places[0] ?? 0) : 0;
      assert.deepEqual(
        places,
        places.map((_, index) => index + first),
        key,
      );
    }
  });
  it('has words for one wherever it has words for many', () => {
    const keys = Object.keys(strings);
    for (const key of keys.filter((name) => name.endsWith('Many')))
      assert.ok(keys.includes(key.replace(/Many$/, 'One')), key);
  });
  it('shows control characters that turn the direction of text', () => {
    assert.equal(showControls('a\u202eb\u2066c\u061cd'), 'a\\u202eb\\u2066c\\u061cd');
    assert.equal(showControls('שלום'), 'שלום');
  });
});

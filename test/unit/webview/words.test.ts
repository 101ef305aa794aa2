import assert from 'node:assert/strict';
import { showControls } from '../../../webview-ui/bidi';
import { strings } from '../../../webview-ui/strings';
import { counted, setWords, t } from '../../../webview-ui/words';

describe('webview words', () => {
  afterEach(() => setWords({}));
  it('fills in arguments', () => {
    assert.equal(t('tasksDone', 2, 7), '2 of 7 tasks done');
    assert.equal(counted('didRead', 1), 'read 1 file');
    assert.equal(counted('tasks', 3, 1), '3 tasks · 1 done');
  });
  it("takes the host's words and stays English where they lack a key", () => {
    setWords({ send: 'Senden' });
    assert.equal(t('send'), 'Senden');
    assert.equal(t('stop'), 'Stop');
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

import assert from 'node:assert/strict';
import { strings } from '../../../../src/shared/strings';
import { summarize } from '../../../../webview-ui/chat/activity';
import { setWords } from '../../../../webview-ui/words';

const did = (...tools: readonly string[]): string => summarize(tools.map((tool) => ({ tool, subject: 'x' })));

describe('chat activity', () => {
  before(() => setWords(strings));
  it('tells in one line what was read and searched', () => {
    assert.equal(did('read_file', 'search_text', 'read_file', 'find_symbol'), 'Read 2 files, searched 2 times');
    assert.equal(did('search_text'), 'Searched once');
    assert.equal(did('list_files', 'read_plan'), 'Listed 1 folder, took 1 other step');
  });
});

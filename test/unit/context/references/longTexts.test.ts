import assert from 'node:assert/strict';
import { normalizedText } from '../../../../src/context/drift/normalizedText';
import { readRequest } from '../../../../src/context/index/ranking/request';
import { Vocabulary } from '../../../../src/context/index/store/vocabulary';
import { findPathMentions } from '../../../../src/context/references/planPaths';
import { addedScripts, findScriptMentions } from '../../../../src/context/references/planScripts';
import { findSymbolMentions } from '../../../../src/context/references/planSymbols';
import { workspaceFacts } from '../../../../src/context/files/workspaceFacts';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import { looseRevision } from '../../../../src/generation/looseRevision';
import { MemoryFiles } from '../../../support/memoryFiles';

// Anything that scans such a text again from each position exceeds a test's time limit.
describe('a long text that somebody made to be read slowly', () => {
  it('may be a manifest of empty lines', async () => {
    const files = new MemoryFiles({ 'setup.cfg': '\n'.repeat(400_000) });
    assert.deepEqual((await workspaceFacts(files)).manifest, { path: 'setup.cfg', name: null });
  });

  it('may be a line of backticks', () => {
    const line = `a ${'`'.repeat(400_000)}a`;
    assert.deepEqual(findPathMentions(line), []);
    assert.deepEqual(findScriptMentions(line), []);
  });

  it('may be a line of spaces', () => assert.deepEqual(findPathMentions(' '.repeat(400_000)), []));

  it('may be a line of dashes where files stand', () =>
    assert.deepEqual(findPathMentions(`Files: ${'-'.repeat(400_000)}`), []));

  it('may be a line that moves one file after another', () => {
    const paths = findPathMentions('move `src/app.ts` '.repeat(10_000));
    assert.equal(paths.length, 10_000);
    assert.ok(paths.every(({ declaredNew }) => !declaredNew));
    assert.deepEqual(findSymbolMentions('move `src/app.ts` '.repeat(10_000), paths), []);
  });

  it('may be a line that adds and adds', () => {
    assert.deepEqual(addedScripts('add '.repeat(200_000)), []);
    assert.equal(findScriptMentions('add `npm run x` '.repeat(10_000)).length, 10_000);
  });

  it('may run a script with many flags', () =>
    assert.deepEqual(findScriptMentions(`\`npm run ${'--flag '.repeat(34)}!\``), []));

  it('may be code whose quotes, comments and brackets never end', () => {
    for (const part of ['\\"', "\\'", '\\`', '/*a'])
      assert.ok(normalizedText('app.ts', `"${part.repeat(200_000)}`).length >= 1, part);
    assert.equal(normalizedText('app.go', 'a['.repeat(200_000)).length, 400_000);
  });

  it('may be a field of links that never end', () => {
    const source = `# Plan\n\n## Implementation Phases\n\n- [ ] **T1** Work\n  - Files: ${'[]('.repeat(100_000)}\n`;
    assert.deepEqual(parsePlan(source).phases[0]?.tasks[0]?.files, []);
  });

  it('may be the type of an edit', () => assert.ok(looseRevision({ type: `${'-'.repeat(400_000)}!` })));

  it('may be one word', () => assert.deepEqual(readRequest('a'.repeat(400_000), new Vocabulary()).paths, []));
});

import assert from 'node:assert/strict';
import { unchangedReferences } from '../../../../src/context/drift/unchangedReferences';
import { checkReferences } from '../../../../src/context/references/references';
import { MemoryFiles } from '../../../support/memoryFiles';

const plan = `# Config

> Starts from \`src/config.ts\`.

## Architecture & Design
It reads \`src/read.ts\`.

## Implementation Phases

### Phase 1: Read

- [ ] **T1** Cap the size
  - Files: \`src/size.ts\`
- [ ] **T2** Say what is wrong
  - Files: \`src/words.ts\``;

const files = new MemoryFiles({ 'src/config.ts': '', 'src/read.ts': '', 'src/size.ts': '', 'src/words.ts': '' });

/** The files that a changed text names in unchanged parts. */
const unchanged = async (text: string): Promise<string[]> =>
  unchangedReferences(plan, text, await checkReferences(text, files)).map(({ path }) => path.slice('src/'.length));

describe('the references of what stayed as it was', () => {
  it('are those of every other part where one is edited', async () => {
    assert.deepEqual(await unchanged(plan.replace('Cap', 'Limit')), ['config.ts', 'read.ts', 'words.ts']);
    assert.deepEqual(await unchanged(plan.replace('It reads', 'All in')), ['config.ts', 'size.ts', 'words.ts']);
    assert.deepEqual(await unchanged(plan.replace('Starts from', 'From')), ['read.ts', 'size.ts', 'words.ts']);
  });

  it('are those of tasks that were ticked or moved, not of one that took another id', async () => {
    const ticked = plan.replace('[ ] **T2**', '[x] **T2**');
    assert.deepEqual(await unchanged(ticked), ['config.ts', 'read.ts', 'size.ts', 'words.ts']);
    const [head, first, second] = plan.split(/(?=- \[ \])/);
    assert.deepEqual(await unchanged(`${head}${second}\n\n### Phase 2: Size\n\n${first}`), [
      'config.ts',
      'read.ts',
      'words.ts',
      'size.ts',
    ]);
    assert.deepEqual(await unchanged(plan.replace('T2', 'T3')), ['config.ts', 'read.ts', 'size.ts']);
  });
});

import assert from 'node:assert/strict';
import { checkReferences } from '../../../src/context/references/references';
import { withoutDoneWork } from '../../../src/generation/referenceProblems';
import { MemoryFiles } from '../../support/memoryFiles';

describe('references of work that is done', () => {
  it('are not missing where the work has taken away what they name', async () => {
    const source = `# Plan

## Implementation Phases

### Phase 1: One

- [x] **T1** Remove the old one
  - Files: \`src/legacy.ts\` (delete), \`src/app.ts\`
- [ ] **T2** Remove the other one
  - Files: \`src/older.ts\` (delete)
`;
    const references = await checkReferences(source, new MemoryFiles({ 'src/app.ts': '' }));
    const told = (list: typeof references | readonly (typeof references)[number][]) =>
      list.map(({ text, state }) => `${text} ${state}`);
    assert.deepEqual(told(references), ['src/legacy.ts missing', 'src/app.ts found', 'src/older.ts missing']);
    assert.deepEqual(told(withoutDoneWork(source, references)), ['src/app.ts found', 'src/older.ts missing']);
  });
});

import assert from 'node:assert/strict';
import { type MirrorSide, openMirrored, openSide } from '../../support/mirrorSide';
import type { memoryMirrorFolder } from '../../support/memoryMirrorFolder';

const text = `# Limits

## Implementation Phases

- [ ] **T1** Add it
  - Done when: it is there
`;

describe('PlanMirror, where a plan changes while it takes in what its files have', () => {
  let disk: ReturnType<typeof memoryMirrorFolder>;
  let ada: MirrorSide;
  let planId: string;
  beforeEach(async () => {
    ({ disk, ada, planId } = await openMirrored(text));
    const bob = await openSide(disk.folder);
    await bob.sync();
    await bob.begin(planId, 'Whose?', 'Bob');
    await bob.sync();
    await bob.storage.close();
  });
  afterEach(() => ada.storage.close());

  /** Does something once, after the given number of transactions. */
  const after = (number: number, work: () => Promise<unknown>): void => {
    const { storage } = ada;
    const transaction = storage.transaction.bind(storage);
    let left = number;
    storage.transaction = async (inner) => {
      if (left === 0) await work();
      left -= 1;
      return transaction(inner);
    };
  };

  const changes = [
    [
      'a tick',
      () => ada.storage.plans.setProgress(planId, 'T1', true, { who: 'Ada', why: 'tried it' }),
      { markdown: /- \[x\] \*\*T1\*\*/, review: /"tried it"/ },
    ],
    ['a comment', () => ada.begin(planId, 'Why?'), { markdown: /- \[ \] \*\*T1\*\*/, review: /"Why\?"/ }],
    [
      'a text',
      () => ada.change(planId, text.replace('Add it', 'Add it now')),
      { markdown: /Add it now/, review: /"Whose\?"/ },
    ],
  ] as const;
  for (const [what, change, expected] of changes)
    for (const number of [1, 2])
      it(`writes ${what} made after ${number} of its transactions, and nothing again`, async () => {
        after(number, change);
        await ada.sync();
        await ada.sync();
        assert.match(disk.files.get('limits.md')!, expected.markdown);
        assert.match(disk.files.get('limits.review.json')!, expected.review);
        assert.ok((await ada.bodies(planId)).flat().includes('Whose?'));
        const writes = disk.writes();
        await ada.sync();
        assert.equal(disk.writes(), writes);
      });
});

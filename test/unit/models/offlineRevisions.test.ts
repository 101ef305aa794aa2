import assert from 'node:assert/strict';
import { ask, before, changed, check, without } from '../../support/revisedPlan';

describe('OfflineProvider, revisions of a plan', () => {
  describe('add', () => {
    check('add a task to measure the load', [...before.slice(0, 2), '1 T5 Measure the load', ...before.slice(2)]);
    check('Add a task "Measure the load" to phase 2 (2h)', [...before, '2 T5 Measure the load (2h)']);
    check('please add a new task: measure the load after T1', [
      before[0]!,
      '1 T5 Measure the load',
      ...before.slice(1),
    ]);
    check('Add tests for the admin routes', [...before, '2 T5 Add tests for the admin routes']);
    check('Cover the admin routes too', [...before.slice(0, 2), '1 T5 Cover the admin routes', ...before.slice(2)]);
    check('Also handle websocket connections.', [
      ...before.slice(0, 2),
      '1 T5 Handle websocket connections',
      ...before.slice(2),
    ]);
    check('We also need an admin override', [...before.slice(0, 2), '1 T5 An admin override', ...before.slice(2)]);

    for (const [message, path] of [
      ['Add a task to document the limits', 'docs/api.md'],
      ['Also update the readme', 'README.md'],
    ] as const)
      it(`grounds "${message}" in ${path}`, async () => {
        const { edits } = await ask(message);
        const files = edits.flatMap((edit) => (edit.type === 'addTask' ? edit.task.files : []));
        assert.deepEqual(files, [{ path, kind: 'modify' }]);
      });

    it('grounds a new task by search', async () => {
      const { edits, calls } = await ask('Cover the admin routes too, and say how we test it.');
      assert.ok(calls.some(({ name }) => name === 'search_text'));
      const tasks = edits.flatMap((edit) => (edit.type === 'addTask' ? edit.task : []));
      assert.deepEqual(
        tasks.map(({ title }) => title),
        ['Cover the admin routes', 'Test rate limiting'],
      );
      assert.deepEqual(tasks[0]?.files, [
        { path: 'src/routes/admin.ts', kind: 'modify' },
        { path: 'test/admin.test.ts', kind: 'new' },
      ]);
      assert.match(tasks[0].doneWhen, /`adminRoutes` \(`src\/routes\/admin\.ts:1`\)/);
    });

    it('adds phases and items of sections', async () => {
      assert.deepEqual((await ask('Add a phase Rollout')).edits, [{ type: 'addPhase', title: 'Rollout', after: null }]);
      assert.deepEqual((await ask('add a phase called "Load test" after phase 1')).edits, [
        { type: 'addPhase', title: 'Load test', after: 'Phase 1: Token bucket' },
      ]);
      assert.deepEqual((await ask('Add a risk: counters are lost at a restart')).edits, [
        { type: 'appendToSection', section: 'Risks', body: '- Counters are lost at a restart' },
      ]);
      assert.deepEqual((await ask('add "No Redis" to the constraints')).edits, [
        { type: 'appendToSection', section: 'Requirements & Constraints', body: '- No Redis' },
      ]);
      assert.deepEqual((await ask('Add an open question about the gateway')).edits, [
        { type: 'appendToSection', section: 'Open Questions', body: '- The gateway' },
      ]);
    });
  });

  describe('remove', () => {
    check('remove T3', without('T3'));
    check('Delete task 3 and T4', without('T3', 'T4'));
    check('remove the docs task', without('T4'));
    check('drop phase 2', without('T3', 'T4'));
    check('Remove the "Proof" phase', without('T3', 'T4'));
  });

  describe('split', () => {
    check('split T2 into write the middleware and wire it', [
      before[0]!,
      '1 T2 Write the middleware (2h)',
      '1 T5 Wire it (2h)',
      ...before.slice(2),
    ]);
    check('Split T2 into A, B and C', [
      before[0]!,
      '1 T2 A (1.5h)',
      '1 T6 B (1.5h)',
      '1 T5 C (1.5h)',
      ...before.slice(2),
    ]);
    check('split T1', [
      '1 T1 Add the bucket store: `bucket.ts` (1.5h)',
      '1 T5 Add the bucket store: `app.ts` (1.5h)',
      ...before.slice(1),
    ]);
    check('split T4', [...before, '2 T5 Test: Write the docs']);
  });

  describe('move', () => {
    check('move T4 to phase 1', [...before.slice(0, 2), '1 T4 Write the docs', before[2]!]);
    check('Move T1 after T3', [before[1]!, before[2]!, '2 T1 Add the bucket store (3h)', before[3]!]);
    check('move T4 before T3', [...before.slice(0, 2), before[3]!, before[2]!]);
    check('move T2 before T1', [before[1]!, before[0]!, ...before.slice(2)]);
    check('put T1 and T2 into the Proof phase', [
      before[2]!,
      before[3]!,
      '2 T1 Add the bucket store (3h)',
      '2 T2 Put the limiter before the router (4h)',
    ]);
  });

  describe('rename', () => {
    check('rename T2 to Limit before routing', changed('T2', '1 T2 Limit before routing (4h)'));
    check('Rename task 4 to "Tell of 429"', changed('T4', '2 T4 Tell of 429'));
    it('renames phases and the plan', async () => {
      assert.deepEqual((await ask('rename phase 2 to Tests and docs')).edits, [
        { type: 'renamePhase', phase: 'Phase 2: Proof', title: 'Tests and docs' },
      ]);
      assert.deepEqual((await ask('rename the plan to Throttling')).edits, [{ type: 'setTitle', title: 'Throttling' }]);
    });
  });

  describe('estimate', () => {
    check('estimate T3 2d', changed('T3', '2 T3 Test the limits (2d)'));
    check('T4 takes about 30 minutes', changed('T4', '2 T4 Write the docs (30m)'));
    check('set the estimate of T1 to 1.5 hours', changed('T1', '1 T1 Add the bucket store (1.5h)'));
  });

  describe('acceptance', () => {
    for (const message of [
      'acceptance of T3: ten clients get 429',
      'T3 is done when ten clients get 429',
      'Set the acceptance criteria for T3 to ten clients get 429',
    ])
      it(message, async () => {
        assert.deepEqual((await ask(message)).edits, [
          { type: 'updateTask', task: 'T3', doneWhen: 'ten clients get 429' },
        ]);
      });
  });

  describe('tick', () => {
    const ticks = async (message: string) => (await ask(message)).ticks.map(({ id, done }) => `${id} ${done}`);
    for (const [message, expected] of [
      ['T3 is done', ['T3 true']],
      ['T1 and T2 are done.', ['T1 true', 'T2 true']],
      ['tick T1, T2 and T4', ['T1 true', 'T2 true', 'T4 true']],
      ['mark the docs task as done', ['T4 true']],
      ['I finished T3', ['T3 true']],
      ['T3 is not done yet', ['T3 false']],
      ['reopen T3', ['T3 false']],
      ['mark T3 as open', ['T3 false']],
    ] as const)
      it(message, async () => assert.deepEqual(await ticks(message), expected));

    it("keeps the user's words as the reason", async () => {
      assert.equal((await ask('T3 is done')).ticks[0]?.reason, 'T3 is done');
    });
  });

  it('understands several commands in one message, and changes progress beside the text', async () => {
    const { edits, ticks, text } = await ask(
      'T1 is done. Remove T4, rename T3 to Try the limits and estimate T2 1d; add a task to watch the log',
    );
    assert.deepEqual(
      ticks.map(({ id }) => id),
      ['T1'],
    );
    assert.deepEqual(
      edits.map(({ type }) => type),
      ['removeTask', 'updateTask', 'updateTask', 'addTask'],
    );
    assert.match(text, /removes T4; renames T3/);
    assert.match(text, /until you accept/);
  });

  it('understands a list', async () => {
    const { edits } = await ask('Please:\n- remove T4\n- estimate T1 2h\n');
    assert.deepEqual(
      edits.map(({ type }) => type),
      ['removeTask', 'updateTask'],
    );
  });

  it('names what it did not understand or find, and does the rest', async () => {
    const { edits, text } = await ask('Remove T9. Estimate T1 2h. Make it shine.');
    assert.equal(edits.length, 1);
    assert.match(text, /Which task is "T9"\? The plan has T1, T2, T3, T4\./);
    assert.match(text, /did not understand "Make it shine"/);
  });

  for (const message of [
    'Make it better',
    'Does the gateway retry on 429?',
    'What does T3 mean?',
    'Rewrite everything in Rust',
    'remove T9',
    'Remove all the things we talked about yesterday',
  ])
    it(`changes nothing for: ${message}`, async () => {
      const { edits, ticks, draft, text } = await ask(message);
      assert.deepEqual([edits, ticks, draft], [[], [], null]);
      assert.match(text, /Offline I understand|^Answered offline, without a model/);
    });

  for (const message of [
    'Plan an onboarding flow',
    'Help me design an onboarding flow',
    'Draft a plan for adding analytics',
    'Now create another plan for the search',
    'I want a new plan for billing',
  ])
    it(`begins a new plan for: ${message}`, async () => {
      const { draft, edits } = await ask(message);
      assert.ok(draft);
      assert.deepEqual(edits, []);
    });
});

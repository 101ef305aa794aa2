import assert from 'node:assert/strict';
import { checkReferences } from '../../../src/context/references/references';
import { parsePlan } from '../../../src/domain/grammar/planDocument';
import { requiredSections } from '../../../src/domain/grammar/planModel';
import type { CheckedReference } from '../../../src/domain/references';
import { DevPlanGenerator } from '../../../src/generation/devPlanGenerator';
import { MemoryFiles } from '../../support/memoryFiles';

/** Knows `src/app.ts` and nothing else. */
const ground = async (source: string): Promise<readonly CheckedReference[]> =>
  Array.from(source.matchAll(/`([^`]+\.ts)`/g), ({ 1: path = '', index }) => ({
    kind: 'path' as const,
    text: path,
    path,
    line: null,
    state:
      path === 'src/app.ts'
        ? ('found' as const)
        : path.startsWith('two/')
          ? ('ambiguous' as const)
          : ('missing' as const),
    nearest: path.startsWith('src/') ? 'src/app.ts' : null,
    offset: index + 1,
    length: path.length,
  }));
const generator = new DevPlanGenerator(ground);

const draft = (path: string, dependsOn: readonly string[] = [], kind = 'modify') => ({
  title: 'Limits',
  summary: 'Why.',
  sections: requiredSections
    .filter((title) => title !== 'Implementation Phases')
    .map((title) => ({ title, body: 'Text.' })),
  phases: [
    {
      title: 'Bucket',
      tasks: [{ title: 'Add it', files: [{ path, kind }], dependsOn, doneWhen: 'it runs' }],
    },
  ],
});

const planOf = async (input: unknown, options?: Parameters<DevPlanGenerator['fromDraft']>[1]) => {
  const result = await generator.fromDraft(input, options);
  assert.ok('content' in result, JSON.stringify(result));
  return result;
};

describe('DevPlanGenerator', () => {
  it('writes a plan in the grammar, without problems where there are none', async () => {
    const plan = await planOf(draft('src/app.ts'));
    assert.equal(plan.title, 'Limits');
    assert.deepEqual(plan.problems, []);
    assert.deepEqual(
      parsePlan(plan.content).sections.map(({ title }) => title),
      requiredSections,
    );
  });

  it('lists files that do not exist with the nearest, at the task that names them', async () => {
    const { problems, content } = await planOf(draft('src/ap.ts'));
    assert.deepEqual(
      problems.map(({ code, severity, args, taskId, range }) => [
        code,
        severity,
        args,
        taskId,
        content.slice(range.start, range.end),
      ]),
      [
        [
          'missingReference',
          'error',
          { kind: 'path', text: 'src/ap.ts', path: 'src/ap.ts', nearest: 'src/app.ts' },
          'T1',
          'src/ap.ts',
        ],
      ],
    );
    assert.deepEqual(
      (await planOf(draft('two/x.ts'))).problems.map(({ code }) => code),
      ['ambiguousReference'],
    );
  });

  it('calls no file new that exists at exactly that path', async () => {
    const files = new MemoryFiles({ 'src/app.ts': '', 'lib/inner/cart.ts': '' });
    const grounded = new DevPlanGenerator((source) => checkReferences(source, files));
    for (const [path, expected] of [
      ['src/app.ts', 'Files: `src/app.ts`\n'],
      ['src/limits.ts', 'Files: `src/limits.ts` (new)\n'],
      ['inner/cart.ts', 'Files: `inner/cart.ts` (new)\n'],
    ] as const) {
      const plan = await grounded.fromDraft(draft(path, [], 'new'));
      assert.ok('content' in plan, JSON.stringify(plan));
      assert.ok(plan.content.includes(expected), plan.content);
      assert.deepEqual(plan.problems, []);
    }
  });

  it('lists what is missing, and what is too long for the ask', async () => {
    const { problems } = await planOf(
      { ...draft('src/app.ts'), sections: [] },
      { sections: ['Risks', 'Implementation Phases'], budget: 10 },
    );
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['missingSection', 'planTooLong'],
    );
  });

  it('writes sections in the order of a template', async () => {
    const { content } = await planOf(draft('src/app.ts'), {
      sections: ['Testing Strategy', 'Implementation Phases', 'Overview & Goals'],
    });
    assert.deepEqual(
      parsePlan(content)
        .sections.slice(0, 3)
        .map(({ title }) => title),
      ['Testing Strategy', 'Implementation Phases', 'Overview & Goals'],
    );
  });

  it('refuses what is no plan and what nobody could mend', async () => {
    for (const input of ['', 'Error: overloaded', '{"title":', { error: 'x' }, [], null]) {
      const result = await generator.fromDraft(input);
      assert.ok('issues' in result && result.issues.length > 0, JSON.stringify(result));
    }
    assert.deepEqual(await generator.fromDraft(draft('src/app.ts', ['1'])), {
      issues: ['The dependencies T1 → T1 lead back to where they begin.'],
    });
  });

  it('revises by edits and tells the changes', async () => {
    const { content } = await planOf(draft('src/app.ts'));
    const revised = await generator.revise(
      content,
      {
        edits: [
          { type: 'updateTask', task: 'T1', files: ['src/new.ts'] },
          { type: 'addTask', phase: 'Bucket', newTask: { title: 'Ship', depends_on: ['T1'] } },
        ],
      },
      ['T2'],
    );
    assert.ok('content' in revised, JSON.stringify(revised));
    assert.equal(revised.summary, '1 added, 1 re-scoped');
    assert.deepEqual(
      revised.changes.map(({ kind, taskId }) => `${kind} ${taskId}`),
      ['added T3', 'rescoped T1'],
    );
    assert.deepEqual(
      revised.problems.map(({ code, taskId }) => `${code} ${taskId}`),
      ['missingAcceptance T3', 'missingReference T1'],
    );
    assert.ok(revised.content.startsWith(content.slice(0, content.indexOf('- [ ]'))));
  });

  it('tells of a revision only the problems that it brings, a cycle once wherever it begins', async () => {
    const { content } = await planOf(draft('src/ap.ts'));
    const add = (title: string, ...dependsOn: string[]) => ({
      type: 'addTask',
      phase: 'Bucket',
      newTask: { title, dependsOn, doneWhen: 'it runs' },
    });
    const codes = async (source: string, ...edits: readonly object[]) => {
      const revised = await generator.revise(source, { edits }, []);
      assert.ok('content' in revised, JSON.stringify(revised));
      return [revised.content, revised.problems.map(({ code }) => code)] as const;
    };
    const [cyclic, found] = await codes(content, add('Ship', 'T1'), {
      type: 'updateTask',
      task: 'T1',
      dependsOn: ['T2'],
    });
    assert.deepEqual(found, ['cyclicDependency']);
    const move = { type: 'moveTask', task: 'T1', phase: 'Bucket' };
    assert.deepEqual((await codes(cyclic, move))[1], []);
    assert.deepEqual((await codes(content, { type: 'setTitle', title: 'Other' }))[1], []);
  });

  it('calls no file of a revision new that exists, but one that the plan has called so before', async () => {
    const files = new MemoryFiles({ 'src/app.ts': '', 'src/bucket.ts': '' });
    const grounded = new DevPlanGenerator((source) => checkReferences(source, files));
    const { content } = await planOf(draft('src/bucket.ts', [], 'new'));
    const revised = await grounded.revise(
      content,
      {
        edits: [
          { type: 'updateTask', task: 'T1', files: ['src/bucket.ts (new)', 'src/app.ts (new)'] },
          {
            type: 'addTask',
            phase: 'Bucket',
            newTask: { title: 'Ship', files: ['src/app.ts (new)', 'src/ship.ts (new)'], doneWhen: 'it runs' },
          },
        ],
      },
      [],
    );
    assert.ok('content' in revised, JSON.stringify(revised));
    assert.match(revised.content, /Files: `src\/bucket\.ts` \(new\), `src\/app\.ts`\n/);
    assert.match(revised.content, /Files: `src\/app\.ts`, `src\/ship\.ts` \(new\)\n/);
  });

  it('refuses revisions that name what is not there, and those that change nothing', async () => {
    const { content } = await planOf(draft('src/app.ts'));
    const refused = async (input: unknown): Promise<string> => {
      const result = await generator.revise(content, input, []);
      assert.ok('issues' in result);
      return result.issues.join();
    };
    assert.match(await refused({ edits: [{ type: 'removeTask', task: 'T5' }] }), /task: no task "T5"; the plan has T1/);
    assert.match(await refused({ edits: [{ type: 'updateTask', task: 'T1', title: 'Add it' }] }), /change nothing/);
    assert.match(await refused('I cannot do that.'), /give a list of edits/);
  });
});

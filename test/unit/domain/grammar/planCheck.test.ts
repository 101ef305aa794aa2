import assert from 'node:assert/strict';
import { checkPlan, type CheckOptions } from '../../../../src/domain/grammar/planCheck';
import { parsePlan } from '../../../../src/domain/grammar/planDocument';
import { requiredSections } from '../../../../src/domain/grammar/planModel';

const whole = `# P\n\n${requiredSections
  .map(
    (title) =>
      `## ${title}\n\n${title === 'Implementation Phases' ? '- [ ] **T1** One\n  - Done when: x\n' : 'Text.\n'}`,
  )
  .join('\n')}`;

const problems = (source: string, options?: CheckOptions): readonly string[] =>
  checkPlan(parsePlan(source), options).map(
    ({ code, severity, args, taskId, range }) =>
      `${severity} ${code} ${taskId} ${Object.values(args).join(' ')} [${source.slice(range.start, range.end)}]`,
  );
const withTasks = (tasks: string): string => whole.replace('- [ ] **T1** One\n  - Done when: x\n', tasks);

describe('checkPlan', () => {
  it('finds nothing wrong with a whole plan', () => {
    assert.deepEqual(problems(whole), []);
  });

  const cases: readonly (readonly [string, string, readonly string[], CheckOptions?])[] = [
    ['no title', whole.replace('# P\n', ''), ['error missingTitle null  []']],
    [
      'a missing section',
      whole.replace('## Deployment Plan', '### Deployment Plan'),
      ['warning missingSection null Deployment Plan [# P]'],
    ],
    [
      'an empty section',
      whole.replace('## Testing Strategy\n\nText.', '## Testing\n\n<!-- later -->'),
      ['warning emptySection null Testing Strategy [## Testing]'],
    ],
    [
      'phases without tasks',
      withTasks('### Phase 1: Empty\n\nText\n'),
      ['warning emptySection null Implementation Phases [## Implementation Phases]'],
    ],
    [
      'sections of a template',
      '# P\n\n## Cause\n\nx\n',
      ['warning missingSection null Symptom [# P]'],
      { sections: ['Cause', 'Symptom'] },
    ],
    [
      'an id given twice',
      withTasks('- [ ] **T1** One\n  - Done when: x\n- [ ] **T1** Two\n  - Done when: y\n'),
      ['error duplicateTask T1 T1 [- [ ] **T1** Two]'],
    ],
    [
      'an unknown dependency',
      withTasks('- [ ] **T1** One\n  - Depends on: T9\n  - Done when: x\n'),
      ['error unknownDependency T1 T1 T9 [- [ ] **T1** One]'],
    ],
    [
      'no acceptance',
      withTasks('- [ ] **T1** One\n- Two\n'),
      ['warning missingAcceptance T1 T1 [- [ ] **T1** One]', 'warning missingAcceptance null Two [- Two]'],
    ],
    [
      'a plan that is too long',
      whole,
      [`warning planTooLong null ${Math.ceil(whole.length / 4)} 20 [# P]`],
      { budget: 20 },
    ],
  ];
  for (const [name, source, expected, options] of cases)
    it(`tells ${name}`, () => {
      assert.deepEqual(problems(source, options), expected);
    });

  const tasks = (dependencies: readonly (readonly [string, string])[]): string =>
    withTasks(dependencies.map(([id, on]) => `- [ ] **${id}** x\n  - Depends on: ${on}\n  - Done when: x\n`).join(''));
  const cycles = (source: string): readonly unknown[] =>
    checkPlan(parsePlan(source)).map(({ code, args }) => (code === 'cyclicDependency' ? args['cycle'] : code));

  it('tells each cycle once, with its way', () => {
    assert.deepEqual(
      cycles(
        tasks([
          ['T1', 'T2'],
          ['T2', 'T3, T4'],
          ['T3', 'T1'],
          ['T4', 'T4'],
          ['T5', 'T1'],
        ]),
      ),
      ['T1 → T2 → T3 → T1', 'T4 → T4'],
    );
  });

  it('takes shared dependencies for none', () => {
    assert.deepEqual(
      cycles(
        tasks([
          ['T1', 'none'],
          ['T2', 'T1'],
          ['T3', 'T1, T2'],
          ['T4', 'T3, T2, T1'],
        ]),
      ),
      [],
    );
  });

  it('follows a chain of a thousand tasks', () => {
    const chain = Array.from({ length: 1000 }, (_, at): [string, string] => [
      `T${at + 1}`,
      `T${((at + 1) % 1000) + 1}`,
    ]);
    assert.equal(cycles(tasks(chain)).length, 1);
  });
});

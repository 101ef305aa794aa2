import assert from 'node:assert/strict';
import * as z from 'zod';
import { askedRevision, readRevision } from '../../../src/generation/draftSchema';

describe('a revision that says less than it seems', () => {
  it('takes null and words that are no estimate for nothing said', () => {
    const nothing = { files: null, dependsOn: null, doneWhen: null };
    const read = readRevision({
      edits: [
        { type: 'updateTask', task: 'T1', title: 'New', estimate: null, ...nothing },
        { type: 'updateTask', task: 'T2', title: 'Other', estimate: 'about a while' },
      ],
    });
    assert.ok('value' in read, JSON.stringify(read));
    assert.deepEqual(
      read.value.edits.map((edit) => ({ ...edit })),
      [
        { type: 'updateTask', task: 'T1', title: 'New' },
        { type: 'updateTask', task: 'T2', title: 'Other' },
      ],
    );
  });

  it('empties no section and no summary whose text it does not find', () => {
    const read = readRevision({
      edits: [
        { type: 'replaceSection', section: 'Risks', newContent: '- One' },
        { type: 'setSummary', value: 'Why' },
      ],
    });
    assert.ok('issues' in read);
    assert.match(
      read.issues.join('\n'),
      /edits\[0\]\.body: give a text\n.*"newContent"\nedits\[1\]\.summary: give a text\n.*"value"/,
    );
  });

  it('takes no position for a dependency: it says what to give', () => {
    const read = readRevision({
      edits: [
        { type: 'addTask', phase: 'A', newTask: { title: 'New', dependsOn: ['T2', '4'] } },
        { type: 'updateTask', task: 'T1', dependsOn: [3] },
      ],
    });
    assert.ok('issues' in read, JSON.stringify(read));
    assert.deepEqual(read.issues, [
      'edits[0].task.dependsOn[1]: "4" is no id; give ids such as "T3", or exact titles of tasks added earlier in this call',
      'edits[1].dependsOn[0]: "3" is no id; give ids such as "T3", or exact titles of tasks added earlier in this call',
    ]);
    assert.match(
      JSON.stringify(z.toJSONSchema(askedRevision)),
      /titles of tasks added earlier in this call; no positions/,
    );
  });

  it('drops no wish without a word: it names the fields that it does not know', () => {
    const read = readRevision({
      edits: [
        { type: 'updateTask', task: 'T1', phase: 'Two', changes: { title: 'New', priority: 'high' } },
        { type: 'addTask', phase: 'One', newTask: { title: 'New', owner: 'Ada' } },
        { type: 'setSummary', summary: 'Why', tags: ['a'] },
        { type: 'updateTask', task: { id: 'T2', priority: 'low' }, changes: { title: 'Other' } },
      ],
    });
    assert.ok('issues' in read, JSON.stringify(read));
    assert.deepEqual(read.issues, [
      'edits[0]: Unrecognized keys: "priority", "phase"',
      'edits[1]: Unrecognized key: "owner"',
      'edits[2]: Unrecognized key: "tags"',
      'edits[3]: Unrecognized key: "priority"',
    ]);
  });

  it('takes what is empty for nothing said, and what stands beside a new task for a part of it', () => {
    const read = readRevision({
      edits: [
        { type: 'setTitle', title: 'New', phase: '', files: [], newTask: { title: '', files: [] }, section: null },
        { type: 'addTask', phase: 'One', newTask: { title: 'New' }, doneWhen: 'it runs' },
        { type: 'updateTask', task: 'T1', newTask: { title: 'Other' } },
      ],
    });
    assert.ok('value' in read, JSON.stringify(read));
    const [first, second, third] = read.value.edits;
    assert.deepEqual({ ...first }, { type: 'setTitle', title: 'New' });
    assert.equal(second?.type === 'addTask' && second.task.doneWhen, 'it runs');
    assert.deepEqual({ ...third }, { type: 'updateTask', task: 'T1', title: 'Other' });
  });
});

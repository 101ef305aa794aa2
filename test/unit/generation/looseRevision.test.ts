import assert from 'node:assert/strict';
import { readRevision, revisionParameters } from '../../../src/generation/draftSchema';

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
    assert.match(read.issues.join('\n'), /edits\[0\]\.body: give a text\nedits\[1\]\.summary: give a text/);
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
    assert.match(JSON.stringify(revisionParameters), /titles of tasks added earlier in this call; no positions/);
  });
});

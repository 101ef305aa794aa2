import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { UserError } from '../../src/domain/errors';
import type { DevPlan } from '../../src/domain/plan';
import type { CommandContext } from '../../src/editor/commands/command';
import { commandTable } from '../../src/editor/commands/index';
import { ShownComment } from '../../src/editor/comments/shownThread';
import { cutProblem } from '../../src/editor/cutPlan';
import { openApi, openPlanDocument, until } from './support';

const text =
  '# Talked about\n\n## Implementation Phases\n\n### Begin\n\n- [ ] **T1** Count requests\n- [ ] **T2** Write it down\n';

const makePlans = async (count: number) => {
  const api = await openApi();
  const project = await api.projects.create({ name: `Life ${crypto.randomUUID()}` });
  const plans = [];
  for (let index = 0; index < count; index++)
    plans.push(await api.plans.create({ projectId: project.id, content: text }));
  return { api, project, plans };
};

describe('several plans selected in the tree', () => {
  /** Passes a command what a menu of the tree does: the row it was opened on, and all selected rows. */
  const run = async (command: string, plans: readonly object[]): Promise<unknown> => {
    const rows = plans.map((plan) => ({ kind: 'plan', plan: plan as DevPlan, phases: [] }));
    return vscode.commands.executeCommand(`devplan.${command}`, rows[0], rows);
  };

  it('are approved together, and archived together', async () => {
    const { api, project, plans } = await makePlans(3);
    const statuses = async () => (await api.projects.plans(project.id)).items.map(({ status }) => status);
    await run('approvePlan', plans);
    assert.deepEqual(await statuses(), ['approved', 'approved', 'approved']);
    await run('archivePlan', plans);
    assert.deepEqual(await statuses(), ['archived', 'archived', 'archived']);
  });

  it('leave a plan alone of which only a task is selected', async () => {
    const { api, plans } = await makePlans(2);
    const [clicked, other] = plans.map((plan) => ({ kind: 'plan', plan: plan as DevPlan, phases: [] }));
    await vscode.commands.executeCommand('devplan.archivePlan', clicked, [clicked, { ...other, kind: 'task' }]);
    const statuses = await Promise.all(plans.map(async ({ id }) => (await api.plans.get(id)).status));
    assert.deepEqual(statuses, ['archived', 'draft']);
  });
});

describe('the comments of a plan without a conversation', () => {
  it('are addressed by a proposal for that plan', async () => {
    const { api, plans } = await makePlans(1);
    const { id } = plans[0]!;
    await api.plans.comments.create(id, { body: 'Add a task to document the limits', taskId: 'T2' });
    await vscode.commands.executeCommand('devplan.addressComments', id);
    const [proposed] = await until(
      () => api.plans.versions(id),
      (versions) => versions.length === 2,
    );
    assert.equal(proposed?.state, 'proposed');
  });
});

describe('a plan that ended early', () => {
  it('says so until it goes on, which is asked for in its conversation', async () => {
    const { api, plans } = await makePlans(1);
    const plan = (await api.plans.update(plans[0]!.id, { metadata: { cut: true } })) as DevPlan;
    const [goOn] = cutProblem(plan)!.actions;
    assert.equal(cutProblem({ ...plan, metadata: {} }), null);
    assert.equal(cutProblem({ ...plan, currentVersion: 2 }), null);
    await vscode.commands.executeCommand(goOn!.command, ...goOn!.args!);
    const { items } = await until(
      () => api.planning.sessions.list({ text: 'The plan ended early' }),
      ({ total }) => total === 1,
    );
    const { messages } = await until(
      () => api.planning.sessions.get(items[0]!.id),
      ({ messages: { length } }) => length === 2,
    );
    assert.equal(messages[0]?.planId, plan.id);
  });
});

describe('a comment on a plan document', () => {
  it('is written and answered in its box, and keeps the old words when they are edited away', async () => {
    const { api, plans } = await makePlans(1);
    const plan = plans[0]!;
    const editor = await openPlanDocument(plan);
    const { uri } = editor.document;
    const controller = vscode.comments.createCommentController('test', 'Test');
    try {
      const box = controller.createCommentThread(uri, new vscode.Range(7, 0, 7, 0), []);
      await vscode.commands.executeCommand('devplan.createComment', { thread: box, text: 'Where?' });
      const [made] = await api.plans.comments.list(plan.id);
      assert.deepEqual([made?.taskId, made?.line, made?.comments[0]?.body], ['T2', 8, 'Where?']);

      const known = Object.assign(controller.createCommentThread(uri, new vscode.Range(7, 0, 7, 0), []), {
        threadId: made!.id,
      });
      await vscode.commands.executeCommand('devplan.createComment', { thread: known, text: 'In the README.' });
      await vscode.commands.executeCommand('devplan.resolveThread', made!.id);
      const [resolved] = await api.plans.comments.list(plan.id, { state: 'resolved' });
      assert.deepEqual(
        resolved?.comments.map(({ body }) => body),
        ['Where?', 'In the README.'],
      );

      const line = editor.document.lineAt(7).rangeIncludingLineBreak;
      await editor.edit((edit) => edit.delete(line));
      await editor.document.save();
      const [outdated] = await until(
        () => api.plans.comments.list(plan.id),
        ([thread]) => thread?.line === null,
      );
      assert.match(outdated!.quote, /Write it down/);
    } finally {
      controller.dispose();
    }
  });

  it('keeps the new words of a comment that cannot be stored for the next time that it is edited', async () => {
    const stored = { id: 'c', threadId: 't', author: 'Ada', body: 'Old words', createdAt: 0, updatedAt: 0 };
    const comment = new ShownComment(stored, true, () => {});
    comment.beginEdit();
    comment.body = 'New words';
    const core = async () => {
      throw new UserError('storageFull');
    };
    const saving = commandTable['saveComment']!({ core } as unknown as CommandContext, comment);
    await assert.rejects(saving, { code: 'storageFull' });
    assert.equal(comment.written(), 'Old words');
    comment.beginEdit();
    assert.equal(comment.written(), 'New words');
  });

  it('fails for the editor, too, where it cannot be stored, so that its box keeps the words', async () => {
    const { plans } = await makePlans(1);
    const { uri } = (await openPlanDocument(plans[0]!)).document;
    const controller = vscode.comments.createCommentController('test', 'Test');
    try {
      const gone = Object.assign(controller.createCommentThread(uri, new vscode.Range(7, 0, 7, 0), []), {
        threadId: 'gone',
      });
      await assert.rejects(async () =>
        vscode.commands.executeCommand('devplan.createComment', { thread: gone, text: 'Lost?' }),
      );
    } finally {
      controller.dispose();
    }
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Consumer {
  exercise(): Promise<unknown>;
}

describe('another extension', () => {
  it('does everything through the API, is told of every change, and gets errors with codes', async () => {
    const extension = vscode.extensions.getExtension<Consumer>('devplan-test.api-consumer');
    assert.ok(extension, 'the consumer is installed');
    const { projects, plans, ...rest } = (await (await extension.activate()).exercise()) as Record<string, any>;
    assert.deepEqual(projects, {
      id: projects.id,
      paused: ['Consumer'],
      restored: 'active',
      got: 'Made by another extension',
      gone: 'DevPlanError notFound',
      taken: 'DevPlanError nameTaken',
    });
    assert.deepEqual(plans, {
      id: plans.id,
      renamed: ['Fair use', 8, 2],
      diff: '1 reworded',
      states: ['proposed', 'rejected', 'accepted'],
      versions: [5, 4, 3, 2, 1],
      history: ['draft > approved: read it'],
      reviews: ['approved: read it', 'commented: nice'],
      progress: '2 of 2',
      problems: plans.problems,
      files: ['rate-limits.md'],
      again: [0, 0],
      archived: 'archived',
      page: 1,
      ofProject: ['Rate limits'],
      errors: [
        'DevPlanError statusNotAllowed',
        'DevPlanError conflict',
        'DevPlanError proposalClosed',
        'DevPlanError notFound',
        'DevPlanError invalidInput',
        'DevPlanError invalidInput',
        'DevPlanError unknownFormat',
        'DevPlanError unknownFormat',
      ],
    });
    assert.ok(plans.problems.includes('missingAcceptance'));
    assert.deepEqual(rest, {
      apiVersion: 1,
      comments: {
        quote: '**T1** Count requests',
        said: [['Which requests?', 'All but health checks.']],
        left: [1],
        errors: [
          'DevPlanError notFound',
          'DevPlanError notFound',
          'DevPlanError notFound',
          'DevPlanError invalidInput',
        ],
      },
      planning: {
        answered: true,
        generated: true,
        messages: ['user complete', 'assistant complete'],
        renamed: 'Invoices',
        ended: 'A plan was made.',
        fromTemplate: true,
        listed: [1, 2],
        found: true,
        talked: true,
        conversations: 1,
        errors: ['DevPlanError invalidInput', 'DevPlanError invalidInput', 'DevPlanError notFound'],
      },
      templates: [9, true],
      stats: [1, true],
      changes: [
        'message created',
        'plan created',
        'plan deleted',
        'plan updated',
        'progress created',
        'project created',
        'project deleted',
        'project updated',
        'review created',
        'session created',
        'session deleted',
        'session updated',
        'thread created',
        'thread deleted',
        'thread updated',
        'version created',
        'version updated',
      ],
      silent: true,
    });
  });
});

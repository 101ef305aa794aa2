import assert from 'node:assert/strict';
import type { ViewBadge } from 'vscode';
import { Emitter } from '../../../../src/domain/events';
import { badgeEnds } from '../../../../src/editor/webviews/badgeEnds';

describe('the badge of the chat', () => {
  it('tells how a turn ended while the view was hidden, until it is seen', () => {
    const visibility = new Emitter<void>();
    const ends = new Emitter<string>();
    const view: { visible: boolean; badge?: ViewBadge | undefined; onDidChangeVisibility: typeof visibility.event } = {
      visible: true,
      onDidChangeVisibility: visibility.event,
    };
    const subscription = badgeEnds(view, ends.event);
    const show = (visible: boolean): void => {
      view.visible = visible;
      visibility.fire();
    };

    ends.fire('The plan is ready.');
    assert.equal(view.badge, undefined);
    show(false);
    ends.fire('The turn failed.');
    assert.deepEqual(view.badge, { value: 1, tooltip: 'The turn failed.' });
    show(true);
    assert.equal(view.badge, undefined);
    subscription.dispose();
    show(false);
    ends.fire('Stopped.');
    assert.equal(view.badge, undefined);
  });
});

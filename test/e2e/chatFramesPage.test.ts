import assert from 'node:assert/strict';
import type { ChatState } from '../../src/shared/protocol';
import { emptyChat, emptyMessage } from '../support/emptyViews';
import { arrived, openPage, type ViewPage } from './support/page';

/** The time between two frames of the clock of the tests. */
const frameMs = 16;

const talk: ChatState = { ...emptyChat, session: { id: 's', title: 'Talk' } };

describe('the page of the chat, which draws once in a frame', () => {
  let view: ViewPage;
  const button = (name: string) => view.page.getByRole('button', { name, exact: true });
  const focused = () => view.page.evaluate(() => document.activeElement?.tagName.toLowerCase());
  /** Opens the page with a clock that stands still, so that frames come only as the test moves it on. */
  const openStill = async (state: ChatState): Promise<void> => {
    view = await openPage('chat', state);
    await view.page.clock.install();
    await view.reload();
    const composer = view.page.getByRole('combobox', { name: 'Message to DevPlan' });
    await composer.waitFor();
    await view.page.clock.pauseAt(Date.now() + 10_000);
    // A form that is shown at first takes the focus after the draw.
    await view.page.clock.runFor(1000);
    await composer.focus();
  };
  afterEach(() => view?.close());

  it('goes to the first field of a template that is closed and opened again between two frames', async () => {
    const question = { id: 'what', text: 'What?', options: [], multiple: false, required: true };
    const form = { title: 'New feature', detail: '', questions: [question] };
    await openStill({ ...talk, form });
    await view.notify('chat.state', talk);
    await view.notify('chat.state', { ...talk, form });
    assert.equal(await focused(), 'textarea');
    await view.page.clock.runFor(1000);
    assert.equal(await focused(), 'vscode-text-field');
  });

  it('takes a second press for the first until half a second after the effect is drawn', async () => {
    const card = { kind: 'proposal', planId: 'p', title: 'Plan', version: 2, baseVersion: 1, changes: [] } as const;
    const offering = (label: string, to: string): ChatState => {
      const actions = [{ label, command: 'devplan.setStatus', args: ['p', to] }];
      return { ...talk, messages: [{ ...emptyMessage, card: { ...card, state: 'accepted', actions } }] };
    };
    await openStill(offering('Approve', 'approved'));
    const asked = async (times: number): Promise<void> => {
      await view.page.evaluate(() => new Promise((resolve) => queueMicrotask(() => resolve(null))));
      assert.equal(view.asked.filter(({ name }) => name === 'chat.run').length, times);
    };
    await button('Approve').press('Enter');
    await asked(1);
    await view.notify('chat.state', offering('Start', 'in_progress'));
    // The next frame comes late, as it does in a busy page.
    await view.page.clock.fastForward(600);
    await button('Start').press('Enter');
    await asked(1);
    await view.page.clock.fastForward(500);
    await button('Start').press('Enter');
    await asked(2);
  });

  it('speaks all that it is told between two frames, and what comes in the next one by itself', async () => {
    await openStill(talk);
    const said: (string | null)[] = [];
    for (const texts of [['One.', 'Two.'], ['Three.'], ['Four.']]) {
      for (const text of texts) await view.notify('chat.event', { type: 'announce', text });
      await arrived(view.page);
      await view.page.clock.runFor(frameMs);
      said.push(await view.page.getByRole('status').textContent());
    }
    assert.deepEqual(said, ['One. Two.', 'Three.', 'Four.']);
  });
});

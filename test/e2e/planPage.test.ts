import assert from 'node:assert/strict';
import type { PlanState, VersionView } from '../../src/shared/protocol';
import type { TaskView } from '../../src/shared/sectionViews';
import { emptyPlan, emptyTask } from '../support/emptyViews';
import { RefusedRequest } from '../../src/shared/rpc';
import { type Answers, arrived, listen, openPage, type ViewPage } from './support/page';

const wide = { width: 900, height: 500 };

const task = (id: string | null, title = `Do ${id}`): TaskView => ({ ...emptyTask, id, title });
const withTasks = (...tasks: readonly TaskView[]): Partial<PlanState> => ({
  sections: [{ title: 'Phases', body: '', items: 0, phases: [{ title: 'One', tasks, texts: [''] }] }],
});
const change = (taskId: string) =>
  ({ kind: 'added', taskId, title: `Do ${taskId}`, detail: '', before: null, after: null }) as const;
const proposal = (version: number) => ({ version, baseVersion: 1, changes: [change('T1'), change('T2')], actions: [] });
const version = (number: number): VersionView => ({
  number,
  state: 'accepted',
  current: number === 1,
  summary: '',
  by: 'You',
  at: Date.now(),
});
const action = (label: string, icon?: string) => ({ label, command: 'devplan.do', ...(icon ? { icon } : {}) });

describe('the page of a plan', () => {
  let view: ViewPage;
  const open = async (state: Partial<PlanState>, answers?: Answers, viewport = wide): Promise<void> => {
    view = await openPage('plan', { ...emptyPlan, ...state }, answers, viewport);
    await view.page.getByRole('heading', { level: 1 }).waitFor();
  };
  const tell = (state: Partial<PlanState>) => view.notify('plan.state', { ...emptyPlan, ...state });
  const button = (name: string) => view.page.getByRole('button', { name, exact: true });
  const tab = (name: RegExp) => view.page.getByRole('tab', { name });
  const isChosen = (name: RegExp) => tab(name).and(view.page.locator('[aria-selected=true]')).waitFor();
  const focused = () =>
    view.page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
  afterEach(() => view?.close());

  it('keeps the choice of proposed changes through another tab and a new page, for this proposal alone', async () => {
    await open({ proposal: proposal(2) });
    await tab(/^Changes/).click();
    await view.page.getByRole('checkbox').first().click();
    const selected = (words: string) => view.page.getByRole('tabpanel').getByText(words);
    const chosen = selected('1 of 2 selected');
    await chosen.waitFor();
    await view.page.getByRole('status').getByText('1 of 2 selected').waitFor();
    await tab(/^Plan/).click();
    await tab(/^Changes/).click();
    await chosen.waitFor();
    await view.reload();
    await chosen.waitFor();
    await tell({ proposal: proposal(3) });
    await selected('2 of 2 selected').waitFor();
  });

  it('says why nothing can be written, offers nothing that writes, and shows what helps', async () => {
    const takeOver = { label: 'Take Over', command: 'devplan.takeOver' };
    const thread = { id: 't', taskId: 'T1', title: 'Do T1', state: 'open', version: 1, quote: '' } as const;
    const refused = new RefusedRequest({ text: 'Both sides changed the same.', actions: [action('Compare')] });
    const state = {
      ...withTasks(task('T1')),
      proposal: proposal(2),
      threads: [{ ...thread, comments: [], actions: [] }],
      versions: [version(1), version(2)],
    };
    await open(state, { 'plan.acceptChanges': () => Promise.reject(refused) });
    const restore = button('Restore v2 as a New Version');
    await restore.waitFor();
    await tab(/^Changes/).click();
    await view.page.getByRole('checkbox').first().click();
    await button('Accept Selected').click();
    await view.page.getByRole('alert').getByRole('button', { name: 'Compare' }).waitFor();

    await tell({ ...state, notice: { text: 'Another window writes.', actions: [takeOver] } });
    await button('Take Over').waitFor();
    assert.equal(await view.page.getByRole('checkbox').count(), 0);
    assert.equal(await button('Accept Selected').count(), 0);
    await tab(/^Plan/).click();
    assert.equal(await view.page.getByRole('checkbox').isDisabled(), true);
    assert.equal(await restore.count(), 0);
    await tab(/^Reviews/).click();
    assert.equal(await view.page.getByRole('article').getByRole('textbox').count(), 0);
  });

  it('stays where it is scrolled, with the keyboard near, when what was pressed goes away', async () => {
    const thread = (id: string, actions: readonly ReturnType<typeof action>[]) =>
      ({ id, taskId: id, title: id, state: 'open', version: 1, quote: '', comments: [], actions }) as const;
    const threads = (actions: readonly ReturnType<typeof action>[]) => ({
      threads: Array.from({ length: 20 }, (_, at) => thread(`T${at}`, at === 15 ? actions : [])),
    });
    await open(threads([action('Resolve', 'check'), action('Address', 'edit')]));
    await tab(/^Reviews/).click();
    await button('Resolve: T15').focus();
    const scrolled = await view.page.evaluate(() => window.scrollY);
    assert.ok(scrolled > 0);
    await tell(threads([action('Address', 'edit')]));
    await button('Resolve: T15').waitFor({ state: 'detached' });
    assert.equal(await view.page.evaluate(() => window.scrollY), scrolled);
    assert.equal(await focused(), 'T15');
  });

  it('comes back on the tab that one was led to', async () => {
    await open({ proposal: proposal(2) });
    await view.notify('plan.reveal', { tab: 'changes' });
    await isChosen(/^Changes/);
    await view.reload();
    await isChosen(/^Changes/);
    // Once the proposal has been answered, the next one does not switch tabs.
    await tell({});
    await isChosen(/^Plan/);
    await tell({ proposal: proposal(3) });
    await tab(/^Changes/).waitFor();
    await isChosen(/^Plan/);
  });

  it('goes by arrows from the button that was clicked, and takes a second press for the first', async () => {
    await open({
      actions: [action('Approve'), action('Start'), action('Export', 'export'), action('More', 'ellipsis')],
    });
    // A press counts as the first for half a second, which must not pass while the test is slow.
    await view.page.clock.setFixedTime(Date.now());
    await view.reload();
    await button('Export').click();
    await view.page.keyboard.press('ArrowRight');
    assert.equal(await focused(), 'More');
    const setStatus = (label: string, to: string) => ({ label, command: 'devplan.setStatus', args: ['p', to] });
    await tell({ actions: [setStatus('Approve', 'approved')] });
    await button('Approve').press('Enter');
    await tell({ actions: [setStatus('Start', 'in_progress')] });
    await button('Start').press('Enter');
    assert.equal(await focused(), 'Start');
    assert.equal(view.asked.filter(({ params }) => JSON.stringify(params).includes('setStatus')).length, 1);
  });

  it('tells the buttons beside one problem from those beside another', async () => {
    const problem = (taskId: string) =>
      ({ severity: 'warning', text: `Of ${taskId}`, taskId, actions: [action('Edit Markdown')] }) as const;
    await open({ problems: [problem('T1'), problem('T2')] });
    for (const name of ['Edit Markdown: T1', 'Edit Markdown: T2']) await button(name).waitFor();
  });

  it('shows text where it stands, and gives each task a name of its own, also without ids', async () => {
    const section = { title: '', body: '', items: 0, phases: [] };
    const tasks = [task(null, 'Draw'), task(null, 'Paint')];
    await open({
      sections: [
        { ...section, body: 'Outside.' },
        {
          ...section,
          title: 'Phases',
          body: 'Above.',
          phases: [{ title: 'One', tasks, texts: ['Before.', 'Between.', 'After.'] }],
        },
        { ...section, title: 'Whole', phases: [{ title: 'Whole', tasks: [], texts: ['Own.'] }] },
      ],
    });
    const shown = await view.page.locator('.sections :is(p, h2, h3 > span:first-child, h4)').allTextContents();
    const around = ['Phases', 'Above.', 'One', 'Before.', 'Draw', 'Between.', 'Paint', 'After.'];
    assert.deepEqual(shown, ['Outside.', ...around, 'Whole', 'Own.']);
    for (const name of ['Draw', 'Paint']) await view.page.getByRole('checkbox', { name }).waitFor();
    assert.equal(await view.page.locator('#task-null').count(), 0);
  });

  it('marks a file that nobody looked up with no word', async () => {
    const file = { path: 'src/app.ts', line: null, nearest: null };
    const states = ['found', 'unchecked'] as const;
    await open(
      withTasks({ ...task('T1'), files: states.map((state) => ({ ...file, path: `src/${state}.ts`, state })) }),
    );
    const row = (path: string) => view.page.locator('.task li').filter({ hasText: path });
    assert.equal(await row('src/unchecked.ts').textContent(), 'src/unchecked.ts');
    assert.match((await row('src/found.ts').textContent()) ?? '', /found$/);
    await row('src/unchecked.ts').locator('.codicon-file').waitFor();
  });

  it('compares with the older version on the left, and with what is proposed on the right', async () => {
    const states = ['accepted', 'proposed', 'accepted', 'proposed'] as const;
    const versions = states.map((state, at) => ({ ...version(at + 1), state, current: at === 2 }));
    await open({ current: 3, shown: 3, versions });
    for (const name of ['Compare v1 with v3', 'Compare v3 with v2', 'Compare v3 with v4'])
      await button(name).first().waitFor();
  });

  it('shows how folded versions are opened, and goes through them in the order that one sees', async () => {
    const reason = `added ${Array.from({ length: 20 }, (_, at) => `T${at + 10}`).join(', ')}`;
    const approval = { state: 'stale', text: 'Approval of v1 is stale', reason } as const;
    await open({ versions: [version(1)], ...withTasks(task('T1')), approval });
    const versions = view.page.locator('.fold > summary');
    const chevron = versions.locator('.i');
    await chevron.waitFor({ state: 'hidden' });
    await versions.click();
    await chevron.waitFor();
    await view.page.setViewportSize({ width: 500, height: 500 });
    const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    assert.equal(await view.page.evaluate(overflow), 0);
    await view.page.getByRole('tabpanel').focus();
    await view.page.keyboard.press('Tab');
    assert.match((await focused()) ?? '', /^Versions/);
  });

  it('tells how long ago something was as time goes by', async () => {
    await open({ versions: [version(1)] });
    await view.page.clock.install();
    await view.reload();
    await view.page.getByText('You, just now').waitFor();
    await view.page.clock.runFor(61_000);
    await view.page.getByText('You, 1 min. ago').waitFor();
  });

  it('speaks all that comes between two frames', async () => {
    await open({});
    await view.page.clock.install();
    await view.reload();
    await view.page.getByRole('tabpanel').waitFor();
    await view.page.clock.pauseAt(Date.now() + 10_000);
    const region = view.page.getByRole('status');
    await tell({ notice: { text: 'Another window writes.', actions: [] } });
    await tell({});
    await arrived(view.page);
    assert.equal(await region.textContent(), 'Another window writes. Plans can be changed here again.');
    await view.page.clock.runFor(16);
    await tell({ shown: 2 });
    await arrived(view.page);
    assert.equal(await region.textContent(), 'Showing v2.');
  });

  it('speaks of a proposal, of another version, of a notice, and of a tick that is turned back', async () => {
    const refuse = { 'plan.tick': () => Promise.reject(new Error('The plan is archived.')) };
    await open(withTasks(task('T1')), refuse);
    const spoken = await listen(view.page);
    const said = (words: string) => spoken((all) => all.some((text) => text.includes(words)));
    await tell({ ...withTasks(task('T1')), proposal: proposal(2) });
    await said('v2 is proposed: 2 added.');
    await tell({ ...withTasks(task('T1')), proposal: proposal(2), shown: 2, current: 2 });
    await said('Version 2 is current now.');
    const waiting = { ...version(3), state: 'proposed' } as const;
    await tell({ versions: [waiting], shown: 3 });
    await view.page.getByText('This is v3, which is only proposed. The plan stands at v1.').waitFor();
    await tell({ ...withTasks(task('T1')), versions: [waiting] });
    await tell({ ...withTasks(task('T1')), versions: [{ ...waiting, state: 'rejected' }] });
    await said('Version 3 is rejected; it stays in the list.');
    await tell({ ...withTasks(task('T1')), notice: { text: 'Another window writes.', actions: [] } });
    await said('Another window writes.');
    await tell(withTasks(task('T1')));
    await said('Plans can be changed here again.');
    const box = view.page.getByRole('checkbox', { name: /T1/ });
    await box.click();
    await said('T1 could not be saved and is as it was.');
    assert.equal(await box.isChecked(), false);
    await view.page.getByRole('alert').getByText('The plan is archived.').waitFor();
  });
});

import '@vscode/codicons/dist/codicon.css';
import '../tokens.css';
import '../base.css';
import './plan.css';
import { render } from 'preact';
import type { PlanNotices, PlanRequests, PlanState } from '../../src/shared/protocol';
import { delayed } from '../delayed';
import { keepFocus, nearest } from '../focus';
import { connect, root, saveState, savedState, startView } from '../host';
import { Presses } from '../presses';
import { Refusals } from '../refusals';
import { type View, ViewContext } from '../view';
import { t } from '../words';
import { news } from './news';
import { PlanApp, hasTab } from './planApp';
import { type TaskHandlers, goToTask } from './task';
import { Ticks } from './ticks';

/** The editor restores a panel by its `planId`. */
interface Saved {
  readonly planId: string;
  readonly tab: string;
  readonly scroll: number;
}

const client = connect<PlanRequests, PlanNotices>();

/** Runs the plan view from its first state. */
const start = (first: PlanState): void => {
  let plan = first;
  let tab = 'plan';
  let words = { text: '', turn: 0 };
  const ticks = new Ticks();
  const presses = new Presses();
  saveState({ planId: first.planId });

  const refusals = new Refusals(() => draw());
  const { isTaken } = refusals;
  const tell = (request: Promise<null>): void => void isTaken(request);
  /** What no frame has shown yet: nobody would speak it if other words took its place. */
  let unspoken: string[] = [];
  const say = (text: string): void => {
    if (!text) return;
    if (unspoken.push(text) === 1) requestAnimationFrame(() => (unspoken = []));
    words = { text: unspoken.join(' '), turn: words.turn + 1 };
  };
  /** Opens the wanted tab, or the plan if there is none now; a tab that appears later must not take over. */
  const settle = (wanted: string): void => {
    tab = hasTab(plan, wanted) ? wanted : 'plan';
    saveState({ tab });
  };
  const choose = (next: string): void => {
    settle(next);
    draw();
  };
  const view: View = {
    openLink: (href) => tell(client.request('plan.openLink', { href })),
    openFile: (path, line) => tell(client.request('plan.openFile', { path, line })),
    copy: (text) => isTaken(client.request('plan.copy', { text })),
    run: ({ command, args = [] }) =>
      void presses.once({ command, args }, () => isTaken(client.request('plan.run', { command, args }))),
  };
  /** A box shows its new state at once; a refusal reverts it. */
  const tick = (taskId: string, done: boolean): void => {
    const given = ticks.set(taskId, done);
    draw();
    void isTaken(client.request('plan.tick', { taskId, done })).then((isKept) => {
      if (isKept) return ticks.take(taskId, given);
      ticks.drop(taskId, given);
      say(t('turnedBack', taskId));
      draw();
    });
  };
  const draw = (): void => {
    const handlers: TaskHandlers = { canTick: plan.notice === null && plan.shown === plan.current, tick };
    keepFocus(
      () =>
        render(
          <ViewContext.Provider value={view}>
            <PlanApp
              plan={ticks.apply(plan)}
              tab={tab}
              refusal={refusals.current}
              words={words}
              handlers={handlers}
              onTab={choose}
              onAccept={(version, positions) => isTaken(client.request('plan.acceptChanges', { version, positions }))}
              onSay={(text) => {
                say(text);
                draw();
              }}
              onTask={(taskId) => {
                choose('plan');
                goToTask(taskId);
              }}
              onReply={(threadId, body) => isTaken(client.request('plan.reply', { threadId, body }))}
              onShow={(version) => tell(client.request('plan.show', { version }))}
              onCloseRefusal={refusals.clear}
            />
          </ViewContext.Provider>,
          root,
        ),
      (places) => nearest(places) ?? root.querySelector('[aria-selected=true], .panel'),
    );
  };

  client.on('plan.state', (state) => {
    say(news(plan, state));
    plan = state;
    settle(tab);
    ticks.settle(plan);
    draw();
    presses.settle();
  });
  client.on('plan.reveal', (reveal) => {
    choose(reveal.tab ?? 'plan');
    if (reveal.taskId !== undefined) goToTask(reveal.taskId);
  });
  choose(savedState<Saved>().tab ?? 'plan');
  // Keeps times such as "just now" current; never stopped, because the editor discards a hidden page.
  setInterval(draw, 60_000);
  window.scrollTo(0, savedState<Saved>().scroll ?? 0);
  const remember = delayed((scroll: number) => saveState({ scroll }), 150);
  window.addEventListener('scroll', () => remember.call(window.scrollY));
};

startView(
  () => client.request('plan.ready', null),
  start,
  (listener) => client.on('plan.state', listener),
);

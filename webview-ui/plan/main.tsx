import '@vscode/codicons/dist/codicon.css';
import '../tokens.css';
import '../base.css';
import './plan.css';
import { render } from 'preact';
import type { PlanNotices, PlanRequests, PlanState } from '../../src/shared/protocol';
import { delayed } from '../delayed';
import { keepFocus } from '../focus';
import { connect, isTaken, root, saveState, savedState, startView } from '../host';
import { type View, ViewContext } from '../view';
import { PlanApp } from './planApp';
import { type TaskHandlers, goToTask } from './task';
import { Ticks } from './ticks';

/** The editor restores a panel by its `planId`. */
interface Saved {
  readonly planId: string;
  readonly tab: string;
  readonly scroll: number;
}

const client = connect<PlanRequests, PlanNotices>();

/** Runs the plan view over its first state. */
const start = (first: PlanState): void => {
  let plan = first;
  let tab = savedState<Saved>().tab ?? 'plan';
  let refusal = '';
  const ticks = new Ticks();
  saveState({ planId: first.planId });

  const refuse = (error: unknown): void => {
    refusal = error instanceof Error ? error.message : String(error);
    draw();
  };
  const tell = (request: Promise<null>): void => {
    request.catch(refuse);
  };
  const view: View = {
    openLink: (href) => tell(client.request('plan.openLink', { href })),
    openFile: (path, line) => tell(client.request('plan.openFile', { path, line })),
    copy: (text) => tell(client.request('plan.copy', { text })),
    run: ({ command, args }) => tell(client.request('plan.run', { command, args: args ?? [] })),
  };
  /** A box shows its new state at once; a refusal turns it back. */
  const tick = (taskId: string, done: boolean): void => {
    ticks.set(taskId, done);
    draw();
    client.request('plan.tick', { taskId, done }).then(
      () => ticks.take(taskId, plan),
      (error: unknown) => {
        ticks.drop(taskId);
        refuse(error);
      },
    );
  };
  const draw = (): void => {
    const handlers: TaskHandlers = { canTick: !plan.readOnly && plan.shown === plan.current, tick };
    keepFocus(
      () =>
        render(
          <ViewContext.Provider value={view}>
            <PlanApp
              plan={ticks.apply(plan)}
              tab={tab}
              refusal={refusal}
              handlers={handlers}
              onTab={(id) => {
                tab = id;
                saveState({ tab });
                draw();
              }}
              onAccept={(version, positions) => tell(client.request('plan.acceptChanges', { version, positions }))}
              onTask={(taskId) => {
                tab = 'plan';
                draw();
                goToTask(taskId);
              }}
              onReply={(threadId, body) => isTaken(client.request('plan.reply', { threadId, body }), refuse)}
              onShow={(version) => tell(client.request('plan.show', { version }))}
              onCloseRefusal={() => {
                refusal = '';
                draw();
              }}
            />
          </ViewContext.Provider>,
          root,
        ),
      () => root.querySelector('[aria-selected=true], .panel'),
    );
  };

  client.on('plan.state', (state) => {
    plan = state;
    ticks.settle();
    draw();
  });
  client.on('plan.reveal', (reveal) => {
    tab = reveal.tab ?? 'plan';
    draw();
    if (reveal.taskId !== undefined) goToTask(reveal.taskId);
  });
  draw();
  window.scrollTo(0, savedState<Saved>().scroll ?? 0);
  const remember = delayed((scroll: number) => saveState({ scroll }), 150);
  window.addEventListener('scroll', () => remember.call(window.scrollY));
};

startView(
  () => client.request('plan.ready', null),
  start,
  (listener) => client.on('plan.state', listener),
);

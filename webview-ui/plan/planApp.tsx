import type { ComponentChildren, ComponentProps } from 'preact';
import type { PlanState } from '../../src/shared/protocol';
import { LiveRegion } from '../liveRegion';
import { Notice, Refusal } from '../notice';
import type { RefusalState } from '../refusals';
import { t } from '../words';
import { Changes } from './changes';
import { SeenTable } from './context';
import { Header } from './header';
import { Sections } from './sections';
import { Reviews } from './reviews';
import { CoverageStrip, OtherVersionStrip, Problems, ProposalStrip } from './strips';
import { type Tab, Tabs } from './tabs';
import type { TaskHandlers } from './task';
import { Versions } from './versions';

interface PlanAppProps {
  readonly plan: PlanState;
  readonly tab: string;
  readonly refusal: RefusalState;
  readonly words: ComponentProps<typeof LiveRegion>;
  readonly handlers: TaskHandlers;
  readonly onTab: (id: string) => void;
  readonly onAccept: (version: number, positions: readonly number[]) => Promise<boolean>;
  /** Announces a text politely. */
  readonly onSay: (text: string) => void;
  readonly onTask: (taskId: string) => void;
  readonly onReply: (threadId: string, body: string) => Promise<boolean>;
  readonly onShow: (version: number) => void;
  readonly onCloseRefusal: () => void;
}

const tabsOf = ({ proposal, changes, sinceApproval, threads, context }: PlanState): readonly Tab[] => {
  const count = proposal?.changes.length ?? 0;
  const open = threads.filter(({ state }) => state !== 'resolved').length;
  const hasChanges = count + changes.length + (sinceApproval?.changes.length ?? 0) > 0;
  return [
    { id: 'plan', title: t('plan'), count: 0 },
    ...(hasChanges ? [{ id: 'changes', title: t('changes'), count }] : []),
    { id: 'reviews', title: t('reviewsAndComments'), count: open },
    ...(context ? [{ id: 'context', title: t('context'), count: 0 }] : []),
  ];
};

/** Whether the plan has this tab now. */
export const hasTab = (plan: PlanState, tab: string): boolean => tabsOf(plan).some(({ id }) => id === tab);

const PlanPage = ({ plan, handlers, onTab, onShow }: Pick<PlanAppProps, 'plan' | 'handlers' | 'onTab' | 'onShow'>) => (
  <div class="split">
    <div class="stack">
      {plan.shown !== plan.current && <OtherVersionStrip plan={plan} onShow={onShow} />}
      {plan.proposal && <ProposalStrip proposal={plan.proposal} onReview={() => onTab('changes')} />}
      {plan.problems.length > 0 && <Problems problems={plan.problems} />}
      {plan.coverage && <CoverageStrip coverage={plan.coverage} />}
      <Sections sections={plan.sections} handlers={handlers} />
    </div>
    {plan.versions.length > 0 && <Versions plan={plan} onShow={onShow} />}
  </div>
);

/** The plan view: what the plan is, what needs the user, then the plan itself. */
export const PlanApp = (props: PlanAppProps) => {
  const { plan, tab: chosen, refusal } = props;
  const tabs = tabsOf(plan);
  const pages: Readonly<Record<string, ComponentChildren>> = {
    changes: <Changes plan={plan} onAccept={plan.notice ? null : props.onAccept} onSay={props.onSay} />,
    reviews: <Reviews plan={plan} onReply={plan.notice ? null : props.onReply} onTask={props.onTask} />,
    context: plan.context && <SeenTable seen={plan.context} />,
  };
  const page = pages[chosen] ?? <PlanPage {...props} />;
  return (
    <main class="plan">
      <LiveRegion {...props.words} />
      {plan.notice && <Notice icon="lock" {...plan.notice} />}
      {refusal.text && <Refusal key={refusal.turn} {...refusal} onClose={props.onCloseRefusal} />}
      <header class="top">
        <Header plan={plan} onShowChanges={() => props.onTab('changes')} />
        <Tabs tabs={tabs} chosen={chosen} onChoose={props.onTab} />
      </header>
      {tabs.map(({ id }) => (
        <section
          key={id}
          class="panel"
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          tabIndex={0}
          hidden={id !== chosen}
        >
          {id === chosen && page}
        </section>
      ))}
    </main>
  );
};

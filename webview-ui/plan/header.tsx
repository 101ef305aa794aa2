import { useState } from 'preact/hooks';
import type { PlanState } from '../../src/shared/protocol';
import type { PhaseView } from '../../src/shared/sectionViews';
import { Bar } from '../bar';
import { showControls } from '../bidi';
import { LinkButton, ToolButton } from '../buttons';
import { Icon } from '../icon';
import { ApprovalPill, Kind, StatusPill } from '../labels';
import { moved } from '../roving';
import { InlineMarkdown } from '../markdownView';
import { Button } from '../toolkit';
import { useView } from '../view';
import { t } from '../words';
import { workOf } from './estimates';
import { shortTitle } from './phaseTitle';

const buttonsOf = (toolbar: HTMLElement): HTMLElement[] =>
  Array.from(toolbar.querySelectorAll<HTMLElement>('vscode-button, .tool'));

/** A toolbar with one tab stop; arrows, Home and End move through its buttons. */
const Toolbar = ({ actions }: { actions: PlanState['actions'] }) => {
  const { run } = useView();
  const [stop, setStop] = useState(0);
  const words = actions.filter(({ icon }) => icon === undefined);
  const tools = actions.filter(({ icon }) => icon !== undefined);
  const at = Math.min(stop, actions.length - 1);
  return (
    <div
      class="toolbar"
      role="toolbar"
      aria-label={t('planActions')}
      onFocusIn={({ currentTarget, target }) => setStop(buttonsOf(currentTarget).indexOf(target as HTMLElement))}
      onKeyDown={(event) => {
        const next = moved(at, actions.length, event.key);
        if (next === null) return;
        event.preventDefault();
        buttonsOf(event.currentTarget)[next]?.focus();
      }}
    >
      {words.map((action, index) => (
        <Button
          key={action.label}
          primary={action.primary === true}
          tabIndex={index === at ? 0 : -1}
          onClick={() => run(action)}
        >
          {action.label}
        </Button>
      ))}
      {tools.length > 0 && (
        <span class="tools">
          {tools.map((action, index) => (
            <ToolButton
              key={action.label}
              icon={action.icon ?? 'ellipsis'}
              label={action.label}
              tabIndex={words.length + index === at ? 0 : -1}
              onClick={() => run(action)}
            />
          ))}
        </span>
      )}
    </div>
  );
};

const PhaseProgress = ({ phase }: { phase: PhaseView }) => {
  const title = shortTitle(phase.title) || t('tasksWithoutPhase');
  const total = phase.tasks.length;
  const done = phase.tasks.filter((task) => task.done).length;
  return (
    <li>
      <span class="row">
        <span class="clip" title={title}>
          {title}
        </span>
        <span class="dim num nowrap">{t('countOf', done, total)}</span>
      </span>
      <Bar share={total === 0 ? 0 : done / total} label={t('phaseDone', title, done, total)} />
    </li>
  );
};

const Progress = ({ phases }: { phases: readonly PhaseView[] }) => {
  const tasks = phases.flatMap((phase) => phase.tasks);
  const work = workOf(tasks);
  if (tasks.length === 0) return null;
  return (
    <ul class="prog" aria-label={t('progressByPhase')}>
      <li>
        <span class="num">
          <b>{t('doneOf', tasks.filter(({ done }) => done).length, tasks.length)}</b>
        </span>
        {work && <span class="dim num nowrap">{t('hoursLeft', work.left, work.total)}</span>}
      </li>
      {phases.map((phase, index) => (
        <PhaseProgress key={index} phase={phase} />
      ))}
    </ul>
  );
};

const ApprovalBadge = (props: { approval: NonNullable<PlanState['approval']>; onShowChanges: () => void }) => {
  const { approval, onShowChanges } = props;
  if (approval.state !== 'stale') return <ApprovalPill approval={approval} />;
  return (
    <>
      <Kind icon="warning" tone="warn">
        {approval.text}: {approval.reason}
      </Kind>
      <LinkButton label={t('showChanges')} onClick={onShowChanges} />
    </>
  );
};

/** The plan's project, title, state, actions and progress. */
export const Header = ({ plan, onShowChanges }: { plan: PlanState; onShowChanges: () => void }) => (
  <>
    <div>
      <p class="crumb">
        <Icon name="project" />
        <span>{plan.projectName}</span>
      </p>
      <h1>{showControls(plan.title)}</h1>
      {plan.summary && (
        <p class="summary">
          <InlineMarkdown text={plan.summary} />
        </p>
      )}
    </div>
    <div class="badges">
      <StatusPill status={plan.status} />
      <span class="num">{t('version', plan.shown)}</span>
      {plan.approval && <ApprovalBadge approval={plan.approval} onShowChanges={onShowChanges} />}
    </div>
    {plan.actions.length > 0 && <Toolbar actions={plan.actions} />}
    <Progress phases={plan.sections.flatMap(({ phases }) => phases)} />
  </>
);

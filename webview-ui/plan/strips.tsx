import type { PlanState, ProblemView } from '../../src/shared/protocol';
import type { CoverageView } from '../../src/shared/reviewViews';
import { showControls } from '../bidi';
import { ActionLinks, LinkButton } from '../buttons';
import { Icon } from '../icon';
import { Kind, summarizeChanges } from '../labels';
import { Link } from '../link';
import { InlineMarkdown } from '../markdownView';
import { useView } from '../view';
import { counted, t } from '../words';
import { Disclosure } from './disclosure';
import { goToTask } from './task';

const isProposed = ({ versions, shown }: PlanState): boolean =>
  versions.some(({ number, state }) => number === shown && state === 'proposed');

/** Says that the version on display is not the current one. */
export const OtherVersionStrip = ({ plan, onShow }: { plan: PlanState; onShow: (version: number) => void }) => (
  <section class="strip" aria-label={t('version', plan.shown)}>
    <div class="line">
      <Icon name="history" tone="info" />
      <p>{t(isProposed(plan) ? 'proposedShown' : 'olderVersion', plan.shown, plan.current)}</p>
      <span class="acts">
        <LinkButton label={t('showCurrent', plan.current)} onClick={() => onShow(plan.current)} />
      </span>
    </div>
  </section>
);

/** A proposed version that is waiting for an answer: review comes first. */
export const ProposalStrip = (props: { proposal: NonNullable<PlanState['proposal']>; onReview: () => void }) => {
  const { proposal, onReview } = props;
  return (
    <section class="strip" aria-label={t('proposal')}>
      <div class="line">
        <Icon name="git-compare" tone="info" />
        <p>{t('proposalIs', proposal.version, summarizeChanges(proposal.changes))}</p>
        <span class="acts">
          <LinkButton label={t('reviewChanges')} onClick={onReview} />
          <ActionLinks actions={proposal.actions} />
        </span>
      </div>
    </section>
  );
};

const Problem = ({ problem }: { problem: ProblemView }) => {
  const { taskId, severity } = problem;
  return (
    <li class="line">
      <Icon name={severity} tone={severity === 'error' ? 'err' : 'warn'} />
      <p>
        <span class="sr">{t(severity === 'error' ? 'problemError' : 'problemWarning')} </span>
        <InlineMarkdown text={problem.text} />
      </p>
      <span class="acts">
        <ActionLinks actions={problem.actions} about={taskId} />
        {taskId !== null && <LinkButton label={t('goTo', taskId)} onClick={() => goToTask(taskId)} />}
      </span>
    </li>
  );
};

/** The plan's problems, each with the actions that fix it. */
export const Problems = ({ problems }: { problems: readonly ProblemView[] }) => {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return (
    <Disclosure
      id="problems"
      class="strip"
      initially
      summary={
        <>
          <h2>{t('problems')}</h2>
          {errors > 0 && (
            <span class="s num">
              <Kind icon="error" tone="err">
                {counted('errors', errors)}
              </Kind>
            </span>
          )}
          {warnings > 0 && (
            <span class="s num">
              <Kind icon="warning" tone="warn">
                {counted('warnings', warnings)}
              </Kind>
            </span>
          )}
        </>
      }
    >
      <ul>
        {problems.map((problem) => (
          <Problem key={`${problem.taskId} ${problem.text}`} problem={problem} />
        ))}
      </ul>
    </Disclosure>
  );
};

/** What changed since the approval: tasks that look done, and files that no task names. */
export const CoverageStrip = ({ coverage }: { coverage: CoverageView }) => {
  const { openFile } = useView();
  const { summary, done, unplanned, more } = coverage;
  return (
    <Disclosure
      id="coverage"
      class="strip"
      initially={done.length > 0}
      summary={
        <>
          <h2>{t('sinceApproval')}</h2>
          <span class="s">{summary}</span>
        </>
      }
    >
      <ul>
        {done.map(({ taskId, text, actions }) => (
          <li key={taskId} class="line">
            <Icon name="pass" tone="ok" />
            <p>{text}</p>
            <span class="acts">
              <ActionLinks actions={actions} />
              <LinkButton label={t('goTo', taskId)} onClick={() => goToTask(taskId)} />
            </span>
          </li>
        ))}
        {unplanned.map(({ path, detail }) => (
          <li key={path} class="line">
            <Icon name="diff-modified" tone="chg" />
            <p>
              <Link class="link" onFollow={() => openFile(path, null)}>
                {showControls(path)}
              </Link>{' '}
              <span class="dim">{showControls(detail)}</span>
            </p>
          </li>
        ))}
        {more > 0 && <li class="line dim">{counted('moreFiles', more)}</li>}
      </ul>
    </Disclosure>
  );
};

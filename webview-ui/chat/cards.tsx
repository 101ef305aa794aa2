import type { ReferenceCounts } from '../../src/domain/references';
import type { CardView, ErrorView, PlanCardView, ProposalCardView } from '../../src/shared/protocol';
import { Bar } from '../bar';
import { showControls } from '../bidi';
import { ActionButtons, ActionMenu, CardActions } from '../buttons';
import { Icon } from '../icon';
import { ApprovalPill, Kind, StatePill, StatusPill, changeMark, summarizeChanges } from '../labels';
import { Button } from '../toolkit';
import { counted, t } from '../words';

const maxChanges = 8;

/** Keeps its place until the counts are known: what is below must not move away under the pointer. */
const References = ({ references }: { references: ReferenceCounts | null }) => {
  if (references === null)
    return (
      <>
        <Icon name="link" tone="dim" />
        <span>{t('checkingReferences')}</span>
      </>
    );
  const { found, fresh, missing } = references;
  if (found + fresh + missing === 0) return null;
  return (
    <>
      <Icon name="link" tone="dim" />
      <span class="pair">
        <span>{t(fresh > 0 ? 'referencesWithNew' : 'references', found, fresh)}</span>
        {missing > 0 && (
          <Kind icon="error" tone="err">
            {t('missing', missing)}
          </Kind>
        )}
      </span>
    </>
  );
};

const PlanCard = ({ card }: { card: PlanCardView }) => (
  <section class="card" aria-label={t('planCard', card.title)}>
    <header>
      <Icon name="checklist" />
      <h3>{showControls(card.title)}</h3>
      <p class="meta">
        <StatusPill status={card.status} />
        <span class="num">{t('version', card.version)}</span>
        {card.approval && <ApprovalPill approval={card.approval} />}
      </p>
    </header>
    <div class="facts">
      {card.tasks > 0 && <Bar wide share={card.done / card.tasks} label={t('tasksDone', card.done, card.tasks)} />}
      <Icon name="check" tone="ok" />
      <span class="num">{counted('tasks', card.tasks, card.done)}</span>
      <References references={card.references} />
      {card.warning && (
        <>
          <Icon name="warning" tone="warn" />
          <span>{card.warning}</span>
        </>
      )}
    </div>
    <CardActions actions={card.actions} shown={2} more={t('moreForPlan')} />
  </section>
);

const ProposalCard = ({ card }: { card: ProposalCardView }) => (
  <section class="card" aria-label={t('proposedVersion', card.version)}>
    <header>
      <Icon name="git-compare" />
      <h3>{t('proposedVersion', card.version)}</h3>
      <p class="meta">
        <StatePill state={card.state} />
        <span>{summarizeChanges(card.changes)}</span>
      </p>
    </header>
    <ul class="changes" aria-label={t('changesAgainst', card.baseVersion)}>
      {card.changes.slice(0, maxChanges).map((change, index) => {
        const mark = changeMark(change);
        return (
          <li key={index}>
            <Icon name={mark.icon} tone={mark.tone} />
            <span>
              <b>{t(mark.word)}</b> {change.taskId} {showControls(change.title)}
              {change.detail && <span class="dim"> {showControls(change.detail)}</span>}
            </span>
          </li>
        );
      })}
      {card.changes.length > maxChanges && (
        <li class="dim">
          <Icon name="ellipsis" />
          <span>{counted('moreChanges', card.changes.length - maxChanges)}</span>
        </li>
      )}
    </ul>
    <CardActions actions={card.actions} shown={4} more={t('moreForPlan')} />
  </section>
);

/** A plan or a proposed version in the transcript. */
export const Card = ({ card }: { card: CardView }) =>
  card.kind === 'plan' ? <PlanCard card={card} /> : <ProposalCard card={card} />;

/** A failure with the actions that help; only the newest is announced at once. */
export const ErrorCard = (props: { error: ErrorView; fresh: boolean; onRetry: (() => void) | null }) => {
  const { error, fresh, onRetry } = props;
  const words = error.actions.slice(0, 3);
  const helped = words.some(({ primary }) => primary);
  const retry = onRetry && (
    <Button primary={!helped} onClick={onRetry}>
      {t('tryAgain')}
    </Button>
  );
  return (
    <section class="card error" role={fresh ? 'alert' : 'group'} aria-label={error.title}>
      <header>
        <Icon name="error" tone="err" />
        <h3>{error.title}</h3>
        <p class="meta">{showControls(error.detail)}</p>
      </header>
      {(retry || words.length > 0) && (
        <div class="acts">
          {!helped && retry}
          <ActionButtons actions={words} />
          {helped && retry}
          {error.actions.length > 3 && <ActionMenu label={t('moreActions')} actions={error.actions.slice(3)} />}
        </div>
      )}
    </section>
  );
};

import type { ChangeView, PlanState } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { Icon } from '../icon';
import { useKept } from '../kept';
import { Pill, changeMark } from '../labels';
import { useSending } from '../sending';
import { Button } from '../toolkit';
import { useView } from '../view';
import { diffWords } from '../wordDiff';
import { t } from '../words';

const WordDiff = ({ before, after }: { before: string; after: string }) => (
  <>
    {diffWords(before, after).map((part, index) => {
      const text = showControls(part.text);
      if (part.kind === 'added') return <ins key={index}>{text}</ins>;
      return part.kind === 'removed' ? <del key={index}>{text}</del> : text;
    })}
  </>
);

interface ChoiceProps {
  readonly change: ChangeView;
  /** The prefix of its elements' ids. With `onChoose` it has a check box. */
  readonly id: string;
  readonly chosen?: boolean;
  readonly onChoose?: (chosen: boolean) => void;
}

const Change = ({ change, id, chosen, onChoose }: ChoiceProps) => {
  const mark = changeMark(change);
  const { before, after } = change;
  return (
    <li class={onChoose && 'choice'}>
      {onChoose && (
        <input
          type="checkbox"
          checked={chosen}
          aria-labelledby={`${id}-kind ${id}-title`}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
      <span class="kind" id={`${id}-kind`}>
        <Icon name={mark.icon} tone={mark.tone} />
        {t(mark.word)}
      </span>
      <div class="what">
        <p class="t">
          <span id={`${id}-title`}>
            {change.taskId && <span class="id num">{change.taskId}</span>}
            {showControls(change.title)}
          </span>
          {change.scope && (
            <Pill icon="warning" tone="warn">
              {t('scope')}
            </Pill>
          )}
        </p>
        {change.detail && <p class="s">{showControls(change.detail)}</p>}
        {(before !== null || after !== null) && (
          <p class="s words">
            <WordDiff before={before ?? ''} after={after ?? ''} />
          </p>
        )}
      </div>
    </li>
  );
};

interface GroupProps {
  readonly id: string;
  readonly title: string;
  readonly changes: readonly ChangeView[];
  readonly onTextDiff: () => void;
}

const Group = ({ id, title, changes, onTextDiff }: GroupProps) => (
  <section class="group" aria-labelledby={id}>
    <header>
      <h2 id={id}>{title}</h2>
      <span class="acts">
        <Button onClick={onTextDiff}>{t('openTextDiff')}</Button>
      </span>
    </header>
    <ul class="diff">
      {changes.map((change, index) => (
        <Change key={index} change={change} id={`${id}-${index}`} />
      ))}
    </ul>
  </section>
);

interface ProposalProps {
  readonly proposal: NonNullable<PlanState['proposal']>;
  /** Resolves to true if they were accepted; null where changes cannot be accepted. */
  readonly onAccept: ((version: number, positions: readonly number[]) => Promise<boolean>) | null;
  /** Announces a text politely. */
  readonly onSay: (text: string) => void;
  readonly onTextDiff: () => void;
}

/** A proposed version, whose changes can be accepted in whole or in part. */
const ProposedChanges = ({ proposal, onAccept, onSay, onTextDiff }: ProposalProps) => {
  const { run } = useView();
  const { changes, version, actions } = proposal;
  const [left, setLeft, forget] = useKept<readonly number[]>(`changes ${proposal.baseVersion} ${version}`, []);
  const [, send] = useSending();
  const chosen = changes.flatMap((_, at) => (left.includes(at) ? [] : [at]));
  const selected = (count: number): string => t('selectedOf', count, changes.length);
  const choose = (at: number, wanted: boolean): void => {
    const others = left.filter((other) => other !== at);
    setLeft(wanted ? others : [...others, at]);
    onSay(selected(chosen.length + (wanted ? 1 : -1)));
  };
  const accept = async (): Promise<boolean> => {
    const isAccepted = (await onAccept?.(version, chosen)) === true;
    if (isAccepted) forget();
    return isAccepted;
  };
  const answers = actions.filter(({ command }) => command !== 'devplan.compareVersions');
  const isPart = onAccept !== null && chosen.length < changes.length;
  return (
    <section class="group" aria-labelledby="changes-proposed">
      <header>
        <h2 id="changes-proposed">{t('proposedChanges', proposal.baseVersion, version)}</h2>
        <span class="acts">
          {onAccept && <span class="dim s num">{selected(chosen.length)}</span>}
          {isPart && (
            <Button primary disabled={chosen.length === 0} onClick={() => send(accept)}>
              {t('acceptSelected')}
            </Button>
          )}
          {answers.map((action, index) => (
            <Button key={action.label} primary={index === 0 && !isPart} onClick={() => run(action)}>
              {index === 0 ? t('acceptAll') : action.label}
            </Button>
          ))}
          <Button onClick={onTextDiff}>{t('openTextDiff')}</Button>
        </span>
      </header>
      <ul class="diff">
        {changes.map((change, at) => (
          <Change
            key={at}
            change={change}
            id={`proposed-${at}`}
            chosen={!left.includes(at)}
            {...(onAccept && { onChoose: (wanted: boolean) => choose(at, wanted) })}
          />
        ))}
      </ul>
    </section>
  );
};

type ChangesProps = Pick<ProposalProps, 'onAccept' | 'onSay'> & { readonly plan: PlanState };

/** The changes a proposal would make, those since the approval, and those in the version on display, task by task. */
export const Changes = ({ plan, ...handlers }: ChangesProps) => {
  const { run } = useView();
  const { proposal, changes, changesAgainst, sinceApproval, planId, current, shown } = plan;
  const compare = (from: number, to: number) => () =>
    run({ command: 'devplan.compareVersions', args: [planId, from, to] });
  const isToldAlready = sinceApproval?.version === changesAgainst && shown === current;
  return (
    <div class="stack">
      <p class="dim s">{t('scopeHint')}</p>
      {proposal && (
        <ProposedChanges
          key={`${proposal.baseVersion} ${proposal.version}`}
          proposal={proposal}
          {...handlers}
          onTextDiff={compare(proposal.baseVersion, proposal.version)}
        />
      )}
      {sinceApproval && (
        <Group
          id="changes-approval"
          title={t('changesSinceApproval', sinceApproval.version, current)}
          changes={sinceApproval.changes}
          onTextDiff={compare(sinceApproval.version, current)}
        />
      )}
      {changesAgainst !== null && changes.length > 0 && !isToldAlready && (
        <Group
          id="changes-shown"
          title={t('changesSince', changesAgainst, shown)}
          changes={changes}
          onTextDiff={compare(changesAgainst, shown)}
        />
      )}
    </div>
  );
};

import type { ActionView, ChangeView, PlanState } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { Icon } from '../icon';
import { Pill, changeMark } from '../labels';
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

const Change = ({ change }: { change: ChangeView }) => {
  const mark = changeMark(change);
  const { before, after } = change;
  return (
    <li>
      <span class="kind">
        <Icon name={mark.icon} tone={mark.tone} />
        {t(mark.word)}
      </span>
      <div class="what">
        <p class="t">
          <span>
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
  readonly actions: readonly ActionView[];
  readonly onTextDiff: () => void;
}

const Group = ({ id, title, changes, actions, onTextDiff }: GroupProps) => {
  const { run } = useView();
  return (
    <section class="group" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span class="acts">
          {actions.map((action, index) => (
            <Button key={action.label} primary={action.primary ?? index === 0} onClick={() => run(action)}>
              {action.label}
            </Button>
          ))}
          <Button onClick={onTextDiff}>{t('openTextDiff')}</Button>
        </span>
      </header>
      <ul class="diff">
        {changes.map((change, index) => (
          <Change key={index} change={change} />
        ))}
      </ul>
    </section>
  );
};

/** What a proposed version would change, and what the shown version changed, task by task. */
export const Changes = ({ plan }: { plan: PlanState }) => {
  const { run } = useView();
  const { proposal, changes, changesAgainst, planId, current, shown } = plan;
  const compare = (from: number, to: number) => () =>
    run({ command: 'devplan.compareVersions', args: [planId, from, to] });
  const offered = proposal?.actions.filter(({ command }) => command !== 'devplan.compareVersions') ?? [];
  return (
    <div class="stack">
      {proposal && (
        <Group
          id="changes-proposed"
          title={t('proposedChanges', current, proposal.version)}
          changes={proposal.changes}
          actions={offered}
          onTextDiff={compare(current, proposal.version)}
        />
      )}
      {changesAgainst !== null && changes.length > 0 && (
        <Group
          id="changes-shown"
          title={t('changesSince', changesAgainst, shown)}
          changes={changes}
          actions={[]}
          onTextDiff={compare(changesAgainst, shown)}
        />
      )}
    </div>
  );
};

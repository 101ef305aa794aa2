import type { StarterView } from '../../src/shared/formView';
import { LinkButton } from '../buttons';
import { Icon } from '../icon';
import { useView } from '../view';
import { t } from '../words';

interface EmptyStateProps {
  readonly starters: readonly StarterView[];
  readonly offline: boolean;
  readonly closed: boolean;
  readonly onStart: (prompt: string) => void;
}

/** What a conversation without messages shows: what this is for, and ways to begin. */
export const EmptyState = ({ starters, offline, closed, onStart }: EmptyStateProps) => {
  const { run } = useView();
  return (
    <main class="empty">
      <p>{t('welcome')}</p>
      {starters.length > 0 && !closed && (
        <section aria-label={t('starters')}>
          <ul class="starters">
            {starters.map((starter) => (
              <li key={starter.title}>
                <button type="button" onClick={() => onStart(starter.prompt)}>
                  <Icon name={starter.icon} />
                  <span>{starter.title}</span>
                  <span class="s dim">{starter.detail}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {offline && (
        <p class="note">
          <Icon name="key" />
          <span>
            {t('noKeyNeeded')}{' '}
            <LinkButton label={t('chooseModel')} onClick={() => run({ command: 'devplan.selectModel' })} />
          </span>
        </p>
      )}
    </main>
  );
};

import type { EstimateView } from '../../src/shared/protocol';
import { ToolButton } from '../buttons';
import { Icon } from '../icon';
import { Button } from '../toolkit';
import { useView } from '../view';
import { t } from '../words';

interface ComposerBarProps {
  readonly model: string;
  readonly running: boolean;
  readonly closed: boolean;
  readonly empty: boolean;
  readonly estimate: EstimateView | null;
  readonly onAddContext: () => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
}

/** Under the text: context, model, and Send, which becomes Stop in the same place. */
export const ComposerBar = ({
  model,
  running,
  closed,
  empty,
  estimate,
  onAddContext,
  onSend,
  onStop,
}: ComposerBarProps) => {
  const { run } = useView();
  return (
    <div class="bottom">
      <ToolButton
        icon="add"
        label={t('addContext')}
        title={t('addContextHint')}
        disabled={closed}
        onClick={onAddContext}
      />
      <button
        class="tool picker"
        type="button"
        aria-haspopup="listbox"
        aria-label={t('modelIs', model)}
        title={t('model')}
        onClick={() => run({ command: 'devplan.selectModel' })}
      >
        <span class="clip">{model}</span>
        <Icon name="chevron-down" />
      </button>
      <span class="grow" />
      {estimate && (
        <span class="est num" title={estimate.detail}>
          ≈ {estimate.tokens}
          <span class="unit"> {t('tokens')}</span>
        </span>
      )}
      <Button
        class="send"
        primary={!running}
        label={t(running ? 'stop' : 'send')}
        title={t(running ? 'stopHint' : 'sendHint')}
        disabled={!running && (closed || empty)}
        onClick={running ? onStop : onSend}
      >
        <Icon name={running ? 'stop-circle' : 'send'} />
      </Button>
    </div>
  );
};

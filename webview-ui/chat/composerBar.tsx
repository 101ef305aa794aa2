import { useId } from 'preact/hooks';
import type { ContextView, EstimateView } from '../../src/shared/contextView';
import { shortCount } from '../../src/shared/shortCount';
import { ToolButton } from '../buttons';
import { ContextParts } from '../contextParts';
import { Icon } from '../icon';
import { Button } from '../toolkit';
import { useView } from '../view';
import { t } from '../words';

interface ComposerBarProps {
  readonly model: string;
  readonly preview: ContextView | null;
  readonly running: boolean;
  readonly closed: boolean;
  readonly empty: boolean;
  readonly estimate: EstimateView | null;
  readonly onAddContext: () => void;
  readonly onSend: () => void;
  readonly onStop: () => void;
}

/** How many tokens the message will take; opens a list of all parts. */
const Estimate = ({ preview, estimate }: Pick<ComposerBarProps, 'estimate'> & { preview: ContextView }) => {
  const id = useId();
  const { parts, leftOut, tokens, budget } = preview;
  return (
    <>
      <button
        class="tool est num"
        type="button"
        popovertarget={id}
        title={estimate?.detail ?? t('estimateHint', tokens.toLocaleString(), budget.toLocaleString())}
      >
        ≈ {estimate?.tokens ?? shortCount(tokens)} <span class="unit">{t('tokens')}</span>
      </button>
      <div id={id} class="menu" popover="auto" role="dialog" aria-label={t('willSee')} tabIndex={-1}>
        <h2>{t('willSee')}</h2>
        <ContextParts parts={parts} leftOut={leftOut} />
      </div>
    </>
  );
};

/** Under the text: context, model, and Send, which becomes Stop in the same place. */
export const ComposerBar = ({
  model,
  preview,
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
      {preview && <Estimate preview={preview} estimate={estimate} />}
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

import type { ActionView } from '../src/shared/protocol';
import { ToolButton } from './buttons';
import { Icon } from './icon';
import { Button } from './toolkit';
import { useView } from './view';
import { t } from './words';

/** A notice of the host over the view, with what helps. */
export const Notice = (props: { icon: string; text: string; actions: readonly ActionView[] }) => {
  const { run } = useView();
  return (
    <section class="banner" aria-label={t('notice')}>
      <Icon name={props.icon} />
      <p>{props.text}</p>
      {props.actions.map((action) => (
        <Button key={action.label} primary={action.primary ?? false} onClick={() => run(action)}>
          {action.label}
        </Button>
      ))}
    </section>
  );
};

/** Says that the host refused something. */
export const Refusal = ({ text, onClose }: { text: string; onClose: () => void }) => (
  <section class="banner refusal" role="alert">
    <Icon name="error" tone="err" />
    <p>{text}</p>
    <ToolButton icon="close" label={t('dismiss')} onClick={onClose} />
  </section>
);

import type { NoticeView } from '../src/shared/protocol';
import { ActionButtons, ToolButton } from './buttons';
import { Icon } from './icon';
import { t } from './words';

/** A notice from the host above the view, with the actions that help. */
export const Notice = ({ icon, text, actions }: NoticeView & { icon: string }) => (
  <section class="banner" aria-label={t('notice')}>
    <Icon name={icon} />
    <p>{text}</p>
    <ActionButtons actions={actions} />
  </section>
);

/** Says why the host refused something, with the actions that help. */
export const Refusal = ({ text, actions, onClose }: NoticeView & { onClose: () => void }) => (
  <section class="banner refusal" role="alert">
    <Icon name="error" tone="err" />
    <p>{text}</p>
    <ActionButtons actions={actions} />
    <ToolButton icon="close" label={t('dismiss')} onClick={onClose} />
  </section>
);

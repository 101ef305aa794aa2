import { ToolButton } from '../buttons';
import { Icon } from '../icon';
import { t } from '../words';
import { shortName } from './mentions';

/** The files and selections that go with the next message. */
export const Chips = ({ paths, onRemove }: { paths: readonly string[]; onRemove: (path: string) => void }) =>
  paths.length === 0 ? null : (
    <ul class="chips" aria-label={t('contextForNext')}>
      {paths.map((path) => {
        const name = shortName(path);
        return (
          <li key={path} class="chip" title={path}>
            <Icon name={path.endsWith('/') ? 'folder' : 'file'} />
            <span class="clip">{name}</span>
            <ToolButton
              icon="close"
              label={t('removeFromContext', name)}
              title={t('remove')}
              onClick={() => onRemove(path)}
            />
          </li>
        );
      })}
    </ul>
  );

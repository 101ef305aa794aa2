import { showControls } from '../bidi';
import { ActionMenu, ToolButton } from '../buttons';
import { Icon } from '../icon';
import { useView } from '../view';
import { t } from '../words';
import type { ChatModel } from './reducer';

/** The conversation's title, its actions and the project. */
export const Head = ({ model }: { model: ChatModel }) => {
  const { run } = useView();
  const title = showControls(model.session?.title || t('newConversation'));
  const project = model.project?.name ?? t('noProject');
  return (
    <header class="head">
      <h1 class="clip" title={title}>
        {title}
      </h1>
      <div class="acts mini">
        <ToolButton icon="add" label={t('newChat')} onClick={() => run({ command: 'devplan.newChat' })} />
        {model.menu && model.menu.length > 0 && <ActionMenu label={t('moreActions')} actions={model.menu} />}
      </div>
      <button
        class="tool picker"
        type="button"
        aria-haspopup="listbox"
        aria-label={t('projectIs', project)}
        title={t('project')}
        onClick={() => run({ command: 'devplan.selectProject' })}
      >
        <Icon name="project" />
        <span class="clip">{project}</span>
        <Icon name="chevron-down" />
      </button>
      {model.spent && (
        <span class="spent num" title={t('spent')}>
          {model.spent}
        </span>
      )}
    </header>
  );
};

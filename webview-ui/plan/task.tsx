import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { DriftView, TaskView } from '../../src/shared/sectionViews';
import { ago } from '../ago';
import { showControls } from '../bidi';
import { ActionLinks, ToolButton } from '../buttons';
import { Kind } from '../labels';
import { Link } from '../link';
import { InlineMarkdown, Markdown } from '../markdownView';
import { useView } from '../view';
import { t } from '../words';
import { TaskFiles } from './taskFiles';

/** What a plan's tasks share. */
export interface TaskHandlers {
  readonly canTick: boolean;
  readonly tick: (taskId: string, done: boolean) => void;
}

/** Focuses a task and scrolls it into view. */
export const goToTask = (taskId: string): void => {
  const row = document.getElementById(`task-${taskId}`);
  const section = row?.closest('details');
  if (section) section.open = true;
  row?.scrollIntoView({ block: 'center' });
  (row?.querySelector<HTMLElement>('input:enabled') ?? row)?.focus({ preventScroll: true });
};

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const Dependencies = ({ ids }: { ids: readonly string[] }) => (
  <>
    {ids.map((id, index) => (
      <span key={id}>
        {index > 0 && ', '}
        <Link onFollow={() => goToTask(id)}>{id}</Link>
      </span>
    ))}
  </>
);

const Drift = ({ drift }: { drift: DriftView }) => (
  <div class="drift">
    {drift.texts.map((text) => (
      <Kind key={text} icon="arrow-swap" tone="chg">
        {showControls(text)}
      </Kind>
    ))}
    <span class="acts">
      <ActionLinks actions={drift.actions} />
    </span>
  </div>
);

/** `Ada, 2 hr. ago, the tests are green`. */
const doneWords = ({ who, at, why }: NonNullable<TaskView['doneBy']>): string =>
  [who, ago(at), why].filter(Boolean).join(', ');

const Facts = ({ task }: { task: TaskView }) => (
  <dl>
    {task.files.length > 0 && (
      <Fact name={t('files')}>
        <TaskFiles files={task.files} />
      </Fact>
    )}
    {task.dependsOn.length > 0 && (
      <Fact name={t('after')}>
        <Dependencies ids={task.dependsOn} />
      </Fact>
    )}
    {task.done && task.doneBy ? (
      <Fact name={t('done')}>{doneWords(task.doneBy)}</Fact>
    ) : (
      <Fact name={t('doneWhen')}>
        {task.doneWhen ? (
          <InlineMarkdown text={task.doneWhen} />
        ) : (
          <Kind icon="warning" tone="warn">
            {t('nothingToCheck')}
          </Kind>
        )}
      </Fact>
    )}
    {task.drift && (
      <Fact name={t('drift')}>
        <Drift drift={task.drift} />
      </Fact>
    )}
    {task.coverage && <Fact name={t('changed')}>{task.coverage}</Fact>}
    {task.notes && (
      <Fact name={t('notes')}>
        <Markdown text={task.notes} />
      </Fact>
    )}
  </dl>
);

/** One task: its check box, title and facts. */
export const TaskRow = ({ task, handlers }: { task: TaskView; handlers: TaskHandlers }) => {
  const { run } = useView();
  const { id } = task;
  const own = useId();
  const idLabel = `label-${id ?? own}`;
  const isClosed = id === null || !handlers.canTick;
  return (
    <li
      class={task.done ? 'task done' : 'task'}
      id={id === null ? undefined : `task-${id}`}
      tabIndex={isClosed ? -1 : undefined}
    >
      <input
        type="checkbox"
        checked={task.done}
        disabled={isClosed}
        aria-labelledby={`${idLabel}-id ${idLabel}-title`}
        onChange={(event) => {
          if (id !== null) handlers.tick(id, event.currentTarget.checked);
        }}
      />
      <span class="id" id={`${idLabel}-id`}>
        {id}
      </span>
      <h4 class="title" id={`${idLabel}-title`}>
        <InlineMarkdown text={task.title} />
      </h4>
      <span class="side">
        {task.actions && task.actions.length > 0 && (
          <span class="tools">
            {task.actions.map((action) => (
              <ToolButton
                key={action.label}
                icon={action.icon ?? 'circle-small'}
                label={action.label}
                onClick={() => run(action)}
              />
            ))}
          </span>
        )}
        {task.estimate && (
          <span class="num" title={t('estimate')}>
            <span class="sr">{t('estimate')} </span>
            {task.estimate}
          </span>
        )}
      </span>
      <Facts task={task} />
    </li>
  );
};

import type { TaskFileView } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { Icon } from '../icon';
import { Link } from '../link';
import { useView } from '../view';
import { t } from '../words';

const marks = {
  found: { icon: 'check', tone: 'ok', word: 'found', wordClass: 'sr' },
  new: { icon: 'diff-added', tone: 'ok', word: 'fresh', wordClass: 'dim' },
  delete: { icon: 'diff-removed', tone: 'err', word: 'deleted', wordClass: 'dim' },
  missing: { icon: 'error', tone: 'err', word: 'notFound', wordClass: 'err' },
  ambiguous: { icon: 'warning', tone: 'warn', word: 'ambiguous', wordClass: 'dim' },
  unchecked: { icon: 'file', tone: 'dim', word: null, wordClass: '' },
} as const;

const TaskFile = ({ file }: { file: TaskFileView }) => {
  const { openFile } = useView();
  const mark = marks[file.state];
  const name = showControls(file.line === null ? file.path : `${file.path}:${file.line}`);
  const opens = file.state !== 'new' && file.state !== 'missing';
  return (
    <li>
      <Icon name={mark.icon} tone={mark.tone} />
      {opens ? <Link onFollow={() => openFile(file.path, file.line)}>{name}</Link> : <span class="path">{name}</span>}
      {mark.word && <span class={mark.wordClass}>{t(mark.word)}</span>}
      {file.nearest !== null && <span class="dim">{t('nearest', file.nearest)}</span>}
    </li>
  );
};

/** The files of a task, each with its state in the workspace. */
export const TaskFiles = ({ files }: { files: readonly TaskFileView[] }) => (
  <ul class="files">
    {files.map((file) => (
      <TaskFile key={`${file.path}:${file.line}`} file={file} />
    ))}
  </ul>
);

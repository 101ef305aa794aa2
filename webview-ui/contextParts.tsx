import type { ContextPartView, ContextView } from '../src/shared/contextView';
import { shortCount } from '../src/shared/shortCount';
import { showControls } from './bidi';
import { ActionLinks } from './buttons';
import { Icon } from './icon';
import { Link } from './link';
import { useView } from './view';
import { t } from './words';

const icons: Readonly<Record<ContextPartView['source'], string>> = {
  project: 'project',
  facts: 'info',
  openEditors: 'window',
  otherPlans: 'checklist',
  decisions: 'check',
  conversations: 'comment-discussion',
  workspace: 'file',
  mention: 'mention',
  attachment: 'link',
  plan: 'checklist',
  history: 'history',
};

/** The icon of a part's source. */
export const partIcon = ({ source, path }: ContextPartView): string =>
  path?.endsWith('/') ? 'folder' : path !== null && source !== 'workspace' ? 'file' : icons[source];

/** A part's name; a file's name opens the file. */
export const PartName = ({ part }: { part: ContextPartView }) => {
  const { openFile } = useView();
  const { path, line } = part;
  if (path === null || path.endsWith('/')) return <span class="clip">{showControls(part.label)}</span>;
  // Name before folder, as in the editor: if space is short, the folder is cut first.
  const cut = part.label.lastIndexOf('/');
  return (
    <>
      <Link class="link clip" title={path} onFollow={() => openFile(path, line)}>
        {showControls(part.label.slice(cut + 1))}
      </Link>
      {cut > 0 && <span class="in clip">{showControls(part.label.slice(0, cut))}</span>}
    </>
  );
};

/** What was left out, why, and the action that includes it next time. */
export const LeftOut = ({ parts }: { parts: readonly ContextPartView[] }) => (
  <ul class="left">
    {parts.map((part) => (
      <li key={`${part.label} ${part.detail}`} class="line">
        <Icon name="circle-slash" />
        <p>
          <PartName part={part} /> <span class="dim">{part.detail}</span>
        </p>
        {part.action && (
          <span class="acts">
            <ActionLinks actions={[part.action]} />
          </span>
        )}
      </li>
    ))}
  </ul>
);

/** All parts in one column, followed by what was left out. */
export const ContextParts = ({ parts, leftOut }: Pick<ContextView, 'parts' | 'leftOut'>) => (
  <div class="parts">
    <ol>
      {parts.map((part, index) => (
        <li key={index} title={part.detail}>
          <Icon name={partIcon(part)} />
          <PartName part={part} />
          <span class="tokens dim num">{t('tokenCount', shortCount(part.tokens))}</span>
        </li>
      ))}
    </ol>
    {leftOut.length > 0 && (
      <>
        <h3>{t('leftOut')}</h3>
        <LeftOut parts={leftOut} />
      </>
    )}
  </div>
);

import type { MessageView } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { Icon } from '../icon';
import { Link } from '../link';
import { useView } from '../view';
import { counted, t } from '../words';

type Activity = MessageView['activity'][number];
type Deed = 'read' | 'searched' | 'listed' | 'did';

const deeds: Readonly<Record<string, Deed>> = {
  read_file: 'read',
  search_text: 'searched',
  find_symbol: 'searched',
  search_plans: 'searched',
  list_files: 'listed',
};
const icons: Readonly<Record<string, string>> = {
  read_file: 'file',
  search_text: 'search',
  find_symbol: 'symbol-method',
  search_plans: 'search',
  list_files: 'folder',
  read_plan: 'checklist',
};
const deedKeys = { read: 'didRead', searched: 'didSearch', listed: 'didList', did: 'didOther' } as const;

/** `Read 4 files, searched 2 times`. */
export const summarize = (activity: readonly Activity[]): string => {
  const parts = (['read', 'searched', 'listed', 'did'] as const).flatMap((deed) => {
    const count = activity.filter(({ tool }) => (deeds[tool] ?? 'did') === deed).length;
    return count === 0 ? [] : [counted(deedKeys[deed], count)];
  });
  const words = parts.join(', ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
};

const range = ({ line, endLine }: Activity): string =>
  line === undefined ? '' : endLine === undefined || endLine === line ? `${line}` : `${line}–${endLine}`;

const Step = ({ step }: { step: Activity }) => {
  const { openFile } = useView();
  const { path } = step;
  const subject = showControls(step.subject);
  return (
    <li>
      <Icon name={step.failed ? 'error' : (icons[step.tool] ?? 'tools')} tone={step.failed ? 'err' : undefined} />
      {path === undefined ? (
        <span class="clip">{subject}</span>
      ) : (
        <Link class="link clip" title={path} onFollow={() => openFile(path, step.line ?? null)}>
          {subject}
        </Link>
      )}
      {range(step) && <span class="range num">{range(step)}</span>}
      {step.outcome && <span class="range">{step.outcome}</span>}
    </li>
  );
};

/** What the agent read and searched, in one collapsed row. */
export const ActivityRow = ({ activity }: { activity: readonly Activity[] }) => (
  <details>
    <summary>
      <Icon name="chevron-right" />
      <Icon name="search" />
      <span>{summarize(activity)}</span>
    </summary>
    <ol>
      {activity.map((step, index) => (
        <Step key={index} step={step} />
      ))}
    </ol>
  </details>
);

/** The model's reasoning, in one collapsed row. */
export const ReasoningRow = ({ text, running }: { text: string; running: boolean }) => (
  <details>
    <summary>
      <Icon name="chevron-right" />
      <Icon name="lightbulb" />
      <span>{t(running ? 'thinking' : 'thought')}</span>
    </summary>
    <p class="reasoning">{showControls(text)}</p>
  </details>
);

import type { PlanState } from '../../src/shared/protocol';
import type { ReviewView, ThreadView } from '../../src/shared/reviewViews';
import { ago } from '../ago';
import { showControls } from '../bidi';
import { ActionButtons, ToolButton } from '../buttons';
import { Icon } from '../icon';
import { useKept } from '../kept';
import { Pill } from '../labels';
import { Link } from '../link';
import { InlineMarkdown, Markdown } from '../markdownView';
import { useSending } from '../sending';
import { Button } from '../toolkit';
import { useView } from '../view';
import { t } from '../words';
import { Disclosure } from './disclosure';

const reviewIcons: Readonly<Record<ReviewView['kind'], readonly [icon: string, tone: string]>> = {
  requested: ['eye', 'info'],
  approved: ['pass', 'ok'],
  changes_requested: ['request-changes', 'chg'],
  commented: ['comment', 'dim'],
  status: ['circle-small', 'dim'],
  stale: ['warning', 'warn'],
};

const threadMarks = {
  open: { icon: 'issue-draft', tone: 'info', word: 'threadOpen' },
  outdated: { icon: 'history', tone: 'chg', word: 'threadOutdated' },
  resolved: { icon: 'pass', tone: 'ok', word: 'threadResolved' },
} as const;

/** Stores a reply; resolves to true if it was stored. */
type SendReply = (body: string) => Promise<boolean>;

const Reply = ({ threadId, place, onReply }: { threadId: string; place: string; onReply: SendReply }) => {
  const [text, setText, forget] = useKept(`reply ${threadId}`, '');
  const [isSending, send] = useSending();
  const reply = async (): Promise<boolean> => {
    if (await onReply(text.trim())) forget();
    return false;
  };
  return (
    <form
      class="reply"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') send(reply);
      }}
    >
      <input
        class="field"
        type="text"
        dir="auto"
        aria-label={t('replyTo', place)}
        placeholder={t('reply')}
        value={text}
        readOnly={isSending}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <Button submit>{t('reply')}</Button>
    </form>
  );
};

const ThreadBody = ({ thread, onReply }: { thread: ThreadView; onReply: SendReply | null }) => (
  <div class="in">
    <blockquote>
      {thread.state === 'outdated' && <span class="dim">{t('versionSaid', thread.version)} </span>}
      <Markdown text={thread.quote} />
    </blockquote>
    {thread.comments.map((comment) => (
      <div key={comment.id} class="comment">
        <Icon name="account" />
        <p>
          <b>{showControls(comment.author)}</b> <span class="dim s">{ago(comment.at)}</span>
        </p>
        <div class="said">
          <Markdown text={comment.body} />
        </div>
      </div>
    ))}
    {onReply && <Reply threadId={thread.id} place={thread.taskId ?? thread.title} onReply={onReply} />}
  </div>
);

const ThreadHead = ({ thread, onTask }: { thread: ThreadView; onTask: (taskId: string) => void }) => {
  const { run } = useView();
  const { taskId, state } = thread;
  const mark = threadMarks[state];
  return (
    <header>
      <Icon name="comment" tone="info" />
      {taskId !== null && <Link onFollow={() => onTask(taskId)}>{taskId}</Link>}
      <span class="clip">
        <InlineMarkdown text={thread.title} />
      </span>
      <Pill icon={mark.icon} tone={mark.tone}>
        {t(mark.word)}
      </Pill>
      <span class="grow" />
      {thread.actions.map((action) => (
        <ToolButton
          key={action.label}
          icon={action.icon ?? 'circle-small'}
          label={`${action.label}: ${taskId ?? thread.title}`}
          onClick={() => run(action)}
        />
      ))}
    </header>
  );
};

interface ReviewsProps {
  readonly plan: PlanState;
  /** Null where replying is not possible. */
  readonly onReply: ((threadId: string, body: string) => Promise<boolean>) | null;
  readonly onTask: (taskId: string) => void;
}

const Thread = ({ thread, onReply, onTask }: { thread: ThreadView } & Omit<ReviewsProps, 'plan'>) => {
  const place = thread.taskId ?? thread.title;
  const reply = onReply && ((body: string) => onReply(thread.id, body));
  if (thread.state !== 'resolved')
    return (
      <article class="thread" aria-label={t('threadOn', place)}>
        <ThreadHead thread={thread} onTask={onTask} />
        <ThreadBody thread={thread} onReply={reply} />
      </article>
    );
  return (
    <Disclosure
      id={`thread ${thread.id}`}
      class="thread"
      initially={false}
      summary={
        <>
          <Icon name="pass" tone="ok" />
          <span class="clip">{t('resolvedThread', place, thread.comments.length)}</span>
        </>
      }
    >
      <ThreadHead thread={thread} onTask={onTask} />
      <ThreadBody thread={thread} onReply={null} />
    </Disclosure>
  );
};

/** Who said what about the plan: decisions with their reasons, and the threads of comments. */
export const Reviews = ({ plan, onReply, onTask }: ReviewsProps) => {
  const { reviews, reviewActions, threads, commentActions } = plan;
  const open = threads.filter(({ state }) => state !== 'resolved').length;
  return (
    <div class="stack">
      {reviewActions.length > 0 && (
        <div class="acts">
          <ActionButtons actions={reviewActions} />
        </div>
      )}
      <section aria-labelledby="reviews-title">
        <h2 id="reviews-title">{t('reviews')}</h2>
        {reviews.length === 0 && <p class="dim">{t('noReviews')}</p>}
        <ol class="hist">
          {reviews.map(({ kind, text, at }, index) => (
            <li key={index}>
              <Icon name={reviewIcons[kind][0]} tone={reviewIcons[kind][1]} />
              <span>{showControls(text)}</span>
              <span class="dim s nowrap">{at !== null && ago(at)}</span>
            </li>
          ))}
        </ol>
      </section>
      <section class="stack" aria-labelledby="comments-title">
        <div class="acts">
          <h2 id="comments-title" class="grow">
            {t('comments')}
          </h2>
          {threads.length > 0 && <span class="dim s num">{t('openAndResolved', open, threads.length - open)}</span>}
          <ActionButtons actions={commentActions} />
        </div>
        {threads.map((thread) => (
          <Thread key={thread.id} thread={thread} onReply={onReply} onTask={onTask} />
        ))}
        {threads.length === 0 && <p class="dim">{t('noComments')}</p>}
      </section>
    </div>
  );
};

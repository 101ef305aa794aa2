import { Component, type ComponentChildren } from 'preact';
import type { Answer, MessageView } from '../../src/shared/protocol';
import { showControls } from '../bidi';
import { LinkButton, ToolButton } from '../buttons';
import { Icon } from '../icon';
import { Link } from '../link';
import { Markdown } from '../markdownView';
import { useView } from '../view';
import { t } from '../words';
import { ActivityRow, ReasoningRow } from './activity';
import { Card, ErrorCard } from './cards';
import { shortName, textParts } from './mentions';
import { SeenRow } from './seenRow';
import { AnsweredQuestions, QuestionForm } from './questions';

/** What a message's own controls do. */
export interface MessageHandlers {
  readonly retry: (messageId: string) => void;
  /** Puts one of the user's messages into the composer, to be changed and sent again. */
  readonly edit: (message: MessageView) => void;
  readonly answer: (messageId: string, answers: readonly Answer[]) => Promise<boolean>;
}

interface RowProps {
  readonly message: MessageView;
  /** 1 for the first message of the conversation. */
  readonly position: number;
  readonly total: number;
  /** True while nothing can be sent: a turn runs, or this window only reads. */
  readonly closed: boolean;
  readonly handlers: MessageHandlers;
}

const Mention = ({ text, path, line }: { text: string; path: string; line: number | null }) => {
  const { openFile } = useView();
  return (
    <Link class="mention" title={path} onFollow={() => openFile(path, line)}>
      <Icon name={path.endsWith('/') ? 'folder' : 'file'} />
      <span class="clip">{showControls(shortName(text))}</span>
    </Link>
  );
};

/** A user's words; a mentioned path is a link. */
const UserText = ({ text }: { text: string }) => (
  <p class="user">
    {textParts(text).map((part) =>
      part.path === null ? showControls(part.text) : <Mention text={part.text} path={part.path} line={part.line} />,
    )}
  </p>
);

const Foot = ({ message, onRetry }: { message: MessageView; onRetry: (() => void) | null }) => {
  const { state, footer } = message;
  if (state === 'streaming')
    return (
      <p class="foot">
        <Icon name="loading" />
        <span class="num">{footer || t(message.text ? 'writing' : 'thinking')}</span>
      </p>
    );
  const stopped = state === 'cancelled' ? t('stopped') : '';
  const words = [stopped, footer].filter(Boolean).join(' · ');
  if (!words) return null;
  return (
    <p class="foot">
      <span class="num">{words}</span>
      {state === 'cancelled' && onRetry && <LinkButton label={t('tryAgain')} onClick={onRetry} />}
    </p>
  );
};

const AssistantTurn = ({
  message,
  handlers,
  last,
  closed,
}: Omit<RowProps, 'position' | 'total'> & { last: boolean }) => {
  const { id, activity, reasoning, questions, text, state } = message;
  const streaming = state === 'streaming';
  const onRetry = last && !closed ? () => handlers.retry(id) : null;
  const quiet: ComponentChildren[] = [];
  if (message.context) quiet.push(<SeenRow key="seen" context={message.context} />);
  if (activity.length > 0) quiet.push(<ActivityRow key="activity" activity={activity} />);
  if (reasoning) quiet.push(<ReasoningRow key="reasoning" text={reasoning} running={streaming && !text} />);
  if (questions.length > 0 && !message.questionsOpen)
    quiet.push(<AnsweredQuestions key="questions" questions={questions} />);
  return (
    <>
      {quiet.length > 0 && <div class="steps">{quiet}</div>}
      {text && <Markdown text={text} caret={streaming} />}
      {questions.length > 0 && message.questionsOpen && (
        <QuestionForm messageId={id} questions={questions} onAnswer={(answers) => handlers.answer(id, answers)} />
      )}
      {message.card && <Card card={message.card} />}
      {message.error && <ErrorCard error={message.error} fresh={last} onRetry={onRetry} />}
      <Foot message={message} onRetry={onRetry} />
    </>
  );
};

/** One message of the feed; drawn again only when something of its own changed. */
export class MessageRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    const { message, position, total, closed } = this.props;
    return next.message !== message || next.position !== position || next.total !== total || next.closed !== closed;
  }

  override render({ message, position, total, closed, handlers }: RowProps) {
    const headingId = `said-${message.id}`;
    const fromUser = message.role === 'user';
    return (
      <article
        class="turn"
        id={`message-${message.id}`}
        tabIndex={0}
        aria-posinset={position}
        aria-setsize={total}
        aria-labelledby={headingId}
        aria-busy={message.state === 'streaming'}
      >
        <h2 class="sr" id={headingId}>
          {t(fromUser ? 'you' : 'devplan')}
        </h2>
        {fromUser ? (
          <div class="said">
            <UserText text={message.text} />
            {position >= total - 1 && !closed && (
              <ToolButton icon="edit" label={t('editAndSendAgain')} onClick={() => handlers.edit(message)} />
            )}
          </div>
        ) : (
          <AssistantTurn message={message} closed={closed} handlers={handlers} last={position === total} />
        )}
      </article>
    );
  }
}

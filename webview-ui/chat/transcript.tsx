import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatState, MessageView } from '../../src/shared/protocol';
import { delayed } from '../delayed';
import { savedState, saveState } from '../host';
import { Icon } from '../icon';
import { t } from '../words';
import { type MessageHandlers, MessageRow } from './message';
import { type RowWindow, around, earlier, follow, later, newest } from './rowWindow';
import { type ScrollAnchor, anchorOf, atNewest, restore } from './scrollKeeper';

interface TranscriptProps {
  readonly sessionId: string;
  readonly messages: readonly MessageView[];
  readonly reveal: ChatState['reveal'];
  /** True while nothing can be sent: a turn runs, or this window only reads. */
  readonly closed: boolean;
  /** Grows with every message that is sent from here. */
  readonly sends: number;
  readonly handlers: MessageHandlers;
}

interface SavedScroll {
  readonly scroll: ScrollAnchor & { readonly session: string };
  /** The last reveal that was carried out: reloading the page must not scroll to it again. */
  readonly revealed: string;
}

/** Distance from either end of the rows, in pixels, at which more are added. */
const reach = 600;

const scrollable = ({ scrollHeight, clientHeight }: HTMLElement): number => scrollHeight - clientHeight;

const remember = delayed((saved: Partial<SavedScroll>) => saveState(saved), 150);

const savedAnchor = (sessionId: string): ScrollAnchor => {
  const { scroll } = savedState<SavedScroll>();
  return scroll?.session === sessionId ? scroll : atNewest;
};

const firstRows = (messages: readonly MessageView[], anchor: ScrollAnchor): RowWindow => {
  const index = anchor.atEnd ? -1 : messages.findIndex(({ id }) => `message-${id}` === anchor.row);
  return index < 0 ? newest(messages.length) : around(index, messages.length);
};

/** Page Up and Page Down go from message to message; Ctrl+Home and Ctrl+End leave the feed. */
const onFeedKey = (event: KeyboardEvent): void => {
  const article = (event.target as HTMLElement).closest('article');
  if (!article || (event.target as HTMLElement).closest('textarea, input, vscode-text-field, pre')) return;
  const to =
    event.ctrlKey && event.key === 'Home'
      ? document.querySelector('.head button')
      : event.ctrlKey && event.key === 'End'
        ? document.querySelector('.composer textarea')
        : event.key === 'PageDown'
          ? article.nextElementSibling
          : event.key === 'PageUp'
            ? article.previousElementSibling
            : null;
  if (!(to instanceof HTMLElement)) return;
  event.preventDefault();
  to.focus();
};

/** The message that has or contains the focus. */
const focusedRow = (feed: HTMLElement | null): Element | null => {
  const row = document.activeElement?.closest('article') ?? null;
  return feed?.contains(row) ? row : null;
};

/** Keeps the focus in the feed when its message has left the rows, by moving it to the nearest row. */
const keepInFeed = (feed: HTMLElement | null, row: Element | null, start: number): void => {
  if (!feed || !row || row.isConnected || !document.hasFocus()) return;
  const isAbove = Number(row.getAttribute('aria-posinset')) <= start;
  const nearest = isAbove ? feed.firstElementChild : feed.lastElementChild;
  (nearest as HTMLElement | null)?.focus({ preventScroll: true });
};

/** The conversation: at most 200 messages are in the document; the reading position stays until the user sends one. */
export const Transcript = ({ sessionId, messages, reveal, closed, sends, handlers }: TranscriptProps) => {
  const scroller = useRef<HTMLElement>(null);
  const feed = useRef<HTMLDivElement>(null);
  const anchor = useRef<ScrollAnchor>(savedAnchor(sessionId));
  const before = useRef(messages.length);
  const sendsBefore = useRef(sends);
  /** True after the user scrolled by wheel, touch, key or scroll bar, until the end is reached again. */
  const byHand = useRef(false);
  /** Finds the row to focus once it is drawn. */
  const toFocus = useRef<(() => Element | null | undefined) | null>(null);
  /** The maximum scroll position when it was last measured. */
  const height = useRef(0);
  const [shown, setShown] = useState<RowWindow>(() => firstRows(messages, anchor.current));
  const [away, setAway] = useState(!anchor.current.atEnd);
  const rows = follow(shown, before.current, messages.length);
  const focused = focusedRow(feed.current);

  const keep = (): void => {
    if (!scroller.current) return;
    restore(scroller.current, anchor.current);
    height.current = scrollable(scroller.current);
  };
  const toNewest = (): void => {
    anchor.current = atNewest;
    setAway(false);
    setShown(newest(messages.length));
    keep();
  };
  /** The pressed button disappears, so the newest row takes the focus. */
  const jump = (): void => {
    toFocus.current = () => feed.current?.lastElementChild;
    toNewest();
  };
  /** Returns false if the message is unknown: the state that has it is still to come. */
  const toMessage = (messageId: string): boolean => {
    const index = messages.findIndex(({ id }) => id === messageId);
    if (index < 0) return false;
    const row = `message-${messageId}`;
    anchor.current = { row, offset: 0, atEnd: false };
    toFocus.current = () => document.getElementById(row);
    setAway(true);
    setShown(around(index, messages.length));
    return true;
  };
  useLayoutEffect(() => {
    before.current = messages.length;
    if (rows !== shown) setShown(rows);
    keepInFeed(feed.current, focused, rows.start);
    keep();
    (toFocus.current?.() as HTMLElement | null | undefined)?.focus({ preventScroll: true });
    toFocus.current = null;
  });
  useLayoutEffect(() => {
    if (sends !== sendsBefore.current) toNewest();
    sendsBefore.current = sends;
  }, [sends]);
  useLayoutEffect(() => {
    if (reveal === null || savedState<SavedScroll>().revealed === reveal.id) return;
    if (toMessage(reveal.messageId)) saveState({ revealed: reveal.id });
  }, [reveal?.id, sessionId]);
  useEffect(() => {
    const observer = new ResizeObserver(keep);
    for (const { current } of [scroller, feed]) if (current) observer.observe(current);
    return () => observer.disconnect();
  }, []);

  const touch = (): void => {
    byHand.current = true;
  };
  /** Keeps the position when a row is opened. */
  const onFeedClick = ({ target }: Event): void => {
    if (scroller.current && feed.current && (target as Element).closest('summary'))
      anchor.current = anchorOf(scroller.current, feed.current, false);
  };
  const onScroll = (): void => {
    if (!scroller.current || !feed.current) return;
    const { scrollTop } = scroller.current;
    const here = anchorOf(scroller.current, feed.current, rows.end === messages.length);
    const end = scrollable(scroller.current);
    const grown = end !== height.current;
    height.current = end;
    // A row that grew or a view that shrank moved the end; the user did not scroll away from it.
    if (anchor.current.atEnd && !here.atEnd && grown && !byHand.current) return keep();
    anchor.current = here;
    if (here.atEnd) byHand.current = false;
    remember.call({ scroll: { ...anchor.current, session: sessionId } });
    setAway(!anchor.current.atEnd);
    if (scrollTop < reach && rows.start > 0) setShown(earlier(rows));
    else if (end - scrollTop < reach && rows.end < messages.length) setShown(later(rows, messages.length));
  };
  /** A row's `toggle` does not bubble; spread, because Preact's types lack the capturing handler. */
  const rowsToggled = { onToggleCapture: onScroll };

  return (
    <main
      class="chat-main"
      ref={scroller}
      onScroll={onScroll}
      onWheel={touch}
      onTouchMove={touch}
      onKeyDown={touch}
      onPointerDown={({ target }) => {
        if (target === scroller.current) touch();
      }}
    >
      <div
        class="feed"
        role="feed"
        aria-label={t('conversation')}
        ref={feed}
        onKeyDown={onFeedKey}
        onClick={onFeedClick}
        {...rowsToggled}
      >
        {messages.slice(rows.start, rows.end).map((message, index) => (
          <MessageRow
            key={message.id}
            message={message}
            position={rows.start + index + 1}
            total={messages.length}
            closed={closed}
            handlers={handlers}
          />
        ))}
      </div>
      {away && (
        <button class="latest" type="button" onClick={jump}>
          <Icon name="arrow-down" />
          {t('latest')}
        </button>
      )}
    </main>
  );
};

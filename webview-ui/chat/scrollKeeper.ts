/** A row and how far its top is from the scroller's top, in pixels; with `atEnd` the newest row is kept in view. */
export interface ScrollAnchor {
  readonly row: string;
  readonly offset: number;
  readonly atEnd: boolean;
}

/** The anchor for reading the newest message. */
export const atNewest: ScrollAnchor = { row: '', offset: 0, atEnd: true };

const nearEnd = 24;

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight <= nearEnd;

/** The scroll position of the newest message: the end, or the top of a question form that is taller than the view. */
const newestTop = (scroller: HTMLElement): number => {
  const end = scroller.scrollHeight - scroller.clientHeight;
  const form = scroller.querySelector('form.ask');
  if (!form) return end;
  return Math.min(end, scroller.scrollTop + form.getBoundingClientRect().top - scroller.getBoundingClientRect().top);
};

/** The scroller's anchor: the newest message if in view and the rows are `complete`, else the first visible row. */
export const anchorOf = (scroller: HTMLElement, rows: HTMLElement, complete: boolean): ScrollAnchor => {
  const isNewest = isAtEnd(scroller) || Math.abs(newestTop(scroller) - scroller.scrollTop) <= nearEnd;
  if (complete && isNewest) return atNewest;
  const top = scroller.getBoundingClientRect().top;
  const first = Array.from(rows.children).find((row) => row.getBoundingClientRect().bottom > top);
  return { row: first?.id ?? '', offset: first ? first.getBoundingClientRect().top - top : 0, atEnd: false };
};

/** Scrolls back to the anchor, whatever was added or removed above it. */
export const restore = (scroller: HTMLElement, anchor: ScrollAnchor): void => {
  if (anchor.atEnd) {
    // A user who has scrolled on to the last question stays there.
    if (!isAtEnd(scroller) || !scroller.querySelector('form.ask')) scroller.scrollTop = newestTop(scroller);
    return;
  }
  const row = document.getElementById(anchor.row);
  if (!row) return;
  const moved = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.offset;
  if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
};

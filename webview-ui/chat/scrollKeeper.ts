/** A row and how far its top is from the scroller's top, in pixels; at the end the newest row is kept in sight instead. */
export interface ScrollAnchor {
  readonly row: string;
  readonly offset: number;
  readonly atEnd: boolean;
}

/** The anchor of one who reads the newest message. */
export const atNewest: ScrollAnchor = { row: '', offset: 0, atEnd: true };

const nearEnd = 24;

/** Where a scroller stands: at the end of all rows where these are `complete`, else at its first visible row. */
export const anchorOf = (scroller: HTMLElement, rows: HTMLElement, complete: boolean): ScrollAnchor => {
  if (complete && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= nearEnd) return atNewest;
  const top = scroller.getBoundingClientRect().top;
  const first = Array.from(rows.children).find((row) => row.getBoundingClientRect().bottom > top);
  return { row: first?.id ?? '', offset: first ? first.getBoundingClientRect().top - top : 0, atEnd: false };
};

/** Brings a scroller back to where it stood, whatever came or went above. */
export const restore = (scroller: HTMLElement, anchor: ScrollAnchor): void => {
  if (anchor.atEnd) {
    scroller.scrollTop = scroller.scrollHeight;
    // Of a form that is higher than the view the first question comes first.
    const form = scroller.querySelector('form.ask');
    const hidden = form ? scroller.getBoundingClientRect().top - form.getBoundingClientRect().top : 0;
    if (hidden > 0) scroller.scrollTop -= hidden;
    return;
  }
  const row = document.getElementById(anchor.row);
  if (!row) return;
  const moved = row.getBoundingClientRect().top - scroller.getBoundingClientRect().top - anchor.offset;
  if (Math.abs(moved) >= 1) scroller.scrollTop += moved;
};

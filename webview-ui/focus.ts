const control =
  ':is(button, input, summary, [role=link], vscode-button, [tabindex="0"]):not(:disabled, [disabled], [tabindex="-1"])';

/** The first control in the innermost of these places that is still connected and has one; null if none has. */
export const nearest = (places: readonly Element[]): HTMLElement | null => {
  for (const place of places) {
    if (!place.isConnected) continue;
    const found = place.matches(control) ? place : place.querySelector(control);
    if (found) return found as HTMLElement;
  }
  return null;
};

/** An element's ancestors below `main`, innermost first. */
const placesOf = (element: Element): readonly Element[] => {
  const places: Element[] = [];
  for (let at: Element | null = element.parentElement; at && !at.matches('main'); at = at.parentElement)
    places.push(at);
  return places;
};

/** Draws, then moves the focus to the fallback if the focused control is gone and this document has the focus. */
export const keepFocus = (draw: () => void, fallback: (places: readonly Element[]) => HTMLElement | null): void => {
  const before = document.activeElement;
  const places = before ? placesOf(before) : [];
  draw();
  if (before && !before.isConnected && document.hasFocus()) fallback(places)?.focus({ preventScroll: true });
};

const control =
  ':is(button, input, summary, [role=link], vscode-button, [tabindex="0"]):not(:disabled, [disabled], [tabindex="-1"])';

/** The first control in the nearest of these places, the innermost first, that is still there and has one. */
export const nearest = (places: readonly Element[]): HTMLElement | null => {
  for (const place of places) {
    if (!place.isConnected) continue;
    const found = place.matches(control) ? place : place.querySelector(control);
    if (found) return found as HTMLElement;
  }
  return null;
};

/** What an element stands in below `main`, the innermost first. */
const placesOf = (element: Element): readonly Element[] => {
  const places: Element[] = [];
  for (let at: Element | null = element.parentElement; at && !at.matches('main'); at = at.parentElement)
    places.push(at);
  return places;
};

/** Draws, and where the focused control is gone afterwards gives the focus to the fallback, unless it is in another editor. */
export const keepFocus = (draw: () => void, fallback: (places: readonly Element[]) => HTMLElement | null): void => {
  const before = document.activeElement;
  const places = before ? placesOf(before) : [];
  draw();
  if (before && !before.isConnected && document.hasFocus()) fallback(places)?.focus({ preventScroll: true });
};

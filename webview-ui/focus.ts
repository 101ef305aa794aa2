/** Draws, and where the focused control is gone afterwards gives the focus to the fallback. */
export const keepFocus = (draw: () => void, fallback: () => HTMLElement | null): void => {
  const before = document.activeElement;
  draw();
  if (before && !before.isConnected) fallback()?.focus();
};

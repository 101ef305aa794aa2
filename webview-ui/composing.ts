/** True for a key event of an input method; in Safari only the key code marks the one that ends a composition. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

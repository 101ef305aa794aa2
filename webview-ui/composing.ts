/** True for a key of an input method; Safari tells the one that ends a composition by its code alone. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

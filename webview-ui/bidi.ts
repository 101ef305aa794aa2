const controls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text with its bidirectional control characters spelled out, so that they cannot reorder what is displayed. */
export const showControls = (text: string): string =>
  text.replace(controls, (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);

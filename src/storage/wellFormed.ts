/** The text with every lone surrogate replaced by U+FFFD: SQLite keeps UTF-8, which has no place for one. */
export const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

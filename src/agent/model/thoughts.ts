/** The end of thoughts whose beginning the server's template kept to itself; null if the text quotes both. */
export const endOfThoughts = (text: string): RegExpExecArray | null => {
  const end = /^<\/(?:think(?:ing)?|thought)>\s*/m.exec(text);
  return end && !/<(?:think|thought)/.test(text.slice(0, end.index)) ? end : null;
};

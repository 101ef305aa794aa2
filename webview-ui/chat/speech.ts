const sentenceEnd = /[.!?:。！？]["')\]”’]*(?=\s)|\n/g;

/** What to announce of a growing text: whole sentences from `said` on, and the position up to which they reach. */
export const unspoken = (
  text: string,
  said: number,
  finished: boolean,
): { readonly words: string; readonly said: number } => {
  // Less than was said if some of the text was taken back.
  if (said >= text.length) return { words: '', said: text.length };
  let end = said;
  if (finished) end = text.length;
  else for (const match of text.slice(said).matchAll(sentenceEnd)) end = said + match.index + match[0].length;
  return { words: spoken(text.slice(said, end)), said: end };
};

/** Markdown as it would be read out, without its markup. */
const spoken = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\s*(?:[#>*+-]+|\d+[.)])\s+/gm, '')
    .replaceAll(/[*_`~|]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

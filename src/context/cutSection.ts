import { estimateTokens } from './budget';
import type { SectionDraft } from './sections';

/** Fewer tokens of a section than this are not worth showing. */
const minTokens = 200;

/** A section's text as a model reads it; a last line says how many lines are missing. */
export const shownText = ({ text, more = 0 }: Pick<SectionDraft, 'text' | 'more'>): string =>
  more === 0 ? text : `${text}\n(${more} more lines)`;

/** The tokens of a section, including its title. */
export const sectionTokens = (section: SectionDraft): number =>
  estimateTokens(section.title) + estimateTokens(shownText(section));

/** Cuts a section after the last line that fits into `tokens` and returns both parts; null if too little fits to be useful. */
export const cutSection = (
  section: SectionDraft,
  tokens: number,
): { readonly shown: SectionDraft; readonly rest: SectionDraft } | null => {
  if (tokens < minTokens) return null;
  const lines = section.text.split('\n');
  let [fits, over] = [0, lines.length];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (sectionTokens(firstLines(section, lines, middle)) <= tokens) fits = middle;
    else over = middle;
  }
  return fits === 0 ? null : { shown: firstLines(section, lines, fits), rest: restOf(section, lines, fits) };
};

const firstLines = (section: SectionDraft, lines: readonly string[], count: number): SectionDraft => ({
  ...section,
  ...(section.startLine !== undefined && placed(section.title, section.startLine, section.startLine + count - 1)),
  text: lines.slice(0, count).join('\n'),
  more: lines.length - count + (section.more ?? 0),
});

const restOf = (section: SectionDraft, lines: readonly string[], shown: number): SectionDraft => {
  const { title, startLine, more = 0 } = section;
  return {
    ...section,
    ...(startLine === undefined
      ? { title: `${title} (${lines.length - shown + more} more lines)` }
      : placed(title, startLine + shown, startLine + lines.length - 1)),
    text: lines.slice(shown).join('\n'),
  };
};

const placed = (title: string, startLine: number, endLine: number) => ({
  title: title.replace(/\(lines \d+-\d+\)$/, `(lines ${startLine}-${endLine})`),
  startLine,
  endLine,
});

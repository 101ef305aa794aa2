/** A line of a plan and where it starts, in UTF-16 units. */
export interface PlanLine {
  readonly text: string;
  readonly offset: number;
}

/** Code in backticks within a line; `start` and `end` cover the backticks, too. */
export interface CodeSpan {
  readonly text: string;
  readonly textStart: number;
  readonly start: number;
  readonly end: number;
}

/** The code in backticks in a line: a run of backticks closes the open span, and what it has beyond that opens the next. */
export const codeSpans = (line: string): CodeSpan[] => {
  const spans: CodeSpan[] = [];
  let open = 0;
  let textStart = 0;
  for (const { 0: run, index } of line.matchAll(/`+/g)) {
    const marks = Math.min(open, run.length);
    if (marks > 0)
      spans.push({ text: line.slice(textStart, index), textStart, start: textStart - marks, end: index + marks });
    open = run.length - marks;
    textStart = index + run.length;
  }
  return spans;
};

/** A text's last sentence, or its part after a semicolon; the dot in a file's name does not end a sentence. */
export const lastSentence = (text: string): string => text.split(/;|\.(?!\w)/).at(-1) ?? '';

/** The lines of a Markdown text outside code fences, without their line breaks. */
export const linesOutsideFences = (source: string): PlanLine[] => {
  const lines: PlanLine[] = [];
  let fence: string | null = null;
  let offset = 0;
  for (const raw of source.split('\n')) {
    const text = raw.replace(/\r$/, '');
    const [, marker, info = ''] = /^\s*(?:[-*+]\s+|>\s*)*(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (fence !== null) {
      if (marker?.startsWith(fence) && info.trim() === '') fence = null;
      // Code in three backticks within one line does not open a fence.
    } else if (marker && !(marker.startsWith('`') && info.includes('`'))) fence = marker;
    else lines.push({ text, offset });
    offset += raw.length + 1;
  }
  return lines;
};

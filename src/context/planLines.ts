/** A line of a plan and where it starts, in UTF-16 units. */
export interface PlanLine {
  readonly text: string;
  readonly offset: number;
}

/** The lines of a Markdown text that stand outside code fences, without their line breaks. */
export const linesOutsideFences = (source: string): PlanLine[] => {
  const lines: PlanLine[] = [];
  let fence: string | null = null;
  let offset = 0;
  for (const raw of source.split('\n')) {
    const text = raw.replace(/\r$/, '');
    const [, marker, info = ''] = /^\s*(?:[-*+]\s+|>\s*)*(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (fence !== null) {
      if (marker?.startsWith(fence) && info.trim() === '') fence = null;
      // Code in three backticks within one line opens nothing.
    } else if (marker && !(marker.startsWith('`') && info.includes('`'))) fence = marker;
    else lines.push({ text, offset });
    offset += raw.length + 1;
  }
  return lines;
};

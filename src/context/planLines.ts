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
    const marker = /^\s*(?:[-*+]\s+|>\s*)*(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence !== null) {
      if (marker?.startsWith(fence)) fence = null;
    } else if (marker) fence = marker;
    else lines.push({ text, offset });
    offset += raw.length + 1;
  }
  return lines;
};

/** A file and the line in it, from 1, if one is named. */
export interface Place {
  readonly path: string;
  readonly line: number | null;
}

/** The place that `src/app.ts`, `src/app.ts:12`, `src/app.ts:12-40`, `src/app.ts:12:3` or `src/app.ts#L12-L40` names; no file has a line 0. */
export const placeIn = (text: string): Place => {
  const [, path = text, line] = /^(.*?)(?:(?::|#L)(\d{1,9})(?:[-:]L?\d+)?)?$/.exec(text) ?? [];
  return { path, line: Number(line) || null };
};

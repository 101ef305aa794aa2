/** The last part of a path separated by `/`: `app.ts` for `src/app.ts`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

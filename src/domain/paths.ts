/** The last part of a path with `/`: of `src/app.ts` it is `app.ts`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

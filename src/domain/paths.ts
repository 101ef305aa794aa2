/** The last part of a path separated by `/`: `app.ts` for `src/app.ts`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A path with `/` for the `\` that Windows writes between its parts. */
export const withSlashes = (path: string): string => path.replaceAll(/\\(?=[\p{L}\p{N}_.[(])/gu, '/');

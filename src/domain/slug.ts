const longest = 60;

/**
 * Turns a title into a file name without extension: lower-case ASCII words joined by `-`, at most 60 characters, `plan`
 * if nothing remains.
 */
export const slug = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '') || 'plan';

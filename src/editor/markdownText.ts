/** A text as Markdown that shows it as it is. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_~{}[\]()#+\-.!<>|]/g, '\\$&');

/**
 * Markdown whose pictures became links: the editor would fetch them from wherever they are. The mark between is not seen,
 * and unlike a backslash breaks a picture after another backslash, too.
 */
export const withoutImages = (markdown: string): string => markdown.replaceAll('![', '!\u200b[');

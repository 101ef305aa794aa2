/** Escapes a text so that Markdown shows it literally. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_~{}[\]()#+\-.!<>|]/g, '\\$&');

/**
 * Turns images in Markdown into links, as the editor would fetch them from anywhere. The zero-width space is invisible
 * and, unlike a backslash, also works after another backslash.
 */
export const withoutImages = (markdown: string): string => markdown.replaceAll('![', '!\u200b[');

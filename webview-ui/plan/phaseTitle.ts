/** A phase's title without its number: `Phase 1: Token bucket` is `Token bucket`. */
export const shortTitle = (title: string): string => title.replace(/^\s*phase\s+\d+\s*[:.–-]\s*/i, '') || title;

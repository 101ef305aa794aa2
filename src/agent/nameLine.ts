const longestName = 250;

/** A title or path as the model reads it: on one line, so that none can pass for more than a name. */
export const nameLine = (name: string): string => {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, ' ');
  return line.length > longestName ? `${line.slice(0, longestName)}…` : line;
};

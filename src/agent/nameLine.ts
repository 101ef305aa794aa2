const maxNameLength = 250;

/** A title or path as the model reads it: on one line, so that a name cannot inject instructions. */
export const nameLine = (name: string): string => {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Z}]/gu, ' ');
  return line.length > maxNameLength ? `${line.slice(0, maxNameLength)}…` : line;
};

const longest = 240;

/** The comment of a definition, in one line: the lines above it, else a docstring below; line 0 means the comment at the head of the file. */
export const docOf = (lines: ReadonlyMap<number, string>, line: number): string => {
  const above: string[] = [];
  if (line > 0) for (let at = line - 1; isComment(lines.get(at)); at--) above.unshift(lines.get(at) ?? '');
  else for (let at = 1; isComment(lines.get(at)); at++) above.push(lines.get(at) ?? '');
  const docstring = /^\s*(?:"""|''')(.+?)(?:"""|''')?\s*$/.exec(lines.get(line + 1) ?? '')?.[1];
  const text = above.length > 0 ? above.map(bare).join(' ') : (docstring ?? '');
  const plain = text.replace(/\s+/g, ' ').trim();
  if (/copyright|licen[cs]e|eslint|oxlint|@ts-|coding[:=]|^!/i.test(plain)) return '';
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s+\S*$/, '')} …`;
};

const isComment = (line: string | undefined): boolean =>
  line !== undefined && /^\s*(?:\/\/|\/\*|\*|#(?!\s*(?:include|define|if|endif))|--)/.test(line);

const bare = (line: string): string =>
  line.replace(/^\s*(?:\/\/+|\/\*+|\*+\/?|#+|--+)\s?/, '').replace(/\s*\*\/\s*$/, '');

/** One building block of a topic. */
export interface TopicPart {
  /** Words that its file is named by: `rate limiter`. */
  readonly name: string;
  /** Where its file must stand, for files that tools look for. */
  readonly path?: string;
}

/** A kind of feature, recognised by the words of a request; what is said of it stands with the words of each language. */
export interface Topic<Key extends string = string> {
  readonly key: Key;
  readonly pattern: RegExp;
  /** True where another program usually does a part of it, so that an integration needs these blocks too. */
  readonly isExternal?: boolean;
  /** True where operators choose values of it. */
  readonly takesSettings?: boolean;
  /** True where it stands at the program's entrance rather than where its words are found. */
  readonly isGlobal?: boolean;
  readonly parts: readonly TopicPart[];
  /** Words by which the places of the code are found that such a feature touches. */
  readonly looksFor: readonly string[];
}

/** A topic from its parts and looked-for words, separated by commas. */
export const topic = <Key extends string>(
  key: Key,
  pattern: RegExp,
  parts: string,
  looksFor: string,
  traits: Pick<Topic, 'isExternal' | 'takesSettings' | 'isGlobal'> = {},
): Topic<Key> => ({
  key,
  pattern,
  parts: parts.split(', ').map((part) => {
    const [name = '', path] = part.split(' @ ');
    return path === undefined ? { name } : { name, path };
  }),
  looksFor: looksFor.split(' ').filter((word) => word !== ''),
  ...traits,
});
